# SPDX-License-Identifier: MIT
"""Markup to blocks: what a reader sees, and nothing that harms the window."""

import html
import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from companion.document.blocks import BlockOptions, BlockTree, blocks_from_html, parse_html
from companion.document.limits import MAX_DEPTH
from companion.document.links import is_safe_link
from companion.document.model import Block, BlockKind, Mark, Run, join_texts, text_of


def read(markup: str, **options: object) -> tuple[Block, ...]:
    return blocks_from_html(parse_html(markup), base=BlockOptions(**options)).blocks  # type: ignore[arg-type]


def outline(markup: str, **options: object) -> list[tuple[str, str]]:
    return [(block.kind.value, text_of(block)) for block in read(markup, **options)]


def only(markup: str, **options: object) -> Block:
    (block,) = read(markup, **options)
    return block


# Text and whitespace


def test_white_space_collapses_as_a_browser_does() -> None:
    assert outline("<p>  two\n\t words <b> and </b> three  </p>  <p> </p>") == [("paragraph", "two words and three")]


def test_no_break_spaces_stay_inside_a_text_but_not_at_its_ends() -> None:
    assert text_of(only("<p>&nbsp;10&nbsp;km&nbsp;</p>")) == "10\u00a0km"


def test_a_line_break_stays_in_its_paragraph_and_two_end_it() -> None:
    assert outline("<p>a <br> b<br><br>c<br></p>") == [("paragraph", "a\nb"), ("paragraph", "c")]


def test_text_between_blocks_is_a_paragraph() -> None:
    assert outline("one<h2>two</h2>three<div>four</div>five") == [
        ("paragraph", "one"),
        ("heading", "two"),
        ("paragraph", "three"),
        ("paragraph", "four"),
        ("paragraph", "five"),
    ]


def test_characters_that_mean_nothing_are_dropped() -> None:
    assert text_of(only("<p>a\ufffc\ufeff\x07b\u2028c\ufdd0</p>")) == "ab c\ufffd"


def test_towers_of_combining_marks_are_cut_short() -> None:
    assert text_of(only("<p>a" + "\u0301" * 100_000 + "b</p>")) == "a" + "\u0301" * 16 + "b"


def test_a_long_word_is_left_as_it_is() -> None:
    assert text_of(only("<p>" + "x" * 500_000)) == "x" * 500_000


def test_what_a_reader_does_not_see_is_left_out() -> None:
    markup = """<head><title>t</title><style>s</style></head><p>a<script>b</script><span hidden>c</span>
        <i style="display: none">d</i><svg><text>e</text></svg><!-- f --><template>g</template>h</p>"""
    assert outline(markup) == [("paragraph", "a h")]


def test_entities_are_read() -> None:
    assert text_of(only("<p>&eacute;&#8212;&amp;&lt;b&gt;</p>")) == "é—&<b>"


def test_entities_that_a_parser_of_xml_left_are_read() -> None:
    markup = '<!DOCTYPE p [<!ENTITY eacute "">]><p>caf&eacute;!</p>'
    tree = etree.fromstring(markup, etree.XMLParser(resolve_entities=False))
    assert [text_of(block) for block in blocks_from_html(tree).blocks] == ["café!"]


# Marks and links


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("b", Mark.STRONG),
        ("em", Mark.EMPHASIS),
        ("code", Mark.CODE),
        ("sup", Mark.SUPERSCRIPT),
        ("sub", Mark.SUBSCRIPT),
        ("del", Mark.STRUCK),
        ("ins", Mark.UNDERLINE),
        ("u", Mark.UNDERLINE),
        ("mark", Mark.HIGHLIGHT),
        ("small", Mark.SMALL),
    ],
)
def test_inline_elements_mark_their_text(name: str, mark: Mark) -> None:
    assert only(f"<p>a<{name}>b</{name}>c").runs == (Run("a"), Run("b", frozenset({mark})), Run("c"))


def test_neighbours_of_one_style_are_one_run() -> None:
    assert only("<p>a<b>b</b><b>c<i></i>d</b><abbr title='x'>e</abbr>f").runs == (
        Run("a"),
        Run("bcd", frozenset({Mark.STRONG})),
        Run("ef"),
    )


def test_quotation_marks_stand_around_an_inline_quotation() -> None:
    assert text_of(only("<p>He said <q>no</q>.")) == "He said “no”."


@pytest.mark.parametrize("address", ["https://example.org/a", "mailto:a@example.org"])
def test_links_out_are_kept(address: str) -> None:
    assert only(f'<p><a href=" {address}\n">a</a>').runs == (Run("a", link=address),)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/share", "next.html", "", "#"]
)
def test_other_links_become_text(address: str) -> None:
    assert only(f'<p><a href="{address}">a</a>').runs == (Run("a"),)


