# SPDX-License-Identifier: MIT
"""Where a term stands: over sections and documents, each place once."""

from companion.document.model import Heading
from companion.glossary.model import Term
from companion.library.library import Library
from companion.library.mentions import sections
from companion.work import finish
from tests.library.builders import add, manuscript

GROUP = Term("battle group", "A unit.", aliases=("battle", "group"), abbreviations=("BG",))


def test_all_names_of_a_term_count_together_and_a_place_counts_once(library: Library) -> None:
    library.glossary.add(GROUP)
    document = add(library, manuscript("The battle group, a BG, is a group.", "No word of it.")).id
    (spread,) = library.mentions.spread("battle group")
    text = library.shelf.text(document)
    assert [text[start : start + length] for start, length in spread.spans] == ["battle group", "BG", "group"]
    assert [(each.title, each.mentions) for each in spread.sections] == [("Part 1", 3), ("Part 2", 0)]


def test_documents_come_by_title_and_the_wanted_ones_first_and_always(library: Library) -> None:
    library.glossary.add(GROUP)
    names = {title: add(library, manuscript("A group.", title=title), f"{title}.md").id for title in "bca"}
    other = add(library, manuscript("Nothing.", title="z"), "z.md").id
    assert [each.title for each in library.mentions.spread("battle group")] == ["a", "b", "c"]
    found = library.mentions.spread("battle group", (names["c"], other))
    assert [(each.title, len(each.spans)) for each in found] == [("c", 1), ("a", 1), ("b", 1), ("z", 0)]
    library.shelf.remove(names["a"])
    assert [each.title for each in library.mentions.spread("battle group")] == ["b", "c"]
    assert library.mentions.spread("no such term") == ()


def test_sentences_are_given_a_stretch_at_a_time(library: Library) -> None:
    library.glossary.add(GROUP)
    document = add(library, manuscript("One group. Two groups.", "Three groups.")).id
    add(library, manuscript("Another group.", title="Other"), "other.md")
    places = library.mentions.places("battle group", document)
    assert [place.sentence for place in places] == ["One group.", "Two groups.", "Three groups."]
    start = places[1].start
    assert library.mentions.places("battle group", document, start) == places[1:]
    assert library.mentions.places("battle group", document, 0, start) == places[:1]
    assert library.mentions.places("battle group", document, limit=2) == places[:2]


def test_what_stands_before_the_first_heading_is_a_section_of_its_own() -> None:
    outline = (Heading("A", 1, 10), Heading("B", 2, 20))
    found = [(each.title, each.start, each.end, each.mentions) for each in sections(outline, [5, 10, 19, 20, 40], 50)]
    assert found == [("", 0, 10, 1), ("A", 10, 20, 2), ("B", 20, 50, 2)]
    assert [each.title for each in sections(outline, [], 50)] == ["A", "B"]
    assert sections((), [5], 50) == ()


def test_the_spread_follows_the_glossary(library: Library) -> None:
    document = add(library, manuscript("A group.")).id
    assert library.mentions.spread("battle group", (document,))[0].spans == ()
    library.glossary.add(GROUP)
    finish(library.glossary.refresh())
    assert len(library.mentions.spread("battle group", (document,))[0].spans) == 1
