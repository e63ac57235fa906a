# SPDX-License-Identifier: MIT
"""Any text written as Markdown shows as it is."""

import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from companion.document.markdown import escaped, quotation


def shown(text: str) -> str:
    """What a reader sees of Markdown."""
    return re.sub(r"\s+", " ", html.fromstring(f"<div>{markdown.markdown(text)}</div>").text_content()).strip()


@pytest.mark.parametrize(
    "text",
    [
        "*not bold* and _not italic_, snake_case",
        "[no link](http://x.y) and ![no image](z)",
        "<script>alert(1)</script>",
        "# no heading",
        "- no list",
        "1. no list",
        "2023) no list",
        "> no quote",
        "`no code`",
        "a\\*b",
        "&amp; is an entity",
        "===",
        "---",
        "F# and C# are languages",
        "~~kept~~ | cell",
    ],
)
def test_markup_in_a_text_is_shown_and_not_obeyed(text: str) -> None:
    assert shown("Before\n" + escaped(text)) == f"Before {text}"


@given(st.text(alphabet="ab *_`#>-+=[]()<&;1.!\\\n", max_size=60))
def test_a_quotation_shows_its_text(text: str) -> None:
    quote = quotation(text)
    assert all(line.startswith(">") for line in quote.splitlines())
    assert shown(quote).replace(" ", "") == re.sub(r"\s+", "", text)
