"""Splitting long JSON: the values that the standard library sees, wherever the pieces are cut."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aijournal.importers.reading.json_values import Value, split_values

# What confuses splitters: brackets, quotes and backslashes within strings.
TEXTS = st.text(alphabet='ab"\\[]{},: \n\u00e9\ud7ff\U0001f600', max_size=12)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def cut(text: bytes, sizes: list[int]) -> Iterator[bytes]:
    at = 0
    for size in sizes:
        yield text[at : at + size]
        at += size
    yield text[at:]


def texts(values: Iterator[Value]) -> list[bytes | str]:
    return [value.reason or value.text for value in values]


@settings(max_examples=120, deadline=None)
@given(
    elements=st.lists(DOCUMENTS, max_size=6),
    indent=st.sampled_from([None, 0, 2]),
    is_ascii=st.booleans(),
    bom=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    sizes=st.lists(st.integers(0, 9), max_size=60),
)
@example(elements=["\\", {"a": '\\"'}], indent=None, is_ascii=True, bom=b"", sizes=[3, 1, 1])
def test_the_elements_of_an_array(
    elements: list[object],
    indent: int | None,
    is_ascii: bool,  # noqa: FBT001  # drawn
    bom: bytes,
    sizes: list[int],  # drawn
) -> None:
    text = bom + json.dumps(elements, indent=indent, ensure_ascii=is_ascii).encode()
    pieces = [text[: len(bom) + 1], *cut(text[len(bom) + 1 :], sizes)]
    values = list(split_values(pieces))
    assert [json.loads(value.text) for value in values] == elements
    assert [text[value.offset :][: len(value.text)] for value in values] == [value.text for value in values]
    assert [value.number for value in values] == list(range(1, len(elements) + 1))


@settings(max_examples=40, deadline=None)
@given(
    elements=st.lists(st.dictionaries(TEXTS, DOCUMENTS, max_size=4), min_size=1, max_size=6),
    indent=st.sampled_from([None, 4]),
    sizes=st.lists(st.integers(0, 30), max_size=60),
)
def test_a_series_of_objects(elements: list[object], indent: int | None, sizes: list[int]) -> None:
    text = "\n".join(json.dumps(element, indent=indent) for element in elements).encode() + b"\n"
    assert [json.loads(value.text) for value in split_values(cut(text, sizes))] == elements


@settings(max_examples=120, deadline=None)
@given(
    text=st.lists(
        st.sampled_from([b"[", b"]", b"{", b"}", b'"', b"\\", b",", b" ", b"1", b"\xff"]), max_size=40
    ),
    sizes=st.lists(st.integers(1, 5), max_size=20),
)
def test_what_is_no_json_comes_to_an_end(text: list[bytes], sizes: list[int]) -> None:
    whole = b"".join(text)
    values = list(split_values(cut(whole, sizes), longest=8))
    assert texts(iter(values)) == texts(split_values([whole], longest=8))
    assert sum(len(value.text) for value in values) <= len(whole)
    assert all(value.reason or 0 < len(value.text) <= 8 for value in values)


def test_a_value_that_is_too_long_is_told_and_passed_over() -> None:
    text = b'[{"a":1},"' + b"x" * 50 + b'",{"b":"' + b"\\\\" * 30 + b'"},{"c":2}]'
    found = texts(split_values(cut(text, [7] * 20), longest=20))
    assert found == [b'{"a":1}', "a value too long to read", "a value too long to read", b'{"c":2}']


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", []),
        (b" \n ", []),
        (b"[]", []),
        (b"[", ["cut off here"]),
        (b'[{"a":1}', [b'{"a":1}', "cut off here"]),
        (b'[{"a":1},{"b":', [b'{"a":1}', "cut off here"]),
        (b'[1,"a', [b"1", "cut off here"]),
        (b"[1] [2]", [b"1", "something behind the end"]),
        (b"17", [b"17"]),
        (b"no json", [b"no", b"json"]),
        (b"]", [b"]"]),
        (b'\xef\xbb\xbf{"a":1}{"b":2}', [b'{"a":1}', b'{"b":2}']),
    ],
)
def test_what_is_told(text: bytes, told: list[bytes | str]) -> None:
    assert texts(split_values([text])) == told
    assert texts(split_values(cut(text, [3, *[1] * 9]))) == told


def test_endless_depth_is_no_matter() -> None:
    text = b"[" + b"[" * 300_000 + b"]" * 300_000 + b",{}]"
    assert [len(value.text) for value in split_values(cut(text, [1 << 16] * 9))] == [600_000, 2]