def test_a_link_inside_the_document_finds_its_block() -> None:
    blocks = read('<p><a href="#part%202">see</a></p><h2>One</h2><h2 id="part 2"><a name="two"></a>Two</h2>')
    assert blocks[0].runs[0].link == "#part-2"
    assert blocks[2].names == ("part-2", "two")


def test_a_format_rewrites_its_own_links_and_keeps_the_names_of_chapters_apart() -> None:
    markup = '<p id="a"><a href="two.html">b</a> <a href="#a">c</a>'
    block = only(markup, prefix="one/", link=lambda address: "#two/" if address == "two.html" else None)
    assert [run.link for run in block.runs] == ["#two/", None, "#one/a"]
    assert block.names == ("one/a",)


def test_a_rewritten_link_is_still_checked() -> None:
    assert only('<p><a href="x">b</a>', link=lambda address: "javascript:1").runs[0].link is None


def test_a_name_after_the_last_block_goes_to_it() -> None:
    assert only('<p>a</p><span id="end"></span>').names == ("end",)


# Lists, quotations, code


def test_items_carry_their_own_markers() -> None:
    markup = """<ol start=3><li>a<li>b<ul><li>c<ol type=i><li>d</ol></ul><li value=9>e</ol>
        <ol type=A><li>f</ol><ol reversed><li>g<li>h</ol>"""
    assert [(block.marker, block.indent, text_of(block)) for block in read(markup)] == [
        ("3.", 1, "a"),
        ("4.", 1, "b"),
        ("◦", 2, "c"),
        ("i.", 3, "d"),
        ("9.", 1, "e"),
        ("A.", 1, "f"),
        ("2.", 1, "g"),
        ("1.", 1, "h"),
    ]


def test_a_further_paragraph_of_an_item_has_its_indent_and_no_marker() -> None:
    first, second, third = read("<ul><li><p>a</p><p>b</p></li></ul><p>c</p>")
    assert (first.kind, first.marker, first.indent) == (BlockKind.ITEM, "•", 1)
    assert (second.kind, second.marker, second.indent) == (BlockKind.PARAGRAPH, "", 1)
    assert third.indent == 0


def test_an_item_that_begins_with_code_keeps_its_number() -> None:
    item, code = read("<ol><li><pre>x = 1</pre></ol>")
    assert (item.kind, item.marker, text_of(item)) == (BlockKind.ITEM, "1.", "")
    assert (code.kind, code.indent) == (BlockKind.CODE, 1)


def test_a_heading_in_a_list_stays_a_heading() -> None:
    (block,) = read("<ol><li><h2>Aims</h2></ol>")
    assert (block.kind, block.level, block.marker, block.indent) == (BlockKind.HEADING, 2, "1.", 1)


def test_a_box_to_tick_is_the_items_marker() -> None:
    markup = "<ul><li><input type=checkbox checked> done<li><p><input type=checkbox> to do</ul>"
    assert [(block.marker, text_of(block)) for block in read(markup)] == [("[x]", "done"), ("[ ]", "to do")]


def test_definitions_stand_indented_under_their_term() -> None:
    term, first, second = read("<dl><dt>ABM<dd>Anti-ballistic missile<dd>A treaty</dl>")
    assert (term.indent, term.runs[0].marks) == (0, frozenset({Mark.STRONG}))
    assert (first.indent, second.indent) == (1, 1)


