# SPDX-License-Identifier: MIT
"""Terms are added, changed, deleted and brought back, and their mentions follow."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.errors import CompanionError, NotFound
from companion.glossary.bundled import bundled_terms
from companion.glossary.matcher import Matcher, labels_of
from companion.glossary.model import Mention, Term
from companion.library.glossary import Glossary
from companion.library.library import Library
from companion.library.values import Marked
from companion.work import finish
from tests.library.builders import add, manuscript

TEXTS = ("A zugzwang is a bind. Nobody likes zugzwangs.", "Later the zugzwang ends.")
ZUGZWANG = Term("zugzwang", "A duty to move.", "chess", ("forced move",), ("ZZ",), ("tempo",), ("own wording",))


def mentioned(library: Library, document: str) -> list[str]:
    text = library.shelf.text(document)
    return [text[each.start : each.start + each.length] for each in library.glossary.mentions(document)]


def test_a_new_library_has_the_bundled_terms_and_marks_them_in_the_report(library: Library, report: str) -> None:
    terms = library.glossary.terms()
    assert {term.name for term in terms} == {term.name for term in bundled_terms()}
    assert [term.name.casefold() for term in terms] == sorted(term.name.casefold() for term in terms)
    assert {term.origin for term in terms} == {"bundled"}
    counts = library.glossary.counts(report)
    assert len(counts) > 20
    assert sum(mentions for mentions, _ in counts.values()) == len(library.glossary.mentions(report))
    assert finish(library.glossary.refresh()) == 0


def test_a_term_comes_back_as_it_was_given(library: Library) -> None:
    assert library.glossary.add(ZUGZWANG) == ZUGZWANG
    assert ZUGZWANG in library.glossary.terms()


@pytest.mark.parametrize("name", ["zugzwang", "Zugzwang ", "ZUGZWANGS", "forced  move", "forced moves", "zz"])
def test_a_term_answers_to_all_its_names_in_any_form(library: Library, name: str) -> None:
    library.glossary.add(ZUGZWANG)
    assert library.glossary.term(name) == ZUGZWANG
    assert library.glossary.find(name) == ZUGZWANG


def test_a_name_counts_before_an_alias(library: Library) -> None:
    library.glossary.add(ZUGZWANG)
    library.glossary.add(replace(ZUGZWANG, name="forced move", aliases=("zugzwang",)))
    assert library.glossary.term("zugzwang") == ZUGZWANG


@pytest.mark.parametrize("name", ["no such term", "", "  ", "."])
def test_a_term_that_is_not_there_is_told(library: Library, name: str) -> None:
    assert library.glossary.term(name) is None
    with pytest.raises(NotFound):
        library.glossary.find(name)


def test_two_terms_cannot_have_one_name(library: Library) -> None:
    library.glossary.add(ZUGZWANG)
    library.glossary.add(replace(ZUGZWANG, name="tempo"))
    for name in ("Zugzwang", " zugzwang"):
        with pytest.raises(CompanionError, match="already"):
            library.glossary.add(replace(ZUGZWANG, name=name))
        with pytest.raises(CompanionError, match="already"):
            library.glossary.change("tempo", replace(ZUGZWANG, name=name))
    with pytest.raises(CompanionError, match="needs a name"):
        library.glossary.add(replace(ZUGZWANG, name=" "))


def test_mentions_follow_the_glossary_when_it_is_refreshed(library: Library) -> None:
    document = add(library, manuscript(*TEXTS)).id
    assert "zugzwang" not in mentioned(library, document)
    library.glossary.add(ZUGZWANG)
    assert finish(library.glossary.refresh()) == 2
    assert mentioned(library, document) == ["zugzwang", "zugzwangs", "zugzwang"]
    assert library.glossary.counts()["zugzwang"] == (3, 1)
    library.glossary.remove("zugzwang")
    assert mentioned(library, document) == []
    library.glossary.restore(ZUGZWANG)
    finish(library.glossary.refresh())
    assert mentioned(library, document) == ["zugzwang", "zugzwangs", "zugzwang"]


def test_a_document_is_marked_when_it_comes_in(library: Library) -> None:
    library.glossary.add(ZUGZWANG)
    finish(library.glossary.refresh())
    document = add(library, manuscript(*TEXTS)).id
    assert mentioned(library, document) == ["zugzwang", "zugzwangs", "zugzwang"]
    assert finish(library.glossary.refresh()) == 0


def test_a_refresh_that_is_stopped_goes_on_next_time(library: Library) -> None:
    for number in range(4):
        add(library, manuscript(f"Zugzwang {number}."), f"{number}.md")
    library.glossary.add(ZUGZWANG)
    work = library.glossary.refresh()
    for _ in range(3):
        next(work)
    work.close()
    assert finish(library.glossary.refresh()) == 3
    assert library.glossary.counts()["zugzwang"] == (4, 4)


def test_only_the_mentions_in_a_range_are_answered(library: Library) -> None:
    library.glossary.add(ZUGZWANG)
    document = add(library, manuscript(*TEXTS)).id
    every = library.glossary.mentions(document)
    first = every[0]
    assert library.glossary.mentions(document, first.start, first.start + 1) == [first]
    assert library.glossary.mentions(document, first.start + first.length - 1, first.start + first.length) == [first]
    assert library.glossary.mentions(document, first.start + first.length, every[1].start) == []
    assert library.glossary.mentions(document, first.start + first.length) == every[1:]


def test_a_place_shows_the_sentence_and_where_the_term_stands_in_it(library: Library) -> None:
    library.glossary.add(ZUGZWANG)
    document = add(library, manuscript(*TEXTS))
    text = library.shelf.text(document.id)
    places = library.glossary.places("zugzwang")
    assert [place.sentence for place in places] == [
        "A zugzwang is a bind.",
        "Nobody likes zugzwangs.",
        "Later the zugzwang ends.",
    ]
    for place in places:
        at = text[place.start : place.start + place.length]
        assert place.sentence[slice(*place.span)] == at
        assert (place.document, place.title) == (document.id, document.title)
    assert [place.section for place in places] == [("Part 1",), ("Part 1",), ("Part 2",)]
    assert library.glossary.places("zugzwang", limit=1) == places[:1]
    assert library.glossary.places("nothing") == []


def test_a_sentence_of_a_place_is_not_endless(library: Library) -> None:
    library.glossary.add(ZUGZWANG)
    add(library, manuscript("word " * 150 + "zugzwang " + "word " * 150))
    (place,) = library.glossary.places("zugzwang")
    assert len(place.sentence) <= 400
    assert place.sentence[slice(*place.span)] == "zugzwang"


def test_a_new_name_is_followed_by_related_terms_and_mentions(library: Library) -> None:
    document = add(library, manuscript(*TEXTS)).id
    library.glossary.add(ZUGZWANG)
    library.glossary.add(Term("tempo", "A move's time.", related=("zugzwang", "clock")))
    finish(library.glossary.refresh())
    renamed = library.glossary.change("zugzwang", replace(ZUGZWANG, name="Zwangzug", aliases=("zugzwang",)))
    tempo = library.glossary.term("tempo")
    assert tempo is not None
    assert tempo.related == ("Zwangzug", "clock")
    finish(library.glossary.refresh())
    assert {mention.term for mention in library.glossary.mentions(document)} == {renamed.name}


def test_a_new_definition_moves_no_mentions(library: Library) -> None:
    library.glossary.add(ZUGZWANG)
    finish(library.glossary.refresh())
    library.glossary.change("zugzwang", replace(ZUGZWANG, definition="Better words."))
    assert finish(library.glossary.refresh()) == 0
    found = library.glossary.term("zugzwang")
    assert found is not None
    assert found.definition == "Better words."


def test_what_is_changed_or_deleted_must_be_there(library: Library) -> None:
    with pytest.raises(NotFound):
        library.glossary.change("zugzwang", ZUGZWANG)
    with pytest.raises(NotFound):
        library.glossary.remove("zugzwang")


def test_a_bundled_term_that_is_edited_is_the_readers_own(library: Library) -> None:
    term = library.glossary.terms()[0]
    changed = library.glossary.change(term.name, replace(term, definition="In my words."))
    assert changed.origin == "own"
    assert library.glossary.change(changed.name, term) == term


def test_new_bundled_terms_respect_what_the_reader_did(library: Library) -> None:
    kept, edited, deleted, *_ = library.glossary.terms()
    library.glossary.change(edited.name, replace(edited, name="My name", definition="Mine."))
    library.glossary.remove(deleted.name)
    library.glossary.add(ZUGZWANG)
    newer = [
        replace(kept, definition="A newer definition."),
        replace(edited, definition="Newer."),
        deleted,
        replace(ZUGZWANG, definition="Bundled.", origin="bundled"),
        Term("fianchetto", "A flank bishop.", origin="bundled"),
    ]
    library.glossary.update_bundled(newer, "2")
    assert library.glossary.bundled_version() == "2"
    found = {term.name: term for term in library.glossary.terms()}
    assert found[kept.name].definition == "A newer definition."
    assert found["My name"].definition == "Mine."
    assert edited.name not in found
    assert deleted.name not in found
    assert found["zugzwang"] == ZUGZWANG
    assert found["fianchetto"].origin == "bundled"


def test_a_deleted_bundled_term_can_be_restored_or_made_anew(library: Library) -> None:
    term = library.glossary.terms()[0]
    assert library.glossary.remove(term.name) == term
    assert library.glossary.term(term.name) in (None, *library.glossary.terms())
    assert library.glossary.restore(term) == term
    library.glossary.remove(term.name)
    own = replace(term, definition="Mine.", origin="own")
    library.glossary.add(own)
    assert library.glossary.term(term.name) == own


def test_another_process_sees_a_changed_glossary(library: Library) -> None:
    with Library.open(library.folder) as other:
        assert other.glossary.term("zugzwang") is None
        library.glossary.add(ZUGZWANG)
        assert other.glossary.term("zugzwang") == ZUGZWANG


def test_mentions_are_values_with_the_terms_name(library: Library) -> None:
    library.glossary.add(ZUGZWANG)
    document = add(library, manuscript("Zugzwang!")).id
    start = library.shelf.text(document).index("Zugzwang")
    assert library.glossary.mentions(document) == [Mention("zugzwang", start, 8)]


def counting(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Says of each document that is read for its terms which one it was."""
    read: list[str] = []
    original = Glossary.read

    def counted(self: Glossary, text: str, language: str, document: str = "") -> Marked:
        read.append(document)
        return original(self, text, language, document)

    monkeypatch.setattr(Glossary, "read", counted)
    return read


