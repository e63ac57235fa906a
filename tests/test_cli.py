# SPDX-License-Identifier: MIT
"""The command line does what COMMANDS promises: shapes, exit statuses, plain sentences, and nothing heavy at start."""

import contextlib
import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from companion.cli import main
from companion.document.bookmark import COLOURS
from companion.library import opening, processes
from companion.library.learning import Learning
from tests.importers.pdf_files import Extras, lines, pdf

CHECKOUT = Path(__file__).resolve().parents[1]
REPORT = "Missile Defense"  # enough of the bundled report's title
NOTE = """---
title: On loops
authors: [Robert Jervis]
date: "1978"
---

# On loops

The **security dilemma** drives an arms race. Intercontinental ballistic missiles (ICBMs) are fast.

## Second part

A battle-management loop closes the “kill chain”.
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the bundled report and one note, indexed."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "note.md").write_text(NOTE, encoding="utf-8")
    assert main(["--library", str(folder / "library"), "import", str(folder / "note.md")]) == 0
    return folder / "library"


@pytest.fixture
def library(prepared: Path, home: Path) -> Path:
    """A copy of it for one test, which the command line finds by itself."""
    return Path(shutil.copytree(prepared, home / "library"))


@pytest.fixture
def run(library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process; answers its exit status and what it wrote."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        assert "Traceback" not in written.err
        return status, written.out, written.err

    return run


@pytest.fixture
def ask(run: Run) -> Callable[..., Any]:
    """Runs a command with --json that ends well; answers what its output says."""

    def ask(*arguments: str | Path) -> Any:
        status, out, err = run(*arguments, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    return ask


def start(*arguments: str | Path, **details: Any) -> subprocess.Popen[str]:
    """Starts a command in a process of its own."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **details}
    command = [sys.executable, "-m", "companion", *map(str, arguments)]
    return subprocess.Popen(command, cwd=CHECKOUT, text=True, encoding="utf-8", **streams)


