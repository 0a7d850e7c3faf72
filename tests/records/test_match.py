"""Which records a letter gets, in which order, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corrtui.records.index import RecordIndex
from corrtui.records.match import MOST, find_records
from corrtui.records.record import Record

Facts = Callable[..., Any]


def shown(rows: tuple[Record, ...]) -> list[str]:
    return [f"{row.kind} {row.key}" for row in rows]


def why(rows: tuple[Record, ...], key: str) -> str:
    return next(row.why for row in rows if row.key == key)


def test_an_order_named_brings_itself_its_account_and_its_invoice(office: RecordIndex, facts: Facts) -> None:
    """I was charged twice on March 1 for order 48213. Robin Hale"""
    rows = find_records(
        facts(("order", "48213"), first="Robin", last="Hale"), "charged twice for order 48213", office
    )

    assert shown(rows) == ["order 48213", "account HV-4417", "invoice 889"]
    assert why(rows, "48213") == "order 48213 named in the letter"
    assert why(rows, "HV-4417") == "account of order 48213"
    assert why(rows, "889") == "invoice of order 48213, which the letter names"


def test_an_account_named_brings_the_newest_of_each_kind_in_turn(office: RecordIndex, facts: Facts) -> None:
    """What do I owe on account HV-4417?"""
    rows = find_records(facts(("account", "HV 4417")), "", office)

    assert shown(rows) == [
        "account HV-4417",
        "payment P-1",
        "invoice 889",
        "order 48213",
        "payment P-2",
        "invoice 771",
        "order 48100",
        "order 48099",
    ]
    assert why(rows, "48100") == "order of account HV 4417, which the letter names"


def test_an_amount_or_date_of_the_letter_brings_its_row_forward(office: RecordIndex, facts: Facts) -> None:
    """On account HV-4417 I paid $412.00 for a lantern."""
    by_amount = find_records(facts(("account", "HV-4417"), ("amount", "$412.00")), "", office)
    by_date = find_records(facts(("account", "HV-4417"), ("date", "November 3, 2025")), "", office)

    assert shown(by_amount)[:2] == ["account HV-4417", "order 48099"]
    assert why(by_amount, "48099").endswith("; its total 412.00 is in the letter")
    assert shown(by_date)[:2] == ["account HV-4417", "order 48100"]
    assert why(by_date, "48100").endswith("; its order_date 2025-11-03 is in the letter")


def test_a_number_recorded_otherwise_is_found_and_says_so(office: RecordIndex, facts: Facts) -> None:
    """My account is 4417."""
    rows = find_records(facts(("account", "4417")), "", office)

    assert why(rows, "HV-4417") == "account 4417 named in the letter, recorded as HV-4417"
    assert "order 48213" in shown(rows)


def test_a_number_without_its_own_row_still_leads_to_those_that_hold_it(
    declare: Callable[..., Any], write: Callable[..., Any], opened: Callable[..., RecordIndex], facts: Facts
) -> None:
    """An office that exports its orders but not its accounts."""
    write("orders.csv", "order_no,account\n48213,HV-4417\n")
    index = opened(declare(links={"account": "account"}))

    assert shown(find_records(facts(("account", "HV-4417")), "", index)) == ["order 48213"]
    assert find_records(facts(("account", "HV-0000")), "", index) == ()


def test_several_rows_with_one_number_are_counted(
    declare: Callable[..., Any], write: Callable[..., Any], opened: Callable[..., RecordIndex], facts: Facts
) -> None:
    write("orders.csv", "order_no,item\n48213,kettle\n48213,lid\n")

    rows = find_records(facts(("order", "48213")), "", opened(declare()))

    assert [row.why for row in rows] == [
        "order 48213 named in the letter (1 of 2 with this number)",
        "order 48213 named in the letter (2 of 2 with this number)",
    ]


def test_somebody_elses_account_says_whose_it_is_and_the_writers_own_is_shown_too(
    office: RecordIndex, facts: Facts
) -> None:
    """Robin Hale quotes the neighbour's number: account HV-9001."""
    rows = find_records(facts(("account", "HV-9001"), first="Robin", last="Hale"), "", office)

    assert why(rows, "HV-9001") == "account HV-9001 named in the letter; the name on it is Dolores Vane"
    assert why(rows, "HV-4417") == "in the writer's name, Robin Hale"
    assert shown(rows).index("account HV-9001") < shown(rows).index("account HV-4417")


