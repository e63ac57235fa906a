# SPDX-License-Identifier: MIT
"""What goes to the clipboard: exactly the characters that were selected, and the simplest markup for them."""

from hypothesis import given
from hypothesis import strategies as st

from companion.document.model import BlockKind, Mark, Section
from companion.ui.copying import html_text, markup, plain_text
from tests.ui.pages import block, heading, run, table

SECTION = Section(
    "",
    (
        heading("Title", 2),
        block("One ", run("strong", Mark.STRONG), " & <two>"),
        block("said", kind=BlockKind.QUOTE),
        block("x = 1\ny = 2", kind=BlockKind.CODE),
        block("item", kind=BlockKind.ITEM, marker="1."),
        block("", kind=BlockKind.RULE),
        table("a|b", "c|d", header=True),
        block("end"),
    ),
    start=100,
)
TEXT = "Title\nOne strong & <two>\nsaid\nx = 1\ny = 2\nitem\n\na\nb\nc\nd\nend"


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_a_selection_outside_tables_is_copied_character_for_character(first, last):
    before_the_table = TEXT.index("a\nb")
    first, last = sorted((min(first, before_the_table - 1), min(last, before_the_table - 1)))
    assert plain_text(SECTION, 100 + first, 100 + last) == TEXT[first:last]


def test_cells_are_copied_with_tabs_between_them():
    assert plain_text(SECTION, 100 + TEXT.index("a\nb"), 100 + len(TEXT)) == "a\tb\nc\td\nend"
    assert plain_text(SECTION, 100 + TEXT.index("b\nc"), 100 + TEXT.index("\nd")) == "b\nc"


def test_every_kind_of_block_has_its_tag():
    made = html_text(SECTION, 100, 100 + len(TEXT))
    assert made == (
        "<h2>Title</h2><p>One <strong>strong</strong> &amp; &lt;two&gt;</p><blockquote>said</blockquote>"
        "<pre>x = 1\ny = 2</pre><p>1. item</p><hr>"
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table><p>end</p>"
    )


def test_part_of_a_run_keeps_its_marks():
    start = 100 + TEXT.index("rong")
    assert html_text(SECTION, start, start + 2) == "<p><strong>ro</strong></p>"


def test_only_links_to_the_web_are_copied_and_nothing_escapes_from_an_address():
    runs = [
        run("in", link="#here"),
        run("bad", link="javascript:alert(1)"),
        run("out", link='https://example.org/?q="><script>'),
    ]
    assert markup(runs) == 'inbad<a href="https://example.org/?q=&quot;&gt;&lt;script&gt;">out</a>'
    assert markup(runs, inner_links=True).startswith('<a href="#here">in</a>bad')
