"""A web page becomes what its reader sees: lines, tables and filled-in fields; nothing that is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrtui.intake.readers.web import page_of

FORM = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Contact &amp; claims</title>
<style>p { color: red }</style><script>document.write("<p>no</p>")</script></head>
<body><h1>Your message</h1>
<p>Dear Sirs,<br>the pump of
   order&nbsp;48213 <b>leaks</b>.<br><br>Please send another.</p>
<table><tr><th>Item</th><th>Price</th></tr><tr><td><p>Pump</p></td><td></td><td>$20.00</td></tr></table>
<ul><li>photo</li><li>receipt</li></ul>
</body></html>"""


def test_a_form_is_read_as_it_is_seen(read):
    reading = read("form.html", FORM)

    assert reading.medium == "web form"
    assert reading.subject == "Contact & claims"
    assert reading.how == "HTML, utf-8"
    assert reading.defects == ()
    assert reading.text == (
        "Your message\n\nDear Sirs,\nthe pump of order 48213 leaks.\n\nPlease send another.\n\n"
        "Item  Price\nPump  $20.00\n\n- photo\n- receipt"
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<div style='display: none'>pre<div>view</div></div>Dear", "Dear"),
        ('<span style="mso-hide:all">preview</span>Dear', "Dear"),
        ("<p hidden>no<p>Dear", "Dear"),
        ("<template>no</template><svg><text>no</text></svg>Dear", "Dear"),
        ("<img style='display:none'>Dear", "Dear"),
        ("Name: <input type=text value='Ida Brandt'>", "Name: Ida Brandt"),
        (
            "<input type=hidden value=token><input type=submit value=Send><input type=password value=x>Dear",
            "Dear",
        ),
        ("<input type=checkbox value=late>no <input type=checkbox checked value=broken>yes", "no broken yes"),
        ("<select><option>red<option selected>blue</select>", "blue"),
        ("<textarea>Dear\nSirs</textarea>", "Dear Sirs"),
        ("<pre>Item   Price\n  Pump  20</pre>end", "Item   Price\n  Pump  20\n\nend"),
        ("a<span> b</span> <i> c</i>", "a b c"),
        ("<td>left<table><tr><td>in</td></tr></table></td><td>right</td>", "left\n\nin\n\nright"),
    ],
)
def test_only_what_is_shown_is_read(source: str, shown: str):
    assert page_of(source).text == shown


def test_fifty_thousand_nested_elements_lose_no_text(read):
    reading = read("deep.html", "<div>" * 50_000 + "Dear Sirs" + "</div>" * 50_000)

    assert reading.text == "Dear Sirs"
    assert reading.defects == ("only 9 characters of text in 550 kB of HTML: see the original",)


def test_fifty_thousand_unclosed_comments_lose_no_text(read):
    assert read("comments.html", "<html>" + "<!--" * 50_000 + "Dear Sirs").text == "Dear Sirs"


def test_a_page_above_two_megabytes_is_cut_and_says_so(read):
    reading = read("long.html", "<p>" + "Dear Sirs " * 300_000)

    assert len(reading.text) <= 2 * 1024 * 1024
    assert reading.defects == ("only the first 2 MB of the page were read: open the original for the rest",)


def test_the_declared_encoding_counts(read):
    reading = read(
        "form.html", b"<meta http-equiv=x content='text/html; charset=koi8-r'><p>" + "Привет".encode("koi8-r")
    )

    assert (reading.text, reading.how) == ("Привет", "HTML, koi8-r")


def test_a_page_without_text_says_so(read):
    reading = read("form.html", "<html><img src=scan.png><script>draw()</script></html>")

    assert (reading.medium, reading.text) == ("unreadable", "")
    assert reading.unreadable == "the page shows no text: pictures only, or made by a script"


def test_escapes_in_references_come_out_harmless(read):
    assert read("form.html", "<p>pay &#27;[31m now &#x202e;").text == "pay [31m now \ufffd"


@given(st.text(alphabet="<>/ abdhinoprtuel='\"", max_size=120))
def test_no_page_breaks_it(source: str):
    assert isinstance(page_of(source).text, str)


@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "<tr>",
                "<td>",
                "</td>",
                "</tr>",
                "</table>",
                "<p>",
                "<li>",
                "<pre>",
                "</pre>",
                "<br>",
            ]
        ),
        max_size=30,
    )
)
def test_tags_in_any_order_keep_the_words_in_order(markup: list[str]):
    source = "".join(f"{tag}w{number} " for number, tag in enumerate(markup))

    words = [word for word in page_of(source).text.split() if word != "-"]

    assert words == [f"w{number}" for number in range(len(markup))]
