# SPDX-License-Identifier: MIT
"""Definitions that keep their place in a document."""

from dataclasses import replace

import pytest

from companion.document.bookmark import AnchorState
from companion.errors import CompanionError, NotFound
from companion.glossary.model import Definition, Term
from companion.library.library import Library
from tests.library.builders import add, manuscript, place

SENTENCE = "Zugzwang means a duty to move that hurts."
TEXTS = ("The game begins.", SENTENCE, "It ends.")
ZUGZWANG = Term("zugzwang", "A bind.")


def defined(library: Library) -> Definition:
    library.glossary.add(ZUGZWANG)
    document = add(library, manuscript(*TEXTS)).id
    return library.definitions.add("zugzwang", place(library, document, SENTENCE), SENTENCE, "means")


def test_a_sentence_becomes_a_definition_with_its_place(library: Library) -> None:
    made = defined(library)
    assert library.definitions.of_term("zugzwang") == [made]
    assert library.definitions.in_document(made.document) == [made]
    assert (made.text, made.rule, made.title, made.state) == (SENTENCE, "means", "A report", AnchorState.EXACT)
    assert made.anchor.quote == SENTENCE
    assert library.definitions.documents("zugzwang") == {made.document: "A report"}


def test_a_definition_that_is_deleted_can_be_brought_back(library: Library) -> None:
    made = defined(library)
    assert library.definitions.remove(made.id) == made
    assert library.definitions.of_term("zugzwang") == []
    with pytest.raises(NotFound):
        library.definitions.remove(made.id)
    assert library.definitions.restore(made) == made
    assert library.definitions.of_term("zugzwang") == [made]


def test_a_definition_follows_its_term(library: Library) -> None:
    made = defined(library)
    library.glossary.change("zugzwang", replace(ZUGZWANG, name="Zwangzug"))
    assert library.definitions.of_term("Zwangzug") == [replace(made, term="Zwangzug")]
    library.glossary.remove("Zwangzug")
    library.glossary.restore(replace(ZUGZWANG, name="Zwangzug"))
    assert [each.id for each in library.definitions.of_term("Zwangzug")] == [made.id]


def test_a_definition_lives_through_a_new_edition(library: Library) -> None:
    made = defined(library)
    source = library.folder.parent / "second.md"
    source.write_text("second")
    library.shelf.replace(made.document, manuscript("A new beginning.", *TEXTS), source)
    (moved,) = library.definitions.of_term("zugzwang")
    assert (moved.id, moved.state) == (made.id, AnchorState.MOVED)
    assert library.shelf.text(made.document)[moved.anchor.start : moved.anchor.end] == SENTENCE
    library.shelf.replace(made.document, manuscript("Nothing of it is left here at all."), source)
    (lost,) = library.definitions.of_term("zugzwang")
    assert (lost.state, lost.text, lost.anchor.quote) == (AnchorState.LOST, SENTENCE, SENTENCE)


def test_a_definition_goes_and_comes_with_its_document(library: Library) -> None:
    made = defined(library)
    removal = library.shelf.remove(made.document)
    assert library.definitions.of_term("zugzwang") == []
    with pytest.raises(NotFound, match="document"):
        library.definitions.restore(made)
    library.shelf.restore(removal)
    assert library.definitions.of_term("zugzwang") == [made]


def test_a_definition_needs_words_and_a_term(library: Library) -> None:
    made = defined(library)
    with pytest.raises(CompanionError, match="words"):
        library.definitions.add("zugzwang", made.anchor, " \n")
    with pytest.raises(NotFound, match="tempo"):
        library.definitions.add("tempo", made.anchor, "A move.")
