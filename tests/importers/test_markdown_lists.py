# SPDX-License-Identifier: MIT
"""Lists of Markdown nest as their writers meant it: by two, three or four spaces, and right under a paragraph."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.model import Block, text_of
from companion.importers.markdown import read
from companion.importers.markdown_lists import with_common_lists
from companion.importers.source import Source
from tests.benchmarks.fidelity_markdown import measure


def blocks(text: str) -> list[Block]:
    return [block for section in read(Source(text.encode(), "a.md")).sections for block in section.blocks]


def outline(text: str) -> list[tuple[str, int, int, str]]:
    return [(block.kind.value, block.indent, block.quote, text_of(block)) for block in blocks(text)]


NESTED = [("item", 1, 0, "one"), ("item", 2, 0, "two"), ("item", 3, 0, "three"), ("item", 1, 0, "four")]


@pytest.mark.parametrize(
    "text",
    [
        "- one\n  - two\n    - three\n- four",
        "1. one\n   - two\n     - three\n2. four",
        "1) one\n   - two\n     1) three\n2) four",
        "* one\n    * two\n        * three\n* four",
        "*   one\n    +   two\n        -   three\n*   four",
        "- one\n\t- two\n\t\t- three\n- four",
        " - one\n   - two\n     - three\n - four",
        "- one\n\n  - two\n\n    - three\n\n- four",
    ],
)
def test_a_list_nests_by_as_many_spaces_as_its_writer_used(text: str) -> None:
    assert outline(text) == NESTED


def test_what_belongs_to_an_item_is_indented_as_its_words() -> None:
    text = "- one\n\n  more\n\n      code\n\n  > said\n\n  ```py\n  x = 1\n    y\n  ```\n- two\ngoes on\n\nAfter"
    assert outline(text) == [
        ("item", 1, 0, "one"),
        ("paragraph", 1, 0, "more"),
        ("code", 1, 0, "code"),
        ("quote", 1, 1, "said"),
        ("code", 1, 0, "x = 1\n  y"),
        ("item", 1, 0, "two goes on"),
        ("paragraph", 0, 0, "After"),
    ]


def test_code_that_is_not_closed_ends_with_its_item() -> None:
    assert outline("- one\n  ```\n  x = 1\n- two\n") == [
        ("item", 1, 0, "one"),
        ("code", 1, 0, "x = 1"),
        ("item", 1, 0, "two"),
    ]


def test_a_list_may_stand_right_under_a_paragraph_but_a_number_in_it_is_none() -> None:
    assert outline("These:\n- one\n- two") == [
        ("paragraph", 0, 0, "These:"),
        ("item", 1, 0, "one"),
        ("item", 1, 0, "two"),
    ]
    assert outline("It came in\n1986. It went\n- later") == [
        ("paragraph", 0, 0, "It came in 1986. It went"),
        ("item", 1, 0, "later"),
    ]


def test_a_list_in_a_quotation_or_a_note_nests_as_well() -> None:
    assert outline("> - one\n>   - two\n>     - three\n> - four") == [
        (kind, indent, 1, text) for kind, indent, _, text in NESTED
    ]
    assert ("item", 2, 1, "two") in outline("!!! note\n    - one\n      - two\n")


@pytest.mark.parametrize(
    "text",
    [
        "```\n- one\n  - two\n```\n",
        "~~~\n  - two\n```\n  - three\n~~~\n",
        "<pre>\n- one\n  - two\n</pre>\n",
        "<!--\n  - two\n-->\n",
        "    - code\n      - code\n",
        "- a\n\n    b\n\n        code\n\n    - c\n\n        d\n",
        "[^1]: Note\n    further\n[^2]: Another\n",
        "a\n***\n- - -\n",
        "a * b\n* * *\n",
    ],
)
def test_what_is_no_list_or_is_one_already_stays_as_it_is(text: str) -> None:
    assert with_common_lists(text) == text


def test_more_of_the_reference_outputs_are_met_than_by_python_markdown_alone() -> None:
    rows = {whose: (float(alike), float(whole)) for whose, _, alike, whole in measure()}
    assert rows["CommonMark"] >= (0.77, 0.94)  # 0.738 alone
    assert rows["Python-Markdown"] >= (0.9, 0.95)  # lists that its own dialect does not know count as wrong here


_LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "   ", "    ", "      ", "\t", "> ", ">  "]),
        st.sampled_from(["", "- ", "* ", "1. ", "2) ", "# ", "> ", "```", "~~~", "!!! note", "[^1]: ", "<pre>", "-->"]),
        st.sampled_from(["", "word", "other words", "---"]),
    ).map("".join),
    max_size=12,
).map("\n".join)


@given(_LINES)
def test_only_white_space_and_brackets_of_numbers_change(text: str) -> None:
    def bare(some: str) -> str:
        without_fences = re.sub(r"(?m)^[> \t]*(```|~~~).*$", "", some)
        return re.sub(r"\s", "", re.sub(r"(\d)\)", r"\1.", without_fences.replace(">", "")))

    changed = with_common_lists(text)
    assert bare(changed) == bare(text)
    assert with_common_lists(text) == changed
