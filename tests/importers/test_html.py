# SPDX-License-Identifier: MIT
from base64 import b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.document.model import Block, BlockKind, Manuscript, Metadata, join_texts, text_of
from companion.errors import ConversionError
from companion.importers import html
from companion.importers.formats import recognise
from companion.importers.reading import read
from companion.importers.source import Source
from tests.benchmarks import fidelity_html

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
WORDS = "The treaty limits launchers, warheads and tests, and it lets both sides verify what the other has kept. "
ARTICLE = "".join(f"<p>{number}. {WORDS * 3}</p>" for number in range(1, 7))
AROUND = """<html lang="en"><head><title>Arms control</title></head><body>
<nav><ul><li><a href="/">Home page</a></li><li><a href="/news">All the news</a></li></ul></nav>
<div class="advert">Buy a bunker today, while bunkers last.</div>
<article><h1>Arms control</h1>%s</article>
<aside class="related"><a href="/other">Another story of the day</a></aside>
<footer>Copyright, imprint and cookies</footer></body></html>"""


def read_page(markup: str | bytes, **images: bytes) -> Manuscript:
    data = markup.encode() if isinstance(markup, str) else markup
    return html.read(Source(data, "page.html", images.get))


def blocks_of(manuscript: Manuscript) -> list[Block]:
    return [block for section in manuscript.sections for block in section.blocks]


def text(manuscript: Manuscript) -> str:
    return "\n".join(join_texts(section.blocks) for section in manuscript.sections)


def metadata(head: str, body: str = "<p>Text.</p>") -> Metadata:
    return read_page(f"<html><head>{head}</head><body>{body}</body></html>").metadata


def test_the_article_stays_and_what_stands_around_it_goes() -> None:
    words = text(read_page(AROUND % ARTICLE))
    assert all(f"{number}. The treaty" in words for number in range(1, 7))
    assert not any(other in words for other in ("Home page", "bunker", "Another story", "imprint"))


def test_lists_of_links_and_figures_inside_the_article_stay() -> None:
    links = "".join(
        f'<li><a href="https://example.org/{n}">Source {n}</a>, which tells the whole</li>' for n in range(3)
    )
    inside = f"<h2>Sources</h2><ul>{links}</ul><figure><figcaption>A map of bases</figcaption></figure>"
    words = text(read_page(AROUND % (ARTICLE + inside + ARTICLE)))
    assert "Source 2, which tells the whole" in words
    assert "A map of bases" in words
    assert "Sources" in words


def test_words_that_are_links_stay_in_their_paragraph() -> None:
    link = '<p>See <span><a href="https://example.org/1">Carboneras 1992</a></span>, <b><a href="/2">Waltz</a></b>.</p>'
    assert "See Carboneras 1992, Waltz." in text(read_page(AROUND % (ARTICLE + link + ARTICLE)))


def test_a_page_with_nothing_around_its_text_is_read_whole() -> None:
    words = text(
        read_page("<h1>Note</h1><p>Short.</p><table><tr><td>7</td></tr></table><p><a href='x'>Only a link</a></p>")
    )
    assert words == "Note\nShort.\n7\nOnly a link"


def test_a_page_in_which_no_article_stands_out_is_read_whole() -> None:
    page = "<nav><a href='/'>Home</a></nav><p>Two words.</p>"
    assert text(read_page(page)) == "Home\nTwo words."


def test_the_notes_that_an_article_calls_come_with_it() -> None:
    calls = '<p>A claim<a href="#fn1">1</a> and another<a href="#_ftn2">[2]</a>.</p>'
    notes = (
        '<div class="footer"><ol class="footnotes"><li id="fn1">Kennan 1947.</li><li id="fn9">Uncalled.</li></ol>'
        '<div><p><a name="_ftn2" href="#_ftnref2">[2]</a> Waltz 1979.</p></div></div></body>'
    )
    page = (AROUND % (ARTICLE + calls + ARTICLE)).replace("</body>", notes)
    found = [block for block in blocks_of(read_page(page)) if block.kind is BlockKind.NOTE]
    assert ["Kennan 1947." in text_of(found[0]), "Waltz 1979." in text_of(found[1]), len(found)] == [True, True, 2]
    links = {run.link for block in blocks_of(read_page(page)) for run in block.runs if run.link}
    assert {name for block in found for name in block.names} >= {link[1:] for link in links}


def test_a_page_that_hides_itself_until_a_script_has_run_is_read() -> None:
    assert text(read_page('<html hidden><body style="display:none"><p>Seen.</p></body></html>')) == "Seen."


