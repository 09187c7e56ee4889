import csv
import html.parser
import io
import string
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aijournal.export.plain_text import (
    csv_cell,
    html_text,
    link_text,
    markdown_text,
    one_line,
    readable,
    restored,
)
from aijournal.export.scanner import findings_in
from aijournal.export.seen_through import is_unseen

BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# What browsers were made to run with: tags, attributes, schemes, styles, entities, halves of all of them.
HARM = (
    *(
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//x.example/x.js>",
        "<scr<script>ipt>",
        "<img src=x onerror=a()>",
    ),
    *(
        "<svg/onload=alert(1)>",
        "<body onload=a()>",
        '"><script>a()</script>',
        "' onmouseover='a()",
        "` onload=a() `",
    ),
    *(
        "</style><script>a()</script>",
        "</title><img src=x>",
        "<iframe src=javascript:a()>",
        "<object data=x>",
    ),
    *("<embed src=x>", "<link rel=stylesheet href=//x.example/x.css>", "<meta http-equiv=refresh content=0>"),
    *(
        "<base href=//x.example>",
        "<form action=x><input></form>",
        "<a href='javascript:a()'>x</a>",
        "<!-- x -->",
    ),
    *(
        "<![CDATA[x]]>",
        "<?php x ?>",
        "<!DOCTYPE x>",
        "&lt;script&gt;",
        "&#60;script&#62;",
        "&#x3c;x",
        "&amp;lt;",
    ),
    *(
        "<math><mi xlink:href=x>",
        "<details open ontoggle=a()>",
        "<x style=background:url(//x.example/x)>",
        "<",
    ),
    *(
        "<\x00script>",
        "<scr\u200bipt>",
        "\uff1cscript\uff1e",
        "\u202e<script>",
        "<a\nhref=x>",
        "<img src=/canary>",
    ),
    *(
        "[x](javascript:a())",
        "![x](//x.example/x.png)",
        "[x]: file:///x",
        "<https://x.example>",
        "# x",
        "#tag",
    ),
    *("- x", "+ x", "* x", "1. x", "12) x", "> x", "---", "***", "___", "===", "| a | b |", "|---|", "    x"),
    *("```x```", "~~~", "`x`", "**x**", "_x_", "~~x~~", "$x$", "[^1]: x", ": x", "% x", "{{ x }}", "{#id}"),
    *(
        "https://x.example",
        "www.x.example",
        "dev@x.example",
        "mailto:dev@x.example",
        "&copy;",
        "x\\",
        "\\*x*",
    ),
    *(
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20x",
        "a;=1",
    ),
    *(
        '",=1',
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("//x.example","x")',
        " =1",
        "'=1",
        "''=1",
        "'",
        "-5",
        "a,\t@x",
    ),
)
ODD = st.text(
    alphabet="<>&\"'`=/\\*_[](){}#+-.!|~@:;$%^,\n\r\t 1aw\u200b\u202e\x00\ud800\uff1d\u3000\u2028é",
    max_size=40,
)
ANY = st.text(max_size=40) | ODD | st.sampled_from(HARM)
PUNCTUATION = set(string.punctuation)


