"""Lines with a name, an address, a telephone number."""

from __future__ import annotations

import pytest

from corrtui.triage.address_block import address_lines, find_email, find_phone, has_zip_line, read_block


def test_a_block_in_full() -> None:
    block = read_block(
        [
            "Paul Bolt",
            "Credit Manager",
            "Bolt Manufacturing Co.",
            "77 Water Street",
            "Suite 4",
            "New Bedford, MA 02740-1234",
            "Tel. (508) 555-0142",
            "paul@bolt.example",
        ]
    )

    assert block.person is not None
    assert block.person.name == "Paul Bolt"
    assert block.org == "Bolt Manufacturing Co."
    assert block.address == ("77 Water Street", "Suite 4", "New Bedford, MA 02740-1234")
    assert block.phone == "(508) 555-0142"
    assert block.email == "paul@bolt.example"


def test_a_post_office_box_and_a_state_in_words() -> None:
    assert read_block(["Ana Ortiz", "P.O. Box 12", "Boise, Idaho 83702"]).address == (
        "P.O. Box 12",
        "Boise, Idaho 83702",
    )


def test_a_number_of_an_account_is_no_street() -> None:
    block = read_block(["Ana Ortiz", "Account 4471-0088-2214", "48213"])

    assert block.address == ()


def test_an_address_on_one_line_is_parted_before_the_city() -> None:
    assert address_lines("9 Oak Ln., Apt 4, Dallas, TX 75201") == ("9 Oak Ln., Apt 4", "Dallas, TX 75201")
    assert address_lines("Dallas, TX 75201") == ("Dallas, TX 75201",)


@pytest.mark.parametrize("line", ["Boise, ID 83702", "Boise ID 83702-1234", "St. Paul, Minnesota 55101"])
def test_a_line_with_city_state_and_zip(line: str) -> None:
    assert has_zip_line([line])


@pytest.mark.parametrize("line", ["Boise, ID", "Boise, XX 83702", "order 83702", "83702"])
def test_a_line_without(line: str) -> None:
    assert not has_zip_line([line])


@pytest.mark.parametrize(
    "line", ["208-555-0142", "(208) 555-0142", "+1 208 555 0142", "call 208.555.0142 now"]
)
def test_telephone_numbers(line: str) -> None:
    assert find_phone(line)


def test_what_is_no_telephone_number() -> None:
    assert find_phone("4471-0088-2214") == ""
    assert find_phone("12345-6789") == ""


def test_e_mail_addresses() -> None:
    assert find_email("write to ana.ortiz+x@mail.example.org!") == "ana.ortiz+x@mail.example.org"
    assert find_email("ana at mail") == ""