def test_only_documents_that_hold_a_changed_name_are_read_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds = add(library, manuscript("A zugzwang here, and an end-game."), "a.md").id
    other = add(library, manuscript("Nothing of the kind, a game without end."), "b.md").id
    finish(library.glossary.refresh())
    read = counting(library, monkeypatch)
    library.glossary.add(Term("zugzwang", "A bind."))
    finish(library.glossary.refresh())
    assert read == [holds]
    library.glossary.add(Term("endgame", "The end.", aliases=("end game",)))
    finish(library.glossary.refresh())
    assert read[1:] == [holds, other] or read[1:] == [other, holds]  # both words stand in the other one, too
    assert [mentioned(library, each) for each in (holds, other)] == [["zugzwang", "end-game"], []]
    del read[:]
    library.glossary.change("zugzwang", Term("zugzwang", "A bind.", aliases=("an end",)))
    library.glossary.remove("endgame")
    finish(library.glossary.refresh())
    assert holds in read
    assert [mentioned(library, each) for each in (holds, other)] == [["zugzwang", "an end"], []]
    assert finish(library.glossary.refresh()) == 0


def test_the_document_on_screen_is_marked_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [add(library, manuscript(f"Zugzwang {number}."), f"{number}.md").id for number in range(4)]
    library.glossary.add(ZUGZWANG)
    read = counting(library, monkeypatch)
    finish(library.glossary.refresh(documents[2]))
    assert read[0] == documents[2]
    assert sorted(read) == sorted(documents)


def test_many_changed_names_are_looked_for_everywhere(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    document = add(library, manuscript("Nothing of the kind.")).id
    library.glossary.add(Term("one", "1", aliases=tuple(f"alias {number}" for number in range(400))))
    read = counting(library, monkeypatch)
    finish(library.glossary.refresh())
    assert document in read


NAMES = ["boost-phase", "boost phase", "boosts", "C++", "U.S.", "U.S", "defence", "losses", "İß"]
WORDS = ["boostphase", "boost-phase", "Boost", "phases", "C++", "US", "U.S.", "defense's", "loss", "i̇ss", ",", "İß"]


@given(st.lists(st.sampled_from(NAMES), max_size=3), st.lists(st.sampled_from(WORDS), max_size=8))
def test_a_text_without_the_labels_of_a_name_has_no_mention_of_it(names: list[str], words: list[str]) -> None:
    text = " ".join(words)
    for name in names:
        found = Matcher([Term(name, "")]).read(text)
        assert not found.mentions or any(form <= found.labels for form in labels_of(name))
