# SPDX-License-Identifier: MIT
"""What is proposed for the glossary after reading a document, and what the reader makes of it."""

from pathlib import Path

import pytest

from companion.errors import LibraryError, NotFound
from companion.glossary.model import EVERYWHERE, Term, within_collection, within_document
from companion.glossary.suggestion import Suggestion, SuggestionKind, SuggestionState
from companion.library import processes, suggesting
from companion.library.library import Library
from companion.work import finish
from tests.library.builders import add, manuscript

TEXTS = (
    "The forced loss of tempo (FLT) is rare. Nobody likes an FLT.",
    "Some call it the final lost turn (FLT) instead.",
    "A zugwall is a device that keeps a player from moving.",
    "Lunch was served at one.",
)


@pytest.fixture
def document(library: Library) -> str:
    document = add(library, manuscript(*TEXTS)).id
    finish(library.suggestions.refresh())
    return document


def proposed(library: Library, document: str) -> dict[str, Suggestion]:
    return {each.name: each for each in library.suggestions.all(document) if each.kind is not SuggestionKind.CANDIDATE}


def mentioned(library: Library, document: str) -> list[str]:
    finish(library.glossary.refresh())
    return [mention.term for mention in library.glossary.mentions(document)]


def test_abbreviations_and_defining_sentences_are_proposed(library: Library, document: str) -> None:
    found = proposed(library, document)
    assert {name: (each.kind.value, each.short) for name, each in found.items()} == {
        "forced loss of tempo": ("abbreviation", "FLT"),
        "final lost turn": ("abbreviation", "FLT"),
        "zugwall": ("definition", ""),
    }
    assert found["zugwall"].text == TEXTS[2]
    assert found["zugwall"].anchor.quote == TEXTS[2]
    assert (found["zugwall"].title, found["zugwall"].state) == ("A report", SuggestionState.PROPOSED)


def test_two_long_forms_of_one_abbreviation_are_told(library: Library, document: str) -> None:
    found = proposed(library, document)
    assert found["forced loss of tempo"].conflicts == ("final lost turn",)
    assert found["final lost turn"].conflicts == ("forced loss of tempo",)
    assert found["zugwall"].conflicts == ()


def test_each_document_is_read_once(library: Library, document: str) -> None:
    assert library.suggestions.behind() == 0
    assert finish(library.suggestions.refresh()) == 0
    source = library.folder.parent / "second.md"
    source.write_text("second")
    library.shelf.replace(document, manuscript("An idle tempo unit (ITU) follows."), source)
    assert library.suggestions.behind() == 1
    finish(library.suggestions.refresh())
    assert list(proposed(library, document)) == ["idle tempo unit"]


def test_an_accepted_abbreviation_is_a_term_with_its_definition(library: Library, document: str) -> None:
    decision = library.suggestions.accept(proposed(library, document)["forced loss of tempo"].id)
    term = library.glossary.find("FLT")
    assert (term.name, term.abbreviations, term.scope) == ("forced loss of tempo", ("FLT",), EVERYWHERE)
    assert term.sources == ("A report",)
    assert [each.text for each in library.definitions.of_term(term.name)] == ["The forced loss of tempo (FLT) is rare."]
    assert decision.after.state is SuggestionState.ACCEPTED
    assert "forced loss of tempo" not in proposed(library, document)
    assert mentioned(library, document).count(term.name) == 4


def test_a_decision_can_be_taken_back(library: Library, document: str) -> None:
    before = proposed(library, document)
    terms = library.glossary.terms()
    for decide in (library.suggestions.accept, library.suggestions.ignore):
        for each in before.values():
            decision = decide(each.id)
            library.suggestions.revert(decision)
            assert library.glossary.terms() == terms
            assert library.definitions.in_document(document) == []
            assert proposed(library, document) == before


def test_what_was_decided_outlives_another_reading(library: Library, document: str) -> None:
    found = proposed(library, document)
    library.suggestions.ignore(found["zugwall"].id)
    library.suggestions.accept(found["final lost turn"].id)
    source = library.folder.parent / "second.md"
    source.write_text("second")
    library.shelf.replace(document, manuscript("A preface.", *TEXTS), source)
    finish(library.suggestions.refresh())
    assert list(proposed(library, document)) == ["forced loss of tempo"]
    ignored = library.suggestions.all(document, states=[SuggestionState.IGNORED])
    assert [each.name for each in ignored] == ["zugwall"]
    text = library.shelf.text(document)
    assert text[ignored[0].anchor.start : ignored[0].anchor.end] == TEXTS[2]


def test_a_suggestion_can_be_corrected(library: Library, document: str) -> None:
    each = proposed(library, document)["zugwall"]
    decision = library.suggestions.accept(each.id, name="zug wall", text="A device that binds.")
    assert decision.after.state is SuggestionState.CORRECTED
    assert library.glossary.find("zug wall").definition == "A device that binds."


