# SPDX-License-Identifier: MIT
"""The pages of a plain text and their labels."""

import pytest

from companion.importers.pages import split_pages


def labels(text: str) -> list[str]:
    return [page.label for page in split_pages(text)]


@pytest.mark.parametrize(
    ("feet", "expected"),
    [
        (["12", "13", "14"], ["12", "13", "14"]),
        (["- xi -", "- xii -", "- 1 -"], ["xi", "xii", "1"]),
        (["Page 4", "Page 5", "(6)"], ["4", "5", "6"]),
    ],
)
def test_numbers_at_the_foot_are_labels_and_leave_the_text(feet: list[str], expected: list[str]) -> None:
    text = "\f".join(f"Words of a page.\n\n  {foot}\n" for foot in feet)
    assert labels(text) == expected
    assert all("".join(page.lines) == "Words of a page." for page in split_pages(text))


def test_numbers_at_the_head_are_labels_too() -> None:
    pages = split_pages("7\nOne\f8\nTwo\f\f")
    assert [(page.label, *page.lines) for page in pages] == [("7", "One"), ("8", "Two"), ("", "")]


def test_pages_without_numbers_are_counted_and_keep_their_text() -> None:
    pages = split_pages("One\f1999\nTwo\fThree\f")
    assert [page.label for page in pages] == ["1", "2", "3"]
    assert list(pages[1].lines) == ["1999", "Two"]


def test_a_text_without_form_feeds_is_one_page_without_a_label() -> None:
    (page,) = split_pages("One\n\n1\n\nTwo")
    assert (page.label, list(page.lines)) == ("", ["One", "", "1", "", "Two"])


def _scanned(numbers: list[str], length: int = 700) -> str:
    return "\n\n".join(f"{'word ' * (length // 5)}\n\n{number}" for number in numbers)


@pytest.mark.parametrize("numbers", [["1", "2", "3", "5", "6", "7"], ["i", "ii", "iii", "iv", "v", "vi", "ix", "x"]])
def test_page_numbers_that_a_scanner_left_are_dropped(numbers: list[str]) -> None:
    (page,) = split_pages(_scanned(numbers))
    assert {word for line in page.lines for word in line.split()} == {"word"}


@pytest.mark.parametrize(
    "text",
    [
        _scanned(["1", "2", "3"]),  # too few to be sure
        _scanned(["9", "3", "40", "2", "7", "1"]),  # not in order
        _scanned(["1", "2", "3", "4", "5", "6"], length=50),  # too near to one another
    ],
)
def test_other_numbers_stay(text: str) -> None:
    (page,) = split_pages(text)
    assert list(page.lines) == text.split("\n")