def test_quotations_count_their_depth() -> None:
    markup = "<blockquote>a<blockquote><p>b</blockquote><ul><li>c</ul></blockquote>d"
    assert [(block.kind, block.quote) for block in read(markup)] == [
        (BlockKind.QUOTE, 1),
        (BlockKind.QUOTE, 2),
        (BlockKind.ITEM, 1),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_an_admonition_is_a_quotation_with_a_strong_title() -> None:
    title, text = read('<div class="admonition note"><p class="admonition-title">Note</p><p>Take care.</p></div>')
    assert (title.kind, title.quote, title.runs) == (BlockKind.QUOTE, 1, (Run("Note", frozenset({Mark.STRONG})),))
    assert (text.kind, text_of(text)) == (BlockKind.QUOTE, "Take care.")


def test_code_keeps_its_lines_and_spaces() -> None:
    block = only("<pre><code>\n  if a:<br>\tb  c\n\n</code></pre>")
    assert (block.kind, text_of(block)) == (BlockKind.CODE, "  if a:\n\tb  c")
    assert not block.runs[0].marks


def test_details_are_open() -> None:
    assert outline("<details><summary>More</summary>Text</details>") == [("paragraph", "More"), ("paragraph", "Text")]


def test_rules_are_blocks_without_text() -> None:
    assert outline("<p>a</p><hr><p>b</p>") == [("paragraph", "a"), ("rule", ""), ("paragraph", "b")]


# Figures, images, notes, pages


def images(source: str) -> str | None:
    return source if source.endswith(".png") and "/" not in source else None


def test_a_figure_has_its_caption_or_else_its_alternative_text() -> None:
    markup = "<figure><img src=a.png alt=A><img src=b.png alt=B><figcaption>The <i>map</i></figcaption></figure>"
    first, second = read(markup, image=images)
    assert (first.kind, first.image, text_of(first)) == (BlockKind.FIGURE, "a.png", "A")
    assert (second.kind, second.image, text_of(second)) == (BlockKind.FIGURE, "b.png", "The map")


def test_an_image_alone_is_a_figure_and_in_a_line_a_run() -> None:
    figure, line = read("<p><img src=a.png alt='A  map'></p><p>See <img src=b.png alt=B> here</p>", image=images)
    assert (figure.kind, figure.image, figure.runs) == (BlockKind.FIGURE, "a.png", (Run("A map"),))
    assert line.runs == (Run("See "), Run("B", image="b.png"), Run(" here"))


def test_the_images_shown_are_named() -> None:
    tree = parse_html("<img src=b.png><img src=a.png><img src=b.png><img src='http://e.org/c.png'>")
    assert blocks_from_html(tree, base=BlockOptions(image=images)).images == ("b.png", "a.png")


def test_an_image_that_is_elsewhere_is_named_and_linked() -> None:
    assert only("<p><img src='http://e.org/c.png' alt='A map'>").runs == (Run("A map", link="http://e.org/c.png"),)
    assert only("<p><img src='../x.png' alt='A map'>").runs == (Run("A map"),)


def test_a_figure_of_something_else_keeps_its_caption() -> None:
    assert outline("<figure><pre>x</pre><figcaption>Listing</figcaption></figure>") == [
        ("code", "x"),
        ("paragraph", "Listing"),
    ]


NOTES = {
    "python-markdown": """<p>See<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>
        <div class="footnote"><hr><ol><li id="fn:1"><p>Herz.&#160;<a class="footnote-backref"
        href="#fnref:1">&#8617;</a></p><p>Jervis.</p></li></ol></div>""",
    "pandoc": """<p>See<a href="#fn:1" class="footnote-ref" role="doc-noteref"><sup>1</sup></a></p>
        <section id="footnotes" class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>Herz.</p><p>Jervis.<a
        href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>""",
    "epub": """<p>See<a epub:type="noteref" href="#fn:1">1</a></p>
        <aside epub:type="footnote" id="fn:1"><p><a href="#r">1</a>. Herz.</p><p>Jervis.</p></aside>""",
}


@pytest.mark.parametrize("markup", NOTES.values(), ids=NOTES)
def test_a_note_is_a_block_that_its_call_links_to(markup: str) -> None:
    text, first, second = read(markup)
    assert text.runs[1] == Run("1", frozenset({Mark.SUPERSCRIPT}), "#fn:1")
    assert (first.kind, first.marker, text_of(first)) == (BlockKind.NOTE, "1", "Herz.")
    assert "fn:1" in first.names
    assert (second.kind, second.marker, text_of(second)) == (BlockKind.NOTE, "", "Jervis.")


def test_a_page_break_labels_the_blocks_after_it() -> None:
    markup = (
        '<p>a</p><span epub:type="pagebreak" title="xii"></span><p>b</p><hr role="doc-pagebreak" aria-label="13"><p>c'
    )
    assert [(text_of(block), block.page) for block in read(markup)] == [("a", ""), ("b", "xii"), ("c", "13")]


def test_a_block_in_another_language_says_so() -> None:
    blocks = read('<html lang="en"><body><p>a<p lang="de">b<blockquote lang="en">c</blockquote>')
    assert [block.language for block in blocks] == ["", "de", ""]


# Limits


@pytest.mark.parametrize("name", ["div", "b", "ul", "blockquote", "table", "li", "a", "pre", "td", "figure", "q"])
def test_a_tree_of_any_depth_is_read(name: str) -> None:
    tree = lxml.html.document_fromstring("<body></body>")
    element = tree[0]
    for number in range(5_000):
        element = etree.SubElement(element, name)
        element.text = f"w{number} "
    blocks = blocks_from_html(tree).blocks
    assert re.findall(r"w\d+", join_texts(blocks)) == [f"w{number}" for number in range(5_000)]
    assert max(block.indent for block in blocks) <= MAX_DEPTH
    assert max(block.quote for block in blocks) <= MAX_DEPTH


@pytest.mark.parametrize("depth", [300, 3_000, 30_000])
def test_no_text_is_lost_where_the_parser_gives_up(depth: int) -> None:
    markup = "".join(f"<div>w{number} " for number in range(depth)) + "<script>x</script></div>end\x01"
    assert re.findall(r"w\d+|end|x", join_texts(read(markup))) == [*(f"w{number}" for number in range(depth)), "end"]


@pytest.mark.parametrize("markup", ["", " ", "<!-- -->", "<", "\x00", "<html>", "<table>", "<?xml version='1.0'?>"])
def test_markup_without_text_gives_no_text(markup: str) -> None:
    assert join_texts(read(markup)).strip("\ufffd<") == ""


def test_bytes_are_decoded_as_they_declare() -> None:
    tree = parse_html('<meta charset="koi8-r"><p>мир'.encode("koi8-r"))
    assert join_texts(blocks_from_html(tree).blocks) == "мир"


# Properties

NAMES = [
    *("p", "div", "b", "i", "a", "span", "h1", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table"),
    *("thead", "tr", "td", "th", "br", "hr", "q", "sup", "code", "details", "summary", "section", "aside", "x-y"),
]
ATTRIBUTES = ["", ' id="n"', ' href="#n"', ' class="footnote" id="m"', " colspan=3", ' lang="de"', ' role="heading"']
OUT_OF_ORDER = ["figure", "figcaption", "caption", "img", "script"]
NOT_ITS_TEXT = [' src="a.png" alt="pic"', ' class="footnotes"', ' style="display:none"', ' href="javascript:x"']
TEXTS = st.text(st.sampled_from("ab é \n\t\u00a0\u200b\u0301\x01\u2029&<"), max_size=8).map(html.escape)


def element(name: str, attributes: str, children: list[str], close: bool) -> str:
    return f"<{name}{attributes}>{''.join(children)}" + (f"</{name}>" if close else "")


def markup_of(names: list[str], attributes: list[str]) -> st.SearchStrategy[str]:
    def wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        children = st.lists(inner, max_size=4)
        return st.builds(element, st.sampled_from(names), st.sampled_from(attributes), children, st.booleans())

    return st.recursive(TEXTS, wrap, max_leaves=30)


ANY_MARKUP = markup_of([*NAMES, *OUT_OF_ORDER], [*ATTRIBUTES, *NOT_ITS_TEXT])


def convert(markup: str) -> BlockTree:
    return blocks_from_html(parse_html(markup), base=BlockOptions(image=lambda source: source))


@given(ANY_MARKUP)
def test_every_block_keeps_the_rules_of_a_text(markup: str) -> None:
    for block in convert(markup).blocks:
        cells = [cell.runs for row in block.rows for cell in row]
        assert all(block.rows)
        for runs in [block.runs, *cells]:
            text = "".join(run.text for run in runs)
            assert text == text.rstrip()
            assert block.kind is BlockKind.CODE or text == text.lstrip()
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffc]", text)
            assert all(run.text or run.image for run in runs)
            assert all(run.link is None or is_safe_link(run.link) for run in runs)


@given(markup_of(NAMES, ATTRIBUTES))
def test_the_text_is_that_of_the_markup_in_its_order(markup: str) -> None:
    tree = parse_html(markup)
    letters = re.findall("[abé]", "".join(map(str, tree.itertext())))
    assert re.findall("[abé]", join_texts(blocks_from_html(tree).blocks)) == letters


@given(ANY_MARKUP)
def test_the_same_markup_gives_the_same_blocks(markup: str) -> None:
    assert convert(markup) == convert(markup)


def test_elements_without_an_end_swallow_nothing() -> None:
    page = parse_html("<p>One</p><embed src=x><p>Two</p><video><source src=x>no video</video><p>Three</p><track>four")
    assert [text_of(block) for block in blocks_from_html(page).blocks] == ["One", "Two", "Three", "four"]
    picture = parse_html("<picture><source srcset=a><img src=b alt=c></picture><p>d</p>")
    blocks = blocks_from_html(picture, base=BlockOptions(image=str)).blocks
    assert [block.kind for block in blocks] == [BlockKind.FIGURE, BlockKind.PARAGRAPH]
