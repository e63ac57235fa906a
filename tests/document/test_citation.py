# SPDX-License-Identifier: MIT
"""A passage is cited in the usual styles, and missing metadata are left out."""

from dataclasses import replace
from itertools import product

import pytest

from companion.document.citation import STYLES, cite, locator
from companion.document.model import Metadata
from companion.errors import NotFound

QUOTE = "Missile defense remains a challenge."
REPORT = Metadata(
    title="Missile Defense and Arms Control: Valdai's Perspective",
    authors=("Alexander Chekov", "Dr. Oleg Krivolapov", "Konstantin Bogdanov", "Dmitry Stefanovich", "Vasily Klimov"),
    date="2023",
    publisher="Valdai Discussion Club",
    language="en",
    source="https://valdaiclub.com/files/40258/",
)
BOOK = Metadata(title="The Logic of Violence", authors=("Robert Jervis", "van der Berg, Anna"), date="1978-01-30")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "chicago",
            "“Missile defense remains a challenge.” Alexander Chekov et al., Missile Defense and Arms Control: "
            "Valdai's Perspective (Valdai Discussion Club, 2023), 14, https://valdaiclub.com/files/40258/.",
        ),
        (
            "apa",
            "“Missile defense remains a challenge.” (Chekov et al., 2023, p. 14).\n\n"
            "Chekov, A., Krivolapov, O., Bogdanov, K., Stefanovich, D., & Klimov, V. (2023). Missile Defense and Arms "
            "Control: Valdai's Perspective. Valdai Discussion Club. https://valdaiclub.com/files/40258/",
        ),
        (
            "mla",
            "“Missile defense remains a challenge.” (Chekov et al. 14).\n\n"
            "Chekov, Alexander, et al. Missile Defense and Arms Control: Valdai's Perspective. Valdai Discussion Club, "
            "2023, https://valdaiclub.com/files/40258/.",
        ),
        (
            "gost",
            "«Missile defense remains a challenge.» [Chekov A., Krivolapov O., Bogdanov K. [et al.] Missile Defense "
            "and Arms Control: Valdai's Perspective. – Valdai Discussion Club, 2023. – P. 14. – "
            "URL: https://valdaiclub.com/files/40258/]",
        ),
        (
            "plain",
            "“Missile defense remains a challenge.” — Alexander Chekov, Oleg Krivolapov, Konstantin Bogdanov, Dmitry "
            "Stefanovich and Vasily Klimov, Missile Defense and Arms Control: Valdai's Perspective, Valdai Discussion "
            "Club, 2023, p. 14, https://valdaiclub.com/files/40258/",
        ),
        (
            "markdown",
            "> Missile defense remains a challenge.\n>\n> — Alexander Chekov, Oleg Krivolapov, Konstantin Bogdanov, "
            "Dmitry Stefanovich and Vasily Klimov, *Missile Defense and Arms Control: Valdai's Perspective*, Valdai "
            "Discussion Club, 2023, p. 14, <https://valdaiclub.com/files/40258/>",
        ),
    ],
)
def test_the_report_is_cited(style: str, expected: str) -> None:
    assert cite(REPORT, QUOTE, "14", style) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("chicago", "“It says so.” Robert Jervis and Anna van der Berg, The Logic of Violence (1978), 3–5."),
        ("apa", "“It says so.” (Jervis & van der Berg, 1978, pp. 3–5).\n\nJervis, R., & van der Berg, A. (1978). "
                "The Logic of Violence."),
        ("mla", "“It says so.” (Jervis and van der Berg 3–5).\n\nJervis, Robert, and Anna van der Berg. "
                "The Logic of Violence. 1978."),
    ],
)  # fmt: skip
def test_two_authors_are_both_named(style: str, expected: str) -> None:
    assert cite(BOOK, "It  says\nso.", "3-5", style) == expected


def test_the_name_of_a_body_is_kept_whole() -> None:
    agency = replace(REPORT, authors=("U.S. Department of Defense",))
    assert "\n\nU.S. Department of Defense. (2023). " in cite(agency, QUOTE, "", "apa")


@pytest.mark.parametrize(
    ("name", "apa"),
    [
        ("Charles de Gaulle", "de Gaulle, C."),
        ("Martin Luther King Jr.", "King Jr., M. L."),
        ("Prof. Dr. Jean-Paul Sartre", "Sartre, J.-P."),
        ("NATO", "NATO."),
        ("А. С. Пушкин", "Пушкин, А. С."),
        ("Waltz, Kenneth N.", "Waltz, K. N."),
    ],
)
def test_names_are_inverted_for_a_reference(name: str, apa: str) -> None:
    assert cite(replace(REPORT, authors=(name,)), "", "", "apa").startswith(f"{apa} (2023). ")


def test_a_russian_source_has_russian_pages() -> None:
    assert "[и др.]" in cite(replace(REPORT, language="ru-RU"), QUOTE, "7", "gost")
    assert "С. 7" in cite(replace(REPORT, language="ru-RU"), QUOTE, "7", "gost")


def test_quotation_marks_within_a_quotation_become_single() -> None:
    assert cite(BOOK, "He said “no”.", "", "plain").startswith("“He said ‘no’.” — ")


def test_a_paragraph_stands_where_there_is_no_page() -> None:
    assert cite(BOOK, QUOTE, "¶ 3", "plain").endswith(", 1978-01-30, ¶ 3")


def test_a_place_is_its_page_or_else_its_paragraph() -> None:
    text = "Title\n\nOne.\nTwo two.\nThree."
    assert locator(text, text.index("two"), "xii") == "xii"
    assert locator(text, text.index("two"), "") == "¶ 3"
    assert locator(text, 0, "") == "¶ 1"


def test_markdown_keeps_the_lines_and_escapes_the_marks() -> None:
    quotation = cite(BOOK, "One *line*.\nAnother.", "", "markdown")
    assert quotation.startswith("> One \\*line\\*.\n> Another.\n>\n> — Robert Jervis and")


@pytest.mark.parametrize(
    ("style", "kept"),
    list(product(STYLES, [Metadata(), Metadata(title="T"), Metadata(date="2020"), Metadata(source="s:x")])),
)
def test_what_is_not_known_leaves_no_trace(style: str, kept: Metadata) -> None:
    for quote, page in product(("", QUOTE), ("", "9")):
        citation = cite(kept, quote, page, style)
        assert quote in citation
        for trace in ("()", "[]", "  ", ", ,", "..", " ,", "( ", "None", ",)", "**"):
            assert trace not in citation
        assert not citation.startswith((",", ".", "—"))


def test_an_unknown_style_is_named_with_those_there_are() -> None:
    with pytest.raises(NotFound, match=r"“bluebook”\. Choose from chicago, apa"):
        cite(BOOK, QUOTE, "", "bluebook")