def test_what_hangs_on_somebody_elses_account_comes_behind_what_is_the_writers(
    office: RecordIndex, facts: Facts
) -> None:
    """Dolores Vane names her account and, by a slip, invoice 889 of somebody else."""
    rows = find_records(
        facts(("account", "HV-9001"), ("invoice", "889"), first="Dolores", last="Vane"), "", office
    )

    assert shown(rows)[:4] == ["account HV-9001", "invoice 889", "invoice 990", "order 52001"]
    assert why(rows, "889") == "invoice 889 named in the letter; it is on another account, HV-4417"
    assert why(rows, "HV-4417") == "account of invoice 889; the name on it is Robin Hale"


def test_rows_of_an_article_that_others_ordered_stay_out(
    declare: Callable[..., Any], write: Callable[..., Any], opened: Callable[..., RecordIndex], facts: Facts
) -> None:
    """Please send 3 of item 5521: the article is shown, the orders of other customers are not."""
    write("items.csv", "item_no,name\n5521,roaster\n")
    write("orders.csv", "order_no,item_no\n48150,5521\n")
    index = opened(
        declare("items.csv", name="items", kind="item", key="item_no"), declare(links={"item": "item_no"})
    )

    assert shown(find_records(facts(("item", "5521")), "", index)) == ["item 5521"]
    assert shown(find_records(facts(("order", "48150")), "", index)) == ["order 48150", "item 5521"]


def test_a_masked_account_is_found_by_its_last_four_digits(
    declare: Callable[..., Any], write: Callable[..., Any], opened: Callable[..., RecordIndex], facts: Facts
) -> None:
    """Your letter about account …4417."""
    write("accounts.csv", "no,who\n20104417,Robin Hale\n20204417,Dolores Vane\n20304418,John Smith\n")
    index = opened(declare("accounts.csv", name="accounts", kind="account", key="no", names=("who",)))

    rows = find_records(facts(("account", "4417"), first="Robin", last="Hale"), "", index)

    assert [row.why for row in rows] == [
        "account 4417 named in the letter, recorded as 20104417 (1 of 2 with this number)",
        "account 4417 named in the letter, recorded as 20204417 (2 of 2 with this number);"
        " the name on it is Dolores Vane",
    ]


def test_a_letter_about_somebody_else_is_matched_by_the_name_in_it(office: RecordIndex, facts: Facts) -> None:
    """An attorney writes for Dolores M. Vane and quotes no number."""
    rows = find_records(
        facts(first="Petra", last="Quist"), "This firm represents Ms. Dolores M. Vane of Dubuque.", office
    )

    assert shown(rows) == ["account HV-9001", "order 52001", "invoice 990"]
    assert why(rows, "HV-9001") == (
        "in a name 92 % like a name in the letter, Ms. Dolores M. Vane; the name on it is Dolores Vane"
    )


def test_a_name_in_the_letter_does_not_count_beside_numbers(office: RecordIndex, facts: Facts) -> None:
    rows = find_records(facts(("account", "HV-4417")), "My neighbour Dolores Vane sends her regards.", office)

    assert "account HV-9001" not in shown(rows)


def test_a_name_in_the_letter_explains_a_number_of_somebody_else(office: RecordIndex, facts: Facts) -> None:
    """My mother, Dolores Vane, has passed away. Her account is HV-9001. Carol Quist"""
    rows = find_records(
        facts(("account", "HV-9001"), first="Carol", last="Quist"), "My mother, Dolores Vane, has", office
    )

    assert why(rows, "HV-9001") == "account HV-9001 named in the letter"


def test_a_bare_number_counts_when_the_writer_agrees(office: RecordIndex, facts: Facts) -> None:
    """Re: 48213. Where is my kettle? Robin Hale"""
    rows = find_records(facts(first="Robin", last="Hale"), "Re: 48213. Where is my kettle?", office)

    assert shown(rows)[:3] == ["order 48213", "account HV-4417", "invoice 889"]
    assert why(rows, "48213") == "48213 stands in the letter and is the number of this order"
    assert why(rows, "889") == "invoice of order 48213, which stands in the letter"


def test_a_bare_number_counts_when_a_named_number_agrees(office: RecordIndex, facts: Facts) -> None:
    rows = find_records(facts(("account", "HV-9001")), "HV-9001 ... 52001 ...", office)

    assert shown(rows)[:2] == ["account HV-9001", "order 52001"]


def test_a_bare_number_with_which_nothing_agrees_comes_last_and_says_so(
    office: RecordIndex, facts: Facts
) -> None:
    """Robin Hale writes of order 48213 and lives at 52001 Foundry Road."""
    rows = find_records(
        facts(("order", "48213"), first="Robin", last="Hale"), "order 48213; 52001 Foundry Road", office
    )

    assert shown(rows) == ["order 48213", "account HV-4417", "invoice 889", "order 52001"]
    assert why(rows, "52001") == (
        "52001 stands in the letter and is the number of this order; nothing else in the letter points to it;"
        " the name on it is Dolores Vane"
    )


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Dubuque IA 52001", ()),
        ("I live at 52001 Foundry Road", ("52001 Foundry Road",)),
        ("only 889, three digits", ()),
        ("I paid $48213 for it", ()),
    ],
)
def test_figures_of_addresses_and_money_and_short_ones_do_not_count(
    office: RecordIndex, facts: Facts, text: str, address: tuple[str, ...]
) -> None:
    assert find_records(facts(address=address), text, office) == ()


