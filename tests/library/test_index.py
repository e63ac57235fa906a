# SPDX-License-Identifier: MIT
"""The index keeps up with the library, survives its own loss, and is never in the way of an answer."""

import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from companion.document.anchors import make_anchor
from companion.errors import LibraryError, QueryError
from companion.glossary.model import Term
from companion.library import index, processes
from companion.library.library import Library
from companion.search.results import IndexState
from companion.work import Progress, finish
from tests.library.builders import add, manuscript


@pytest.fixture
def folder(indexed_library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(indexed_library, tmp_path / "library"))


def test_a_query_finds_passages_of_the_report(library: Library, report: str) -> None:
    results = library.index.search("missile defense")
    assert results.notice is None
    text = library.shelf.text(report)
    for hit in (hit for hit in results.hits if hit.kind == "text"):
        assert hit.document == report
        for start, end in hit.matches:
            assert text[start:end].casefold() in ("missile", "missiles", "defense", "defensive", "defenses")


def test_notes_and_titles_of_bookmarks_and_terms_are_found_beside_the_texts(library: Library, report: str) -> None:
    anchor = make_anchor(report, library.shelf.text(report), 3_000, 3_040)
    library.marks.add(anchor)  # without a word of the reader's own it is nothing to find
    bookmark = library.marks.add(anchor, title="Zugzwang here", note="Compare co-operation in chess.", tags=("games",))
    library.glossary.add(Term("tempo loss", "Losing a move, as in a zugzwang.", "chess", aliases=("lost tempo",)))
    assert not library.index.is_current()
    finish(library.index.update())
    assert library.index.is_current()
    results = library.index.search("zugzwang")
    assert (results.total, results.entries) == (2, 2)
    hits = {hit.kind: hit for hit in results.hits}
    note, term = hits["note"], hits["term"]
    assert (note.document, note.start, note.length, note.entry) == (report, 3_000, 40, bookmark.id)
    assert note.section
    assert [note.snippet.text[slice(*span)] for span in note.snippet.spans] == ["Zugzwang"]
    assert (term.document, term.title, term.entry, term.section) == ("", "tempo loss", "tempo loss", ("chess",))
    for query, kinds in (
        ("kind:note zugzwang", ["note"]),
        ("kind:term zugzwang", ["term"]),
        ("kind:text zugzwang", []),
        ('"lost tempo" kind:term', ["term"]),
        ("cooperation chess", ["note"]),
        ("tag:games", ["note"]),
        ("in:missile zugzwang", ["note"]),
        ("zugzwang NEAR/2 compare", ["note"]),
    ):
        assert [hit.kind for hit in library.index.search(query).hits] == kinds, query
    assert [hit.kind for hit in library.index.search("zugzwang", document=report).hits] == ["note"]
    assert library.index.search("lost tempo").hits == ()  # it is the definition, which is shown by itself
    assert library.index.words("zugz") == []  # the A-Z is of the texts
    assert library.index.occurrences("zugzwang") == []
    assert library.index.concordance("zugzwang").total == 0


def test_a_note_and_a_term_are_found_as_they_are_now(library: Library, report: str) -> None:
    bookmark = library.marks.add(make_anchor(report, library.shelf.text(report), 10, 20), note="A zugzwang.")
    library.glossary.add(Term("tempo", "A fianchetto."))
    for _ in range(2):  # also when the same comes back under the same id
        finish(library.index.update())
        assert library.index.search("zugzwang").total == 1
        library.marks.remove(bookmark.id)
        assert library.index.search("zugzwang").hits == ()
        library.marks.restore(bookmark)
    library.marks.change(replace(bookmark, note="A gambit."))
    library.glossary.change("tempo", Term("tempo", "A castling."))
    assert library.index.search("zugzwang OR fianchetto").hits == ()
    finish(library.index.update())
    assert library.index.search("gambit castling", any_words=True).total == 2
    library.glossary.remove("tempo")
    finish(library.index.update())
    assert library.index.search("castling").total == 0


def test_the_index_follows_imports_edits_and_removals(library: Library) -> None:
    assert library.index.search("zugzwang").total == 0
    document = add(library, manuscript("A zugzwang is a bind."))
    assert library.index.behind() == {document.id}
    state = library.index.state()
    assert (state.indexed, state.documents) == (1, 2)
    after = finish(library.index.update())
    assert after == IndexState(2, 2, after.generation, building=False)
    assert after.generation > state.generation
    assert [hit.document for hit in library.index.search("zugzwang").hits] == [document.id]
    removal = library.shelf.remove(document.id)
    assert library.index.search("zugzwang").hits == ()
    finish(library.index.update())
    library.shelf.restore(removal)
    assert library.index.behind() == {document.id}


def test_an_update_with_nothing_to_do_leaves_the_generation(library: Library) -> None:
    before = library.index.state()
    assert finish(library.index.update()) == before


def test_the_notice_says_how_far_the_index_has_come(library: Library) -> None:
    add(library, manuscript("A zugzwang is a bind."))
    results = library.index.search("missile")
    assert results.notice == "The index is being built: 1 of 2 documents so far."
    assert results.hits


def test_without_an_index_the_text_itself_is_searched(library: Library, report: str) -> None:
    shutil.rmtree(library.folder / "index")
    results = library.index.search('"missile defense" OR SECURITY', limit=2)
    assert results.notice == "The index is being built: 0 of 1 documents so far."
    assert len(results.hits) == 2 < results.total
    text = library.shelf.text(report)
    found = {text[start:end].casefold() for hit in results.hits for start, end in hit.matches}
    assert found == {"missile", "defense", "security"}
    assert results.hits[0].snippet.spans
    assert library.index.words() == library.index.occurrences("missile") == []