def test_a_term_that_is_known_gets_the_short_form(library: Library, document: str) -> None:
    known = library.glossary.add(Term("forced loss of tempo", "Known."))
    each = proposed(library, document)["forced loss of tempo"]
    assert each.known
    decision = library.suggestions.accept(each.id)
    assert library.glossary.find("FLT").definition == "Known."
    library.suggestions.revert(decision)
    assert library.glossary.find("forced loss of tempo") == known


def test_a_term_of_one_document_stands_in_no_other(library: Library, document: str) -> None:
    other = add(library, manuscript("Another FLT.", title="Other"), "other.md").id
    each = proposed(library, document)["forced loss of tempo"]
    library.suggestions.accept(each.id, within_document(document))
    assert mentioned(library, document).count("forced loss of tempo") == 4
    assert "forced loss of tempo" not in mentioned(library, other)
    assert library.glossary.counts()["forced loss of tempo"] == (4, 1)


def test_a_known_term_is_short_in_one_document_only_where_the_reader_says_so(library: Library, document: str) -> None:
    library.glossary.add(Term("forced loss of tempo", "Known."))
    other = add(library, manuscript("Another FLT.", title="Other"), "other.md").id
    each = proposed(library, document)["forced loss of tempo"]
    library.suggestions.accept(each.id, within_document(document))
    assert "FLT" in mentioned(library, document)
    assert "FLT" not in mentioned(library, other)


def test_a_term_of_a_collection_comes_and_goes_with_its_documents(library: Library) -> None:
    first, second = (add(library, manuscript("A zugwall.", title=name), f"{name}.md").id for name in "ab")
    collection = library.collections.add("Chess", [first])
    library.glossary.add(Term("zugwall", "A wall.", scope=within_collection(collection.id)))
    assert [mentioned(library, each) for each in (first, second)] == [["zugwall"], []]
    library.collections.include(collection.id, [second])
    library.collections.exclude(collection.id, [first])
    assert [mentioned(library, each) for each in (first, second)] == [[], ["zugwall"]]


def test_the_narrower_of_two_terms_with_one_name_counts(library: Library) -> None:
    document = add(library, manuscript("An FLT.")).id
    library.glossary.add(Term("forced loss", "Everywhere.", abbreviations=("FLT",)))
    library.glossary.add(Term("final turn", "Here.", abbreviations=("FLT",), scope=within_document(document)))
    assert mentioned(library, document) == ["final turn"]


def test_a_documents_own_glossary_is_offered_and_taken_in_whole(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "with-glossary.md"
    file.write_text(
        "# Report\n\nText.\n\n# Glossary\n\n**blunderbuss** A gun with a mouth that widens.\n\n"
        "**gunsight (GS)** What a gunner looks through.\n\n**powder keg** A barrel that one should not light.\n"
    )
    result = finish(library.shelf.import_file(file))
    assert result.document is not None
    finish(library.suggestions.refresh())
    document = result.document.id
    entries = library.suggestions.all(document, [SuggestionKind.ENTRY])
    assert [(each.name, each.short) for each in entries] == [
        ("blunderbuss", ""),
        ("gunsight", "GS"),
        ("powder keg", ""),
    ]
    decisions = finish(library.suggestions.accept_all([each.id for each in entries], within_document(document)))
    assert library.glossary.find("powder keg").definition == "A barrel that one should not light."
    assert library.glossary.find("GS").scope == within_document(document)
    for decision in decisions:
        library.suggestions.revert(decision)
    assert library.glossary.term("powder keg") is None
    assert library.suggestions.all(document, [SuggestionKind.ENTRY]) == entries


def test_a_suggestion_that_is_gone_is_told(library: Library) -> None:
    with pytest.raises(NotFound):
        library.suggestions.accept("nothing")


def test_reading_can_be_stopped_and_goes_on_later(library: Library) -> None:
    for number in range(3):
        add(library, manuscript(*TEXTS, title=f"Report {number}"))
    work = library.suggestions.refresh()
    next(work)
    work.close()
    finish(library.suggestions.refresh())
    assert library.suggestions.behind() == 0


def test_a_process_that_cannot_read_is_told_in_a_sentence(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    document = add(library, manuscript(*TEXTS)).id
    with monkeypatch.context() as patch:
        patch.setattr(processes, "_START", "import sys; print('no room'); sys.exit(3)")
        with pytest.raises(LibraryError, match=r"propose for the glossary \(no room\)"):
            finish(library.suggestions.refresh())
    finish(library.suggestions.refresh())
    assert proposed(library, document)


def test_what_the_library_says_is_the_last_line_of_the_process(library: Library, capsys: pytest.CaptureFixture) -> None:
    assert suggesting.main([str(library.folder / "nowhere.db")]) == 1
    assert capsys.readouterr().out.startswith("The library in ")