def shape(value: Any) -> Any:
    """The keys and types of a value of JSON; of a list its first item's."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else type(value)


# -- the contract --------------------------------------------------------------------------------------------------


def test_import_answers_a_line_for_each_file_and_fails_where_one_failed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A first text\n\nWith a paragraph.\n", encoding="utf-8")
    (tmp_path / "b.md").write_bytes(b"")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.txt").write_text("A second text.\n", encoding="utf-8")
    status, out, err = run("import", tmp_path, "--json")
    lines = {Path(line["path"]).name: line for line in map(json.loads, out.splitlines())}
    assert (status, err, set(lines)) == (1, "", {"a.md", "b.md", "c.txt"})
    assert shape(lines["a.md"]) == {
        "path": str, "status": str, "document": str, "title": str, "format": str, "passages": int, "warnings": list,
        "reason": type(None), "seconds": float, "locked": bool,
    }  # fmt: skip
    assert (lines["a.md"]["status"], lines["a.md"]["title"], lines["a.md"]["format"]) == (
        "imported", "A first text", "markdown",
    )  # fmt: skip
    assert (lines["b.md"]["status"], lines["b.md"]["document"]) == ("failed", None)
    assert lines["b.md"]["reason"].endswith(".")
    status, out, _ = run("import", tmp_path / "a.md", "--json")
    assert (status, json.loads(out)["status"]) == (0, "unchanged")


def test_an_import_writes_a_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Good\n\nWords.\n", encoding="utf-8")
    (tmp_path / "same.md").write_text("# Good\n\nWords.\n", encoding="utf-8")
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    table, page = tmp_path / "import.csv", tmp_path / "import.md"
    status, _, err = run("import", tmp_path / "good.md", tmp_path / "same.md", tmp_path / "empty.md", "--report", table)
    assert status == 1
    assert err.splitlines()[-1] == "1 imported, 1 unchanged, 1 failed."
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert [row["status"] for row in rows] == ["imported", "unchanged", "failed"]
    assert "empty" in rows[2]["reason"]
    run("import", tmp_path / "good.md", "--report", page)
    assert "## Unchanged" in page.read_text(encoding="utf-8")
    status, out, err = run("import", tmp_path / "good.md", "--report", tmp_path / "import.doc")
    assert (status, out, err) == (
        1, "", "A report cannot be written as import.doc. Give the file a name that ends in .csv or .md.\n",
    )  # fmt: skip


def test_collections_are_made_filled_listed_renamed_and_deleted(run: Run, ask: Callable[..., Any]) -> None:
    assert run("collect", "Treaties", "loops", REPORT)[1] == "put into “Treaties”: 2 documents\n"
    assert run("collect", "treaties", REPORT, "--out")[1] == "taken out of “Treaties”: 1 document\n"
    (found,) = ask("collections")
    assert shape(found) == {"collection": str, "name": str, "documents": [str]}
    assert [each["title"] for each in ask("list", "--collection", "Treaties")] == ["On loops"]
    assert ask("collections", "--rename", "Treaties", "Law")[0]["name"] == "Law"
    assert run("collections")[1].split() == ["documents", "collection", "1", "Law"]
    assert ask("collections", "--delete", "Law") == []
    status, _, err = run("list", "--collection", "Law")
    assert (status, err) == (1, "No collection is called “Law”. Make one first, or check its name.\n")


def test_tags_are_given_and_taken_and_searched(run: Run, ask: Callable[..., Any]) -> None:
    assert "(nato, arms control)" in run("tag", "loops", "--add", "nato", "--add", "arms  control")[1]
    assert [each["tags"] for each in ask("list", "--tag", "arms control")] == [["nato", "arms control"]]
    assert ask("search", 'tag:"arms control"')["total"] >= 1
    assert "(nato)" in run("tag", "loops", "--take", "arms control")[1]
    assert run("tag", "loops")[0] == 1


def test_a_reason_names_the_file_once(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "missing.md"
    assert run("import", missing)[2] == f"There is no file {missing}. Check the name and the folder.\n"


def test_a_search_without_an_answer_says_what_to_try(run: Run) -> None:
    assert run("search", "zugzwang")[1].endswith("Use fewer of them, other ones, or --any for passages with some.\n")
    assert run("search", "zugzwang", "--any")[1].endswith("Check how they are written.\n")


def test_a_library_that_cannot_be_written_says_so_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_is_writable", lambda _folder: False)
    status, out, err = run("remove", "loops")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("This library can be read but not changed.")


def test_an_index_that_cannot_be_made_hides_neither_a_removal_nor_an_answer(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_START", "import sys; print('no room'); sys.exit(3)")
    status, out, err = run("remove", "loops")
    assert (status, out.split()[0]) == (1, "removed")
    assert "could not be made" in err
    status, out, err = run("search", "dilemma")
    assert (status, "could not be made" in err) == (0, True)
    assert "passages for dilemma" in out


def test_import_says_in_plain_words_what_was_taken_in_and_what_was_not(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A first text\n\nWith a paragraph.\n", encoding="utf-8")
    status, out, err = run("import", tmp_path / "a.md", tmp_path / "missing.md")
    assert status == 1
    assert out.startswith("imported  ")
    assert "A first text" in out
    assert "missing.md" in err


def test_a_locked_file_is_imported_with_a_password_given_or_asked_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf(lines("The words inside."), extras=Extras(password="secret")))
    status, _, said = run("import", path)
    assert status == 1
    assert "locked.pdf is locked with a password. Import it with the password that opens it. (`--password -`" in said
    monkeypatch.setattr("sys.stdin", io.StringIO("secret\n"))
    assert run("import", path, "--password", "-")[0] == 0
    assert run("import", path, "--password", "secret")[1].startswith("unchanged")


def test_an_empty_folder_has_nothing_to_import(run: Run, tmp_path: Path) -> None:
    status, _, err = run("import", tmp_path)
    assert status == 1
    assert "nothing here that can be imported" in err


def test_list_tells_of_every_document(ask: Callable[..., Any], run: Run) -> None:
    documents = ask("list")
    assert [document["title"] for document in documents if document["indexed"]] == [
        document["title"] for document in documents
    ]
    note = next(document for document in documents if document["title"] == "On loops")
    assert shape(note) == {
        "document": str, "title": str, "authors": [str], "date": str, "format": str, "words": int, "pages": type(None),
        "added": str, "tags": list, "indexed": bool,
    }  # fmt: skip
    assert (note["authors"], note["date"]) == (["Robert Jervis"], "1978")
    status, out, _ = run("list")
    assert status == 0
    assert out.splitlines()[0].split() == ["id", "date", "format", "words", "title"]
    assert len(out.splitlines()) == 3


def test_text_outline_and_search_speak_of_the_same_offsets(ask: Callable[..., Any], run: Run) -> None:
    _, out, _ = run("text", "On loops")
    text = out.removesuffix("\n")
    outline = ask("outline", "On loops")
    assert [text[heading["start"] :].splitlines()[0] for heading in outline] == ["On loops", "Second part"]
    assert shape(outline[0]) == {"title": str, "level": int, "start": int, "page": type(None)}
    found = ask("search", "kill chain", "--in", "On loops")
    hit = found["hits"][0]
    assert "kill chain" in text[hit["start"] : hit["start"] + hit["length"]]
    assert [hit["snippet"][start:end].casefold() for start, end in hit["spans"]][:2] == ["kill", "chain"]


def test_outline_is_indented_by_level(run: Run) -> None:
    assert run("outline", "On loops")[1] == "On loops\n  Second part\n"


def test_search_has_the_shape_of_the_contract(ask: Callable[..., Any]) -> None:
    found = ask("search", "security dilemma", "--limit", "1")
    assert {"query", "total", "seconds", "expansions", "definition", "suggestion", "hits"} <= set(found)
    assert (found["query"], len(found["hits"])) == ("security dilemma", 1)
    assert found["total"] >= 2
    assert found["definition"]["term"] == "security dilemma"
    assert shape(found["hits"][0]) == {
        "kind": str, "document": str, "title": str, "section": [str], "page": type(None), "start": int, "length": int,
        "score": float, "snippet": str, "spans": [[int]],
    }  # fmt: skip


def test_search_any_finds_passages_with_some_of_the_words(ask: Callable[..., Any]) -> None:
    assert ask("search", "dilemma zebra")["total"] == 0
    assert ask("search", "dilemma zebra", "--any")["total"] >= 1


def test_search_reads_queries_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('dilemma\n"unclosed\nzebra\n'))
    status, out, err = run("search", "-", "--json")
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["query"] for answer in answers] == ["dilemma", '"unclosed', "zebra"]
    assert answers[0]["total"] >= 1
    assert answers[2]["total"] == 0
    assert (status == 1) == ("error" in answers[1]) == bool(err)


def test_search_shows_hits_with_their_place_and_their_words_marked(run: Run) -> None:
    status, out, _ = run("search", "kill chain")
    assert status == 0
    assert "On loops › Second part" in out
    assert "[kill] [chain]" in out
    assert "1 passage for kill chain, 1 in notes and glossary" in out
    assert out.rstrip().endswith("Also searched for kill chain: engagement chain, engagement sequence")
    assert "Also searched" not in run("search", "kill chain", "--no-expansion")[1]
    status, out, _ = run("search", "battle loop chain zebra", "--sort", "reading")
    assert "Passages with most of the words:" in out


def test_hits_are_written_to_a_file_by_its_suffix(run: Run, tmp_path: Path) -> None:
    for name, beginning in (("hits.csv", "\ufeffkind,document"), ("hits.md", "# kill chain")):
        assert run("search", "kill chain", "--export", str(tmp_path / name))[0] == 0
        assert (tmp_path / name).read_text("utf-8").startswith(beginning)
    assert run("search", "kill chain", "--export", str(tmp_path / "no" / "hits.csv"))[0] == 1


def test_a_query_that_is_wrong_is_explained(run: Run) -> None:
    status, out, err = run("search", "title:")
    assert (status, out) == (1, "")
    assert err.count("\n") == 1


def test_concordance_shows_every_place_and_how_they_lie(ask: Callable[..., Any], run: Run) -> None:
    found = ask("concordance", "dilemma", "--sort", "L1", "--limit", "2")
    assert len(found["lines"]) == 2 < found["total"] == sum(each["count"] for each in found["distribution"])
    assert shape(found["lines"][0]) == {
        "document": str, "title": str, "section": [str], "page": type(None), "start": int, "length": int,
        "left": str, "hit": str, "right": str,
    }  # fmt: skip
    assert shape(found["distribution"][0]) == {
        "document": str, "title": str, "words": int, "count": int, "rate": float, "places": [float],
    }  # fmt: skip
    one = ask("concordance", "dilemma", "--in", "On loops")["lines"]
    assert [(line["left"].strip(), line["hit"]) for line in one] == [("On loops The security", "dilemma")]
    text = run("concordance", "dilemma", "--limit", "1")[1].splitlines()
    assert "security dilemma" in text[0]
    assert text[-1] == f"the first 1 of {found['total']} places for dilemma"
    assert "On loops" in run("concordance", "dilemma", "--distribution")[1]


def test_similar_finds_passages_with_the_words_they_share(ask: Callable[..., Any], run: Run) -> None:
    passage = ask("search", "dilemma", "--in", "On loops")["hits"][0]
    found = ask("similar", passage["document"], str(passage["start"]), str(passage["length"]))
    assert passage["start"] == found["start"]
    assert {"security", "dilemma"} <= set(found["hits"][0]["shared"])
    assert shape(found["hits"][0]) == {**shape(passage), "page": type(None), "shared": [str]}
    assert "shared: " in run("similar", "On loops", "0", "100")[1]
    status, _, err = run("similar", "On loops", "0", "99999")
    assert (status, "choose START and LENGTH" in err) == (1, True)


def test_index_lists_words_with_their_counts(ask: Callable[..., Any]) -> None:
    words = ask("index", "dile")
    assert [word["word"] for word in words] == ["dilemma"]
    assert shape(words[0]) == {"word": str, "passages": int, "documents": int}
    assert words[0]["documents"] == 2
    assert len(ask("index", "--limit", "3")) == 3


def test_index_lists_phrases_and_finds_them_anew_when_the_index_has_changed(
    ask: Callable[..., Any], run: Run, tmp_path: Path
) -> None:
    phrases = ask("index", "--phrases")
    assert shape(phrases[0]) == {"phrase": str, "places": int, "documents": int, "score": float}
    assert "missile defense" in [phrase["phrase"] for phrase in phrases]
    assert "missile defense" in run("index", "miss", "--phrases", "--limit", "3")[1]
    (tmp_path / "zebra.md").write_text("Zebra crossing. " * 9, encoding="utf-8")
    run("import", tmp_path / "zebra.md")
    assert "zebra crossing" in [phrase["phrase"] for phrase in ask("index", "--phrases")]


def test_define_knows_a_term_by_any_name_and_counts_its_mentions(ask: Callable[..., Any], run: Run) -> None:
    term = ask("define", "Security Dilemmas")
    assert shape(term) | {"aliases": list} == {
        "term": str, "aliases": list, "definition": str, "category": str, "related": [str], "sources": [str],
        "mentions": int, "documents": int, "definitions": list,
    }  # fmt: skip
    assert (term["term"], term["documents"]) == ("security dilemma", 2)
    assert term["mentions"] >= 2
    status, out, _ = run("define", "security dilemma")
    assert status == 0
    assert f"mentions: {term['mentions']} in 2 documents" in out
    status, _, err = run("define", "perpetual motion")
    assert (status, err.count("\n")) == (1, 1)


def test_mentions_stand_at_the_terms(ask: Callable[..., Any], run: Run) -> None:
    text = run("text", "On loops")[1]
    mentions = ask("mentions", "On loops")
    assert shape(mentions[0]) == {"term": str, "start": int, "length": int}
    places = {mention["term"]: text[mention["start"] : mention["start"] + mention["length"]] for mention in mentions}
    assert places["security dilemma"] == "security dilemma"
    assert places["battle management loop"] == "battle-management loop"


def test_abbreviations_of_a_document_and_of_a_file(ask: Callable[..., Any], run: Run, tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text(NOTE, encoding="utf-8")
    explained = ask("abbreviations", "On loops")
    assert explained == ask("abbreviations", file)
    assert shape(explained[0]) | {"conflicts": list} == {
        "short": str, "long": str, "start": int, "length": int, "page": type(None), "conflicts": list,
    }  # fmt: skip
    assert (explained[0]["short"], explained[0]["long"]) == ("ICBMs", "Intercontinental ballistic missiles")
    assert "ICBMs" in run("abbreviations", "On loops")[1]


def test_an_abbreviation_that_stands_for_two_things_is_flagged(
    ask: Callable[..., Any], run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "two.md"
    file.write_text("The forced loss of tempo (FLT) is bad. So is the final lost turn (FLT).", encoding="utf-8")
    assert [each["conflicts"] for each in ask("abbreviations", file)] == [["final lost turn"], ["forced loss of tempo"]]
    _, out, error = run("abbreviations", file)
    assert out.count("(!)") == 2
    assert error.startswith("(!)")


def test_what_a_document_says_of_a_term_is_kept_with_it(ask: Callable[..., Any], run: Run) -> None:
    quote = "The security dilemma drives an arms race."
    made = ask("define", "arms race", "--in", "On loops", "--quote", quote)
    assert (made["term"], made["text"], made["title"], made["rule"]) == ("arms race", quote, "On loops", "own")
    assert ask("define", "arms race")["definitions"] == [made]
    assert f"On loops: {quote}" in run("define", "arms race")[1]
    status, _, error = run("define", "arms race", "--in", "On loops", "--quote", "No such words at all.")
    assert (status, error.count("\n")) == (1, 1)


def test_suggestions_are_listed_taken_in_and_ignored(ask: Callable[..., Any], run: Run) -> None:
    (icbm,) = ask("suggestions", "--in", "On loops", "--kind", "abbreviation")
    assert (icbm["short"], icbm["term"].lower(), icbm["state"]) == (
        "ICBMs", "intercontinental ballistic missiles", "proposed",
    )  # fmt: skip
    assert icbm["suggestion"] in run("suggestions", "--in", "On loops")[1]
    status, out, _ = run("suggestions", "--accept", icbm["suggestion"], "--as", "long missiles", "--scope", "document")
    assert (status, out) == (0, "accepted  long missiles\n")
    assert ask("define", "long missiles")["aliases"] == ["ICBMs"]
    assert ask("suggestions", "--in", "On loops", "--kind", "abbreviation") == []


def test_two_entries_are_merged_and_the_history_tells(ask: Callable[..., Any], run: Run) -> None:
    assert run("merge", "arms race", "security dilemma")[1] == "merged  security dilemma into arms race\n"
    merged = ask("define", "security dilemma")
    assert merged["term"] == "arms race"
    (version,) = ask("history", "arms race")
    assert (version["did"], version["before"]["term"]) == ("merged", "arms race")
    assert version["before"]["definition"] in run("history", "arms race")[1]


def test_learning_asks_for_cards_or_says_what_is_missing(
    run: Run, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Learning.is_available():
        status, _, error = run("learn")
        assert (status, error.count("\n"), "not installed" in error) == (1, 1, True)
        return
    cards = ask("learn", "--minutes", 1)
    assert [card["due"] for card in cards] == [None] * 3
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n9\n3\n\n\n"))
    status, out, _ = run("learn")
    assert status == 0
    assert cards[0]["definition"] in out
    assert "answered  1 card of" in out


def test_candidates_of_a_document(ask: Callable[..., Any], run: Run) -> None:
    found = ask("candidates", REPORT, "--limit", 5)
    assert 0 < len(found) <= 5
    assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)
    assert found[0]["term"] in run("candidates", REPORT)[1]
    assert run("suggestions", "--ignore", found[0]["suggestion"])[1] == f"ignored  {found[0]['term']}\n"
    assert found[0] not in ask("candidates", REPORT)


@pytest.mark.parametrize("suffix", [".csv", ".md", ".ttl"])
def test_the_glossary_goes_out_and_what_was_changed_comes_back(
    run: Run, ask: Callable[..., Any], tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"terms{suffix}"
    assert run("glossary", "export", file)[0] == 0
    assert run("glossary", "import", file)[1] == "imported  0 new terms, 0 changed\n"
    content = file.read_text("utf-8")
    added = {
        ".csv": "on loops,A chain of steps.,,,,,\r\n",
        ".md": "\n## on loops\n\nA chain of steps.\n",
        ".ttl": '\n<x> a skos:Concept ; skos:prefLabel "on loops" ; skos:definition "A chain of steps." .\n',
    }[suffix]
    file.write_text(content + added, encoding="utf-8", newline="")
    status, out, _ = run("glossary", "import", file)
    assert (status, "1 new term," in out) == (0, True)
    term = ask("define", "on loops")
    assert (term["definition"], term["mentions"], term["documents"]) == ("A chain of steps.", 1, 1)


def test_a_bookmark_is_kept_listed_and_exported(ask: Callable[..., Any], run: Run, tmp_path: Path) -> None:
    kept = ask("bookmark", "On loops", "--quote", 'the "Kill Chain"', "--note", "Look", "--tag", "a", "--tag", "b b",
               "--colour", "green")  # fmt: skip
    assert shape(kept) | {"tags": list} == {
        "bookmark": str, "document": str, "title": str, "name": str, "section": [str], "page": type(None),
        "start": int, "length": int, "quote": str, "note": str, "tags": list, "colour": str, "state": str,
        "created": str, "changed": str,
    }  # fmt: skip
    assert (kept["quote"], kept["note"], kept["tags"], kept["colour"], kept["state"]) == (
        "the “kill chain”", "Look", ["a", "b b"], "green", "exact",
    )  # fmt: skip
    assert kept["section"] == ["On loops", "Second part"]
    assert ask("bookmarks") == ask("bookmarks", "--in", "On loops") == [kept]
    assert ask("bookmarks", "--in", REPORT) == []
    status, out, _ = run("bookmarks")
    assert (status, kept["bookmark"] in out, "the “kill chain”" in out) == (0, True, True)
    for suffix in (".md", ".json", ".csv", ".html", ".ris", ".bib"):
        status, out, _ = run("export", tmp_path / f"notes{suffix}")
        assert (status, "1 bookmark " in out) == (0, True)
        assert "kill chain" in (tmp_path / f"notes{suffix}").read_text("utf-8")
    annotation = json.loads((tmp_path / "notes.json").read_text("utf-8"))["first"]["items"][0]
    assert annotation["target"]["selector"][1] == {
        "type": "TextPositionSelector", "start": kept["start"], "end": kept["start"] + kept["length"],
    }  # fmt: skip
    with (tmp_path / "notes.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["bookmark"] for row in csv.DictReader(file)] == [kept["bookmark"]]


def test_a_passage_is_cited_as_search_names_it(ask: Callable[..., Any], run: Run) -> None:
    text = run("text", "On loops")[1]
    start = text.index("security dilemma")
    status, out, _ = run("cite", "On loops", str(start), "16", "--style", "apa")
    assert (status, out) == (0, "“security dilemma” (Jervis, 1978, ¶ 2).\n\nJervis, R. (1978). On loops.\n")
    assert run("cite", "On loops", "0", "999999")[0] == 1
    assert "Choose from chicago" in run("cite", "On loops", "0", "5", "--style", "none")[2]


def test_update_takes_a_new_edition_in_and_carries_bookmarks_over(
    ask: Callable[..., Any], run: Run, tmp_path: Path
) -> None:
    run("bookmark", "On loops", "--quote", "drives an arms race", "--note", "kept")
    run("bookmark", "On loops", "--quote", "Intercontinental ballistic missiles")
    new = tmp_path / "second.md"
    new.write_text(
        NOTE.replace("Intercontinental ballistic missiles (ICBMs) are fast.", "").replace("The **", "Then the **")
    )
    found = ask("update", "On loops", new)
    assert {key: found[key] for key in ("exact", "moved", "reworded", "lost")} == {
        "exact": 0, "moved": 1, "reworded": 0, "lost": 1,
    }  # fmt: skip
    assert shape(found["bookmarks"][0])["was"] == {"start": int, "quote": str}
    assert found["bookmarks"][0]["note"] == "kept"
    assert [each["state"] for each in ask("bookmarks", "--in", "On loops")] == ["moved", "lost"]
    assert "Then the security dilemma" in run("text", "On loops")[1]
    assert ask("search", "then the security", "--in", "On loops")["total"] >= 1
    status, _, err = run("update", "On loops", new)
    assert (status, err.count("\n")) == (1, 1)
    new.write_text(NOTE, encoding="utf-8")
    assert "lost: " not in run("update", "On loops", new)[1]


def test_a_removed_document_is_gone_from_list_and_index(ask: Callable[..., Any], run: Run) -> None:
    assert run("remove", "On loops")[0] == 0
    assert [document["title"] for document in ask("list") if document["title"] == "On loops"] == []
    assert ask("search", "kill chain kind:text")["total"] == 0
    status, _, err = run("text", "On loops")
    assert (status, err.count("\n")) == (1, 1)


def test_check_tells_of_a_healthy_library_and_makes_the_index_anew(ask: Callable[..., Any], library: Path) -> None:
    health = ask("check")
    assert shape(health) | {"problems": list, "repaired": list} == {
        "ok": bool, "documents": int, "passages": int, "indexed": int, "bookmarks": int, "lost_bookmarks": int,
        "problems": list, "repaired": list,
    }  # fmt: skip
    assert (health["ok"], health["documents"], health["indexed"], health["problems"]) == (True, 2, 2, [])
    shutil.rmtree(library / "index")
    assert ask("check", "--rebuild-index")["indexed"] == 2
    assert ask("search", "kill chain kind:text")["total"] == 1


# -- wrong usage and bad luck --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "many"],
        ["bookmark", "On loops"],
        ["bookmark", "On loops", "--quote", "x", "--colour", "pink"],
        ["picture", "x.png", "--size", "0x7"],
        ["cite", "On loops", "-1", "3"],
        ["list", "--unknown"],
    ],
)
def test_wrong_usage_ends_with_status_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: companion" in capsys.readouterr().err


def test_help_lists_every_command_and_colour(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["bookmark", "--help"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(f"    {name} " in out for name in ("import", "search", "abbreviations", "check", "picture"))
    assert ", ".join(COLOURS) in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-file.md"],
        ["text", "no such document"],
        ["bookmark", "On loops", "--quote", "words that nobody wrote"],
        ["bookmark", "On loops", "--quote", ""],
        ["export", "notes.pdf"],
        ["export", "no-such-folder/notes.md"],
        ["search", "x", "--in", "no such document"],
        ["abbreviations", "no such document"],
        ["glossary", "import", "no-such-file.csv"],
        ["glossary", "export", "terms.xlsx"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(run: Run, arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.rstrip().endswith(".")


def test_words_that_are_no_text_are_no_trap(run: Run) -> None:
    assert run("search", "\udcff\udcfe")[0] in (0, 1)
    assert run("text", "\udcff")[0] == 1
    assert run("define", "\udcff")[0] == 1


def test_library_may_be_named_before_or_after_the_command(prepared: Path, tmp_path: Path, run: Run) -> None:
    copy = Path(shutil.copytree(prepared, tmp_path / "other"))
    run("--library", copy, "remove", "On loops")
    assert "On loops" not in run("list", "--library", copy)[1]
    assert "On loops" in run("list")[1]


# -- a process of its own ------------------------------------------------------------------------------------------


def test_commands_for_the_terminal_load_neither_qt_nor_the_index() -> None:
    program = (
        "import sys; from companion.cli import main; main(['list']);"
        "heavy = {'PySide6', 'whoosh', 'numpy', 'lxml', 'markdown', 'rapidfuzz', 'yaml'} & set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if 'PySide6' in heavy else 0)"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [[], ["note.md"], ["picture", "x.png"]])
def test_without_qt_the_window_says_what_is_missing(tmp_path: Path, library: Path, arguments: list[str]) -> None:
    (tmp_path / "note.md").write_text(NOTE, encoding="utf-8")
    program = "import sys; sys.modules['PySide6'] = None; from companion.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, *arguments]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert ended.stderr.startswith("The window cannot be opened here: ")


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_progress_is_shown_on_a_terminal_and_cleared_before_an_answer(library: Path, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(f"# Text {number}\n\nWith a paragraph.\n", encoding="utf-8")
    screen, terminal = os.openpty()
    process = start("import", tmp_path, stdout=terminal, stderr=terminal)
    os.close(terminal)
    seen = b""
    with contextlib.suppress(OSError):  # which is how a terminal says that nobody writes to it any more
        while chunk := os.read(screen, 4096):
            seen += chunk
    os.close(screen)
    assert process.wait(60) == 0
    lines = [line.rpartition("\r\033[K")[2] for line in seen.decode().split("\r\n")]
    assert [line.split("  ")[0] for line in lines[:3]] == ["imported"] * 3
    assert lines[3:] == ["3 imported.", ""]
    assert seen.count(b"\r\033[K") > 6


def test_a_reader_that_goes_away_is_no_error(library: Path) -> None:
    process = start("index")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    assert process.wait(60) == 0
    process.stderr.close()


def test_progress_is_not_written_where_nobody_looks(library: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A first text\n\nWith a paragraph.\n", encoding="utf-8")
    out, err = start("import", tmp_path, "--json").communicate(timeout=60)
    assert (json.loads(out)["status"], err) == ("imported", "")


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
def test_ctrl_c_stops_with_one_sentence_and_keeps_what_was_done(library: Path, tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.md").write_text(f"# Text {number}\n\nWith a paragraph.\n", encoding="utf-8")
    process = start("import", tmp_path, "--json")
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    rest, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "Stopped. What was finished by then is kept.\n")
    done = [first["title"], *(json.loads(line)["title"] for line in rest.splitlines())]
    assert len(done) < 60
    listed = {document["title"] for document in json.loads(start("list", "--json").communicate(timeout=60)[0])}
    assert set(done) <= listed


def test_letters_that_the_terminal_lacks_do_not_stop_it(library: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    out, err = start("text", "On loops", env=environment).communicate(timeout=60)
    assert "kill chain" in out
    assert err == ""
    out, err = start("mentions", "On loops", "--json", env=environment).communicate(timeout=60)
    assert json.loads(out)