def test_a_number_called_by_another_kind_is_found_as_a_bare_one(office: RecordIndex, facts: Facts) -> None:
    """The writer calls order 52001 an invoice."""
    rows = find_records(facts(("invoice", "52001"), first="Dolores", last="Vane"), "my invoice 52001", office)

    assert shown(rows)[0] == "order 52001"
    assert why(rows, "52001") == "52001 stands in the letter and is the number of this order"


def test_a_letter_without_numbers_is_matched_by_the_writers_name(office: RecordIndex, facts: Facts) -> None:
    rows = find_records(facts(first="Dolores", last="Vane"), "Where is my swing?", office)

    assert shown(rows) == ["account HV-9001", "order 52001", "invoice 990"]
    assert why(rows, "HV-9001") == "in the writer's name, Dolores Vane"
    assert why(rows, "990") == "invoice of account HV-9001, which is in the writer's name"


def test_a_name_with_a_slip_says_how_like_it_is(office: RecordIndex, facts: Facts) -> None:
    rows = find_records(facts(first="Delores", last="Vane"), "", office)

    assert why(rows, "HV-9001") == "in a name 92 % like the writer's name, Delores Vane"


def test_a_name_on_two_accounts_shows_both_and_chooses_neither(office: RecordIndex, facts: Facts) -> None:
    rows = find_records(facts(first="John", last="Smith"), "", office)

    assert {"account HV-7001", "account HV-7002"} <= set(shown(rows))
    assert {row.why for row in rows} == {
        "in the writer's name, John Smith, which is on 2 accounts; the letter does not say which"
    }


def test_a_number_settles_an_ambiguous_name(office: RecordIndex, facts: Facts) -> None:
    rows = find_records(facts(("account", "HV-7002"), first="John", last="Smith"), "", office)

    assert shown(rows) == ["account HV-7002"]


def test_the_organisation_and_the_mail_address_find_their_account(office: RecordIndex, facts: Facts) -> None:
    by_name = find_records(facts(first="Petra", last="Quist", org="ACME Tool Co."), "", office)
    by_mail = find_records(facts(first="Petra", last="Quist", email="office@acme.example"), "", office)

    assert why(by_name, "HV-8800") == "in the writer's name, ACME Tool Co."
    assert why(by_mail, "HV-8800") == (
        "has the writer's mail address, office@acme.example; the name on it is Acme Tool Company"
    )


def test_a_letter_that_fits_nothing_gets_nothing(office: RecordIndex, facts: Facts) -> None:
    assert find_records(facts(("order", "99999"), first="Petra", last="Quist"), "no. 777777", office) == ()
    assert find_records(facts(), "", office) == ()


def test_never_more_than_twelve_and_the_writers_own_are_not_crowded_out(
    declare: Callable[..., Any], write: Callable[..., Any], opened: Callable[..., RecordIndex], facts: Facts
) -> None:
    write("accounts.csv", "no,who\nA-1000,Dolores Vane\nA-2000,Robin Hale\n")
    write("orders.csv", "order_no,account\n" + "".join(f"{n},A-1000\n" for n in range(30_000, 30_050)))
    index = opened(
        declare("accounts.csv", name="accounts", kind="account", key="no", names=("who",)),
        declare(links={"account": "account"}),
    )

    rows = find_records(facts(("account", "A-1000"), first="Robin", last="Hale"), "", index)

    assert len(rows) == MOST
    assert shown(rows)[0] == "account A-1000"
    assert shown(rows)[1] == "order 30049"
    assert "account A-2000" in shown(rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(
    st.lists(
        st.tuples(st.sampled_from(["order", "account", "amount", "date", "\x00"]), st.text()), max_size=5
    ),
    st.text(max_size=200),
    st.text(max_size=40),
)
def test_no_letter_breaks_the_search_and_every_record_has_a_reason(
    office: RecordIndex, facts: Facts, found: list[tuple[str, str]], text: str, name: str
) -> None:
    rows = find_records(facts(*found, first=name, org=text, email=text, address=(text,)), text, office)

    assert len(rows) <= MOST
    assert len({row.identity for row in rows}) == len(rows)
    for row in rows:
        assert row.why
        assert row.why.isprintable()