class Reader(html.parser.HTMLParser):
    """Reads HTML as a browser does, and keeps what is text and what is not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.attributes: list[tuple[str, str | None]] = []
        self.others: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.others.append(tag)
        self.attributes.extend(attrs)

    def handle_endtag(self, tag: str) -> None:
        self.others.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.others.append(f"!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.others.append(f"!{decl}")

    def handle_pi(self, data: str) -> None:
        self.others.append(f"?{data}")


def read(document: str) -> Reader:
    reader = Reader()
    reader.feed(document)
    reader.close()
    return reader


def cut(line: str) -> list[tuple[str, bool]]:
    """Return the characters of a line of Markdown, and whether each was escaped."""
    signs: list[tuple[str, bool]] = []
    place = 0
    while place < len(line):
        is_escape = line[place] == "\\" and line[place + 1 : place + 2] in PUNCTUATION
        signs.append((line[place + is_escape], is_escape))
        place += 1 + is_escape
    return signs


@settings(deadline=None)
@given(ANY)
@example("\x85\x1c")
def test_html_is_read_as_exactly_the_text(text: str) -> None:
    assert (read(html_text(text)).text, read(html_text(text)).others) == (readable(text), [])


@settings(deadline=None)
@given(ANY)
@pytest.mark.parametrize("quote", ["'", '"'])
def test_html_stays_within_an_attribute(quote: str, text: str) -> None:
    reader = read(f"<p title={quote}{html_text(text)}{quote}>x</p>")
    assert reader.attributes == [("title", readable(text))]
    assert (reader.text, reader.others) == ("x", ["p", "/p"])


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_text_in_html(harm: str) -> None:
    written = html_text(harm)
    assert not set("<>\"'`") & set(written)
    assert read(f"<div>{written}</div>").others == ["div", "/div"]


@settings(deadline=None)
@given(ANY)
def test_markdown_is_one_line_of_exactly_the_text(text: str) -> None:
    written = markdown_text(text)
    assert written.splitlines() in ([], [written])
    assert "".join(sign for sign, _ in cut(written)) == one_line(text)
    assert written == written.strip()


@settings(deadline=None)
@given(ANY)
def test_no_sign_of_markdown_stands_for_itself(text: str) -> None:
    signs = cut(markdown_text(text))
    assert not {sign for sign, is_escaped in signs if not is_escaped} & set("\\`*_[]<>|~&#${}")
    assert not signs or signs[0] not in [(sign, False) for sign in "-+=:%"]
    plain = "".join("\x00" if is_escaped else sign for sign, is_escaped in signs)
    digits = plain[: len(plain) - len(plain.lstrip(string.digits))]
    behind = plain[len(digits) :]
    assert not (0 < len(digits) <= 9 and behind[:1] in {".", ")"} and behind[1:2] in {"", " "})
    assert not any(sign in plain for sign in ("://", "www.", "mailto:"))
    assert not any(sign == "@" and behind[:1].isalnum() for sign, behind in pairwise(plain))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Refactored the billing page, 45 minutes (5-6 files)", None),
        ("10 h 30 min, version 3.14.2; it's done!", None),
        ("- x", "\\- x"),
        ("1. x", "1\\. x"),
        ("1.5 h", "1.5 h"),
        ("[x](javascript:a())", "\\[x\\](javascript\\:a())"),
        ("https://www.x.example/a_b", "https\\://www\\.x.example/a\\_b"),
        ("a\n\n# b", "a \\# b"),
        ("\\", "\\\\"),
        ("dev@x.example and @name", "dev\\@x.example and \\@name"),
        ("3 @ 5", None),
        ("h2://x", "h2\\://x"),
    ],
)
def test_ordinary_words_stay_readable_in_markdown(text: str, written: str | None) -> None:
    assert markdown_text(text) == (text if written is None else written)


@pytest.mark.parametrize("sign", "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20\ufe63")
@pytest.mark.parametrize("before", ["", " ", "'", "\u200b", "\ufeff", "\u202e"])
def test_no_cell_begins_as_a_formula(sign: str, before: str) -> None:
    assert csv_cell(f"{before}{sign}SUM(1)").startswith("'")


@pytest.mark.parametrize("separator", [",", ";", "|", '"', "\t", "\n"])
@pytest.mark.parametrize("sign", "=+-@\uff1d")
def test_no_part_of_a_cell_begins_as_a_formula(separator: str, sign: str) -> None:
    assert f"{separator}'{sign}" in csv_cell(f"a{separator}{sign}SUM(1)")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-5, "-5"),
        (-0.5, "-0.5"),
        (Decimal("-41.50"), "-41.50"),
        ("-5", "-5"),
        ("+3.25e-7", "+3.25e-7"),
        (None, ""),
        (True, "true"),
        ("", ""),
        ("-5 min", "'-5 min"),
        ("-5-3", "'-5-3"),
        ("Refactored (a - b)", "Refactored (a - b)"),
    ],
)
def test_numbers_stay_numbers(value: str | float | Decimal | None, cell: str) -> None:
    assert csv_cell(value) == cell


def test_the_guard_can_be_left_off() -> None:
    assert csv_cell("=1\x00", is_guarded=False) == "=1␀"


@settings(deadline=None)
@given(ANY)
@example("''=1")
@example("\t'=1")
def test_a_cell_comes_back_as_the_text(text: str) -> None:
    assert restored(csv_cell(text)) == readable(text)


@settings(deadline=None)
@given(st.lists(st.lists(ANY, min_size=1, max_size=4), max_size=4), st.sampled_from(",;\t"))
def test_a_table_comes_back_through_the_csv_module(rows: list[list[str]], separator: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator).writerows([[csv_cell(cell) for cell in row] for row in rows])
    written.seek(0)
    back = [[restored(cell) for cell in row] for row in csv.reader(written, delimiter=separator)]
    assert back == [[readable(cell) for cell in row] for row in rows]


@settings(deadline=None)
@given(ANY)
def test_what_was_made_readable_stays_as_it_is(text: str) -> None:
    assert readable(readable(text)) == readable(text)
    assert one_line(one_line(text)) == one_line(text)
    readable(text).encode()


def test_only_lines_and_tabs_control_anything() -> None:
    every = "".join(map(chr, range(0x110000)))
    left = {one for one in readable(every) if unicodedata.category(one) in {"Cc", "Cs"}}
    assert left == {"\t", "\n"}
    assert not set(readable(every)) & set(BIDI)


def test_what_is_left_out_is_seen_through() -> None:
    """Otherwise leaving it out would join the halves of a secret that was not found."""
    assert [code for code in range(0x110000) if not readable(chr(code)) and not is_unseen(chr(code))] == []


@pytest.mark.parametrize(
    "text",
    [
        "नमस्ते",
        "\u0645\u06cc\u200c\u062e",
        "👩\u200d👩\u200d👧",
        "❤\ufe0f",
        "日本語",
        "Zoe\u0308",
        "שלום",
        "50\u202f%",
    ],
)
def test_what_languages_need_stays(text: str) -> None:
    assert readable(text) == text


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:a()", "JAVASCRIPT:a()", "java\nscript:a()", "\u200bjavascript:a()", "data:text/html,x"),
        *(
            "file:///home/dev/x",
            r"\\server\share",
            "//server/share",
            "vbscript:x",
            "ftp://x.example",
            "http:x",
        ),
        *(
            "https://dev:sesame@x.example/",
            "https://dev@x.example",
            "https:\\\\x.example",
            "http://",
            "",
            "x",
        ),
        *(
            'https://x.example/" onclick="a()',
            "https://x.example/<b>",
            "https://x.example/a b",
            "mailto:d@x.example",
        ),
        "https://x.example\n.y.example",
    ],
)
def test_only_addresses_of_the_web_are_told(address: str) -> None:
    assert link_text(address) is None


def test_an_address_is_told_without_what_stands_around_it() -> None:
    address = "https://x.example/a?b=1&c='2'#d"
    assert link_text(f" {address}\n") == address


@pytest.mark.parametrize(
    "seed", ["'", " ", ";'", "=", "a:", "1", "\\", "\r", "https://x", "\u200b", "@", "&", "w"]
)
def test_long_text_is_written_in_proportion_to_its_length(seed: str) -> None:
    def seconds(length: int) -> float:
        text, times = seed * (length // len(seed)), []
        for _ in range(3):
            began = process_time()
            _ = html_text(text), markdown_text(text), restored(csv_cell(text)), link_text(text)
            times.append(process_time() - began)
        return min(times)

    assert seconds(200_000) < 9 * seconds(50_000)


def test_a_secret_is_found_in_what_was_written() -> None:
    key = "ghp_" + "aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0bC"
    assert findings_in(html_text(f"see {key}"))
    assert findings_in(csv_cell(f"see {key}"))