def test_images_beside_the_page_are_taken_in_and_those_on_the_web_are_named() -> None:
    page = '<p>A <img src="a.png" alt="plan"> and <img src="https://example.org/b.png" alt="map"></p>'
    manuscript = read_page(page, **{"a.png": PIXEL})
    assert [image.data for image in manuscript.images.values()] == [PIXEL]
    assert manuscript.warnings == ("One image lies on the web and will not be loaded.",)
    assert ("map", "https://example.org/b.png") in [(run.text, run.link) for run in blocks_of(manuscript)[0].runs]


def test_links_start_from_where_the_page_came_from() -> None:
    head = '<head><link rel="canonical" href="https://example.org/reports/one.html"></head>'
    (block,) = blocks_of(read_page(f"{head}<p><a href='two.html'>next</a> <a href='javascript:x()'>no</a></p>"))
    assert [run.link for run in block.runs if run.link] == ["https://example.org/reports/two.html"]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16", "koi8-r"])
def test_the_declared_encoding_counts(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>Договор о ПРО</p></body></html>'
    manuscript = read_page(page.encode(encoding))
    assert text(manuscript) == "Договор о ПРО"
    assert manuscript.warnings == ()


def test_json_ld_tells_the_most() -> None:
    script = """<script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "A club"},
        {"@type": "NewsArticle", "headline": "Shields  and swords", "datePublished": "2019-04-28T06:01:00Z",
        "author": [{"@type": "Person", "name": "Ada Kern"}, "By Bo Li"], "publisher": {"name": "Review"},
        "description": "On defence.", "inLanguage": "en_GB"}]}</script>"""
    found = metadata(f'<title>Other</title><meta property="og:title" content="Another">{script}')
    assert found == Metadata(
        "Shields and swords", ("Ada Kern", "Bo Li"), "2019-04-28", "Review", "en-GB", "On defence.", ""
    )


def test_meta_elements_tell_where_there_is_no_json_ld() -> None:
    found = metadata(
        '<title>Shields – Review</title><meta property="og:title" content="Shields | Review">'
        '<meta property="og:site_name" content="Review"><meta name="author" content="Ada Kern">'
        '<meta property="article:published_time" content="2019-04"><meta name="description" content="On defence.">'
        '<meta property="og:url" content="https://example.org/a"><meta property="og:locale" content="fr_FR">'
    )
    assert found == Metadata(
        "Shields", ("Ada Kern",), "2019-04", "Review", "fr-FR", "On defence.", "https://example.org/a"
    )


def test_the_name_of_an_entry_is_its_title_and_not_what_its_headline_says_of_it() -> None:
    script = '{"@type": "Article", "name": "Duck", "headline": "common name for many birds"}'
    found = metadata(f'<title>Duck - Encyclopedia</title><script type="application/ld+json">{script}</script>')
    assert found.title == "Duck"


def test_a_title_loses_the_name_of_its_site() -> None:
    assert (
        metadata("<title>Shields and swords - Review</title>", "<h1>Shields and swords</h1>").title
        == "Shields and swords"
    )


def test_the_author_is_read_from_the_byline_in_the_end() -> None:
    assert metadata("", '<p class="byline">By Ada Kern</p><p>Text.</p>').authors == ("Ada Kern",)


@pytest.mark.parametrize("script", ["{", "[" * 100_000, '{"@type": 3, "author": {"name": []}}', "null"])
def test_damaged_json_ld_says_nothing(script: str) -> None:
    assert metadata(f'<title>Sound</title><script type="application/ld+json">{script}</script>').title == "Sound"


def test_web_pages_are_recognised_by_their_names() -> None:
    assert {recognise(f"page{suffix}", b"<!doctype html>").name for suffix in (".html", ".HTM", ".xhtml")} == {"html"}


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 3_000 + "deep" + "</div>" * 3_000,
        "<nav></nav>" + "<b>x" * 30_000,
        "<nav></nav><p " + " acolor=1" * 5_000 + ">" + WORDS * 100,
        "<nav></nav>" + "<div class='x'>" * 190 + WORDS * 500,
    ],
    ids=["deep", "many", "attributes", "nested"],
)
def test_hostile_pages_are_read_in_a_moment(page: str) -> None:
    assert text(read_page(page)).strip()


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<nav>",
        "<article>",
        "<a href='#fn'>",
        "<li id='fn'>",
        "<body hidden>",
        "</html>",
        "<base href='[' >",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(TAGS, st.text(max_size=30))).map("".join))
def test_any_markup_is_read_or_refused_in_a_sentence(markup: str) -> None:
    data = markup.encode("utf-8", "replace")
    try:
        first = read(data, "page.html", "html")
    except ConversionError:
        return
    assert first == read(data, "page.html", "html")


def test_articles_are_found_better_than_by_the_peers() -> None:
    ours, peer = fidelity_html.scores()
    assert ours.mean >= 0.975
    assert ours.mean > peer.mean
