# SPDX-License-Identifier: MIT
"""What a file says of itself before its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.model import Metadata
from companion.importers.front_matter import metadata_of, split_front_matter


def metadata(front: str) -> Metadata:
    values, text = split_front_matter(f"---\n{front}\n---\nText\n")
    assert text == "Text\n"
    return metadata_of(values)


def test_yaml_is_read_into_the_fields_of_a_document() -> None:
    assert metadata(
        "Title: Missile\n  Defense\nauthors: [A. Arbatov, B. Bull]\ndate: 2023-05-04\npublisher: Club\nlang: no\n"
        "abstract: >\n  Two\n  lines\nurl: https://example.org/a\nversion: 1.10\nkeywords: [arms, control]"
    ) == Metadata(
        title="Missile Defense",
        authors=("A. Arbatov", "B. Bull"),
        date="2023-05-04",
        publisher="Club",
        language="no",
        description="Two lines",
        source="https://example.org/a",
        extra={"version": "1.10", "keywords": "arms, control"},
    )


def test_toml_is_read_too() -> None:
    values, text = split_front_matter('+++\ntitle = "Aims"\nauthor = "A; B"\ndate = 2023-05-04T10:00:00Z\n+++\nText')
    assert text == "Text"
    assert metadata_of(values) == Metadata(title="Aims", authors=("A", "B"), date="2023-05-04")


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("author: Ada Lovelace", ("Ada Lovelace",)),
        ("author: Ada Lovelace and Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("author: A, B, and C", ("A, B", "C")),
        ("author: Lovelace, Ada; Turing, Alan", ("Lovelace, Ada", "Turing, Alan")),
        ("authors:\n- name: Ada\n  place: London\n- Alan\n- {}", ("Ada", "Alan")),
        ("author:\n  name: Ada", ("Ada",)),
        ("author: []\ncreator: Ada", ("Ada",)),
        ("author:", ()),
    ],
)
def test_authors_may_be_written_in_many_ways(authors: str, names: tuple[str, ...]) -> None:
    assert metadata(authors).authors == names


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2023", "2023"),
        ("2023-5", "2023-05"),
        ("2023/05/04", "2023-05-04"),
        ("2023-05-04T10:00:00Z", "2023-05-04"),
        ("2023-99", "2023"),
        ("14 March 2023", "2023-03-14"),
        ("March 3rd, 2023", "2023-03-03"),
        ("Sept. 2023", "2023-09"),
        ("Spring 2023", "2023"),
        ("20230504", ""),
        ("soon", ""),
    ],
)
def test_a_date_is_as_much_of_an_iso_date_as_is_told(written: str, date: str) -> None:
    assert metadata(f"date: {written}").date == date


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [unclosed\n---\nText",
        "---\njust words\n---\nText",
        "---\n- a\n- list\n---\nText",
        "---\nno: end\n",
        "+++\ntitle = unquoted\n+++\nText",
        "+++\ntitle = 2023-99-99\n+++\nText",
        "Text\n---\ntitle: late\n---\n",
        "---\n" + "[" * 5_000 + "\n---\n",
        "---\ntitle: &a [*a]\n---\nText",
        "---\nlong: " + "x" * 20_000 + "\n---\nText",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


@pytest.mark.parametrize("front", ["---\n---\nText", "---\n# a remark\n...\nText", "+++\n+++\nText"])
def test_empty_front_matter_leaves_the_text(front: str) -> None:
    assert split_front_matter(front) == ({}, "Text")


def test_aliases_that_multiply_are_not_written_out() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    assert metadata("\n".join(lines)).extra == {"a0": "x, x"}


def test_a_number_of_thousands_of_digits_is_left_out() -> None:
    values, _ = split_front_matter(f"+++\nbig = 0x{'f' * 9_000}\n+++\n")
    assert metadata_of(values) == Metadata()


def test_objects_are_never_made_of_yaml() -> None:
    assert metadata("title: !!python/object/apply:os.getcwd []\nlang: !!python/name:os.system x").language == "x"


_FRONT = st.text(st.sampled_from("abc:-[]{}&*!|>\"'#\n \t0é=+,"), max_size=120)


@given(st.sampled_from(["---", "+++"]), _FRONT)
def test_any_front_matter_is_read_or_left(fence: str, front: str) -> None:
    text = f"{fence}\n{front}\n{fence}\nText"
    values, rest = split_front_matter(text)
    assert text.endswith(rest)
    found = metadata_of(values)
    assert all(isinstance(value, str) for value in found.extra.values())