def test_the_search_without_an_index_takes_queries_as_data(library: Library) -> None:
    shutil.rmtree(library.folder / "index")
    document = add(library, manuscript("A_b is Ядерный 100%.")).id
    totals = {query: library.index.search(query).total for query in ("a_b", "axb", "ядерный", "100%", "%", "'; --", "")}
    assert totals == {"a_b": 1, "axb": 0, "ядерный": 1, "100%": 1, "%": 0, "'; --": 0, "": 0}
    assert library.index.search("is", document=document).total == 1
    assert library.index.search("radar", document=document).total == 0


def test_searches_are_answered_while_the_index_is_made_anew(library: Library) -> None:
    before = library.index.search("missile")
    work = library.index.rebuild()
    next(work)
    during = library.index.search("missile")
    assert during.hits
    assert during.notice == "The index is being built: 0 of 1 documents so far."
    finish(work)
    after = library.index.search("missile")
    assert (after.total, after.hits, after.notice) == (before.total, before.hits, None)


def test_a_wrong_query_says_what_is_wrong(library: Library) -> None:
    with pytest.raises(QueryError):
        library.index.search('"missile')


def test_words_and_their_lines_are_answered(library: Library) -> None:
    words = library.index.words("missil")
    assert [word.word for word in words][:1] == ["missile"]
    lines = library.index.occurrences("missile", limit=5)
    assert len(lines) == 5
    assert all(line.text[slice(*line.span)].casefold() == "missile" for line in lines)


def test_an_index_that_another_process_brought_up_is_seen(library: Library) -> None:
    assert library.index.search("zugzwang").total == 0
    with Library.open(library.folder) as other:
        add(other, manuscript("A zugzwang is a bind."))
        finish(other.index.update())
    assert library.index.search("zugzwang").total == 1
    assert library.index.search("zugzwang").notice is None


def test_a_rebuilt_index_answers_the_same(library: Library) -> None:
    before, state = library.index.search("missile"), library.index.state()
    after = finish(library.index.rebuild())
    assert after.generation > state.generation
    assert library.index.search("missile").hits == before.hits


def spoil(file: Path, how: str, chance: random.Random) -> None:
    size = file.stat().st_size
    if how == "removed":
        file.unlink()
    elif how == "emptied":
        file.write_bytes(b"")
    elif how == "halved":
        os.truncate(file, size // 2)
    else:
        data = bytearray(file.read_bytes())
        for _ in range(20):
            data[chance.randrange(size)] ^= 1 << chance.randrange(8)
        file.write_bytes(data)


def test_a_damaged_index_is_made_anew_without_a_click(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library:
        right = library.index.search("missile defense").hits
    chance = random.Random(7)
    files = sorted(path for path in (folder / "index").iterdir() if path.stat().st_size)
    cases = [(file, how) for file in files for how in ("removed", "emptied", "halved", "flipped")]
    for number, (file, how) in enumerate(chance.sample(cases, min(len(cases), 8))):
        copy = Path(shutil.copytree(folder, tmp_path / str(number)))
        spoil(copy / "index" / file.name, how, chance)
        with Library.open(copy) as library:
            interim = library.index.search("missile defense")
            assert interim.hits == right or interim.notice is not None, (file.name, how)
            assert interim.total, (file.name, how)
            finish(library.index.update())
            assert library.index.search("missile defense").hits == right, (file.name, how)
            assert library.index.search("missile defense").notice is None


def test_an_update_that_is_stopped_ends_its_process_and_goes_on_later(library: Library) -> None:
    document = add(library, manuscript("A zugzwang is a bind.")).id
    work = library.index.update()
    assert isinstance(next(work), Progress)
    work.close()
    assert not library.index.state().building
    finish(library.index.update())
    assert [hit.document for hit in library.index.search("zugzwang").hits] == [document]


def test_an_update_waits_for_another_indexer(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from whoosh.util.filelock import FileLock

    monkeypatch.setattr(index, "_PAUSE", 0.01)
    document = add(library, manuscript("A zugzwang is a bind.")).id
    lock = FileLock(str(library.folder / "index" / "lock"))
    assert lock.acquire()
    work = library.index.update()
    while "another process" not in next(work).text:
        pass
    lock.release()
    assert finish(work).indexed == 2
    assert [hit.document for hit in library.index.search("zugzwang").hits] == [document]


def test_an_update_does_not_wait_for_ever(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from whoosh.util.filelock import FileLock

    monkeypatch.setattr(index, "_PAUSE", 0.01)
    monkeypatch.setattr(index, "_PATIENCE", 1)
    add(library, manuscript("A zugzwang is a bind."))
    lock = FileLock(str(library.folder / "index" / "lock"))
    assert lock.acquire()
    assert finish(library.index.update()).indexed == 1
    lock.release()


def test_an_indexer_that_fails_is_told_in_a_sentence(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    add(library, manuscript("A zugzwang is a bind."))
    monkeypatch.setattr(processes, "_START", "import sys; print('no room'); sys.exit(3)")
    with pytest.raises(LibraryError, match=r"could not be made \(no room\)"):
        finish(library.index.update())
    monkeypatch.undo()
    assert finish(library.index.update()).indexed == 2


def test_the_index_of_a_library_that_may_not_be_written_is_read(folder: Path) -> None:
    with Library.open(folder, read_only=True) as library:
        assert library.index.search("missile").hits
        (folder / "index" / "manifest.json").write_text("{}")
        results = library.index.search("missile")
        assert results.notice is not None
        assert results.hits
    assert (folder / "index" / "manifest.json").read_text() == "{}"
