# SPDX-License-Identifier: MIT
"""What the reader knows and has looked up is kept, follows the terms, and can be forgotten."""

from dataclasses import replace

from companion.glossary.model import Term
from companion.library.library import Library
from companion.library.values import TermPlace
from tests.library.builders import add, manuscript

ZUGZWANG = Term("zugzwang", "A duty to move.")


def met(library: Library, *texts: str) -> list[TermPlace]:
    library.glossary.add(ZUGZWANG)
    document = add(library, manuscript(*texts)).id
    return library.mentions.places("zugzwang", document)


def test_a_known_term_is_hushed_and_marked_again(library: Library) -> None:
    library.encounters.hush("zugzwang")
    library.encounters.hush("zugzwang")
    assert library.encounters.hushed() == {"zugzwang"}
    library.encounters.hush("zugzwang", False)
    assert library.encounters.hushed() == frozenset()


def test_a_term_with_another_name_stays_known_and_met(library: Library) -> None:
    (place,) = met(library, "A zugzwang.")
    library.encounters.hush("zugzwang")
    library.encounters.record("zugzwang", place)
    library.glossary.change("zugzwang", replace(ZUGZWANG, name="compulsion"))
    assert library.encounters.hushed() == {"compulsion"}
    assert [each.term for each in library.encounters.all()] == ["compulsion"]


def test_look_ups_come_with_their_sentences_the_latest_first(library: Library) -> None:
    places = met(library, "One zugzwang.", "Two zugzwangs.")
    for place in (*places, places[0]):
        library.encounters.record("zugzwang", place)
    found = library.encounters.all()
    assert [each.sentence for each in found] == ["One zugzwang.", "Two zugzwangs."]
    assert (found[0].document, found[0].start, found[0].title) == (places[0].document, places[0].start, "A report")


def test_a_look_up_outlives_its_document_and_waits_for_its_term(library: Library) -> None:
    (place,) = met(library, "A zugzwang.")
    library.encounters.record("zugzwang", place)
    library.shelf.purge(library.shelf.remove(place.document))
    (found,) = library.encounters.all()
    assert (found.document, found.sentence) == (None, "A zugzwang.")
    library.glossary.remove("zugzwang")
    assert library.encounters.all() == []
    library.glossary.restore(ZUGZWANG)
    assert library.encounters.all() == [found]


def test_look_ups_are_forgotten_and_brought_back(library: Library) -> None:
    places = met(library, "One zugzwang.", "Two zugzwangs.")
    for place in places:
        library.encounters.record("zugzwang", place)
    before = library.encounters.all()
    assert library.encounters.clear() == before
    assert library.encounters.all() == []
    library.encounters.restore(before)
    assert library.encounters.all() == before
