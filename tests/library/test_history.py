# SPDX-License-Identifier: MIT
"""What entries were before they changed, and two entries that become one."""

from dataclasses import replace

import pytest

from companion.errors import CompanionError, NotFound
from companion.glossary.model import EVERYWHERE, Term, within_document
from companion.library.library import Library
from companion.work import finish
from tests.library.builders import add, manuscript, place

BIND = Term("zugzwang", "A bind.", "chess", ("bind",), ("ZZ",), ("tempo", "clock"), ("own wording",))
DUTY = Term("duty to move", "A duty.", "", ("Zugpflicht",), ("ZP",), ("zugzwang", "tempo"), ("Lasker (1895)",))
TEMPO = Term("tempo", "Time.", related=("duty to move", "zugzwang"))


def test_every_change_keeps_what_was_before(library: Library) -> None:
    library.glossary.add(BIND)
    second = library.glossary.change("zugzwang", replace(BIND, definition="A hard bind."))
    library.glossary.change("zugzwang", replace(second, name="Zwangzug"), who="terms.csv")
    library.glossary.remove("Zwangzug")
    versions = library.history.of_entry("Zwangzug")
    assert [(each.did, each.before) for each in versions] == [
        ("removed", replace(second, name="Zwangzug")),
        ("changed", second),
        ("changed", BIND),
        ("added", None),
    ]
    assert versions[1].who == "terms.csv"
    assert versions[0].who not in ("", "terms.csv")
    assert [each.at for each in versions] == sorted((each.at for each in versions), reverse=True)
    assert library.history.of_entry("zugzwang") == []
    assert library.history.latest(2) == versions[:2]


def test_an_earlier_version_can_be_brought_back(library: Library) -> None:
    library.glossary.add(BIND)
    library.glossary.change("zugzwang", Term("zugzwang", "Nonsense."))
    before = library.history.of_entry("zugzwang")[0].before
    assert before is not None
    assert library.glossary.change("zugzwang", before) == BIND


def test_two_entries_become_one_with_all_that_both_had(library: Library) -> None:
    document = add(library, manuscript("A Zugpflicht hurts.", "Zugzwang is a duty to move.")).id
    for term in (BIND, DUTY, TEMPO):
        library.glossary.add(term)
    kept = library.definitions.add("zugzwang", place(library, document, "Zugzwang is"), "Zugzwang is")
    moved = library.definitions.add("duty to move", place(library, document, "A Zugpflicht hurts."), "It hurts.")
    merge = library.glossary.merge("zugzwang", "duty to move")
    assert library.glossary.term("Zugpflicht") == merge.merged
    assert merge.merged == Term(
        "zugzwang",
        "A bind.\n\nA duty.",
        "chess",
        ("bind", "duty to move", "Zugpflicht"),
        ("ZZ", "ZP"),
        ("tempo", "clock"),
        ("own wording", "Lasker (1895)"),
    )
    assert library.glossary.find("tempo").related == ("zugzwang",)
    assert {each.id for each in library.definitions.of_term("zugzwang")} == {kept.id, moved.id}
    finish(library.glossary.refresh())
    assert {each.term for each in library.glossary.mentions(document)} >= {"zugzwang"}
    assert library.glossary.counts(document)["zugzwang"] == (3, 1)
    library.glossary.unmerge(merge)
    finish(library.glossary.refresh())
    assert [library.glossary.find(term.name) for term in (BIND, DUTY, TEMPO)] == [BIND, DUTY, TEMPO]
    assert [each.id for each in library.definitions.of_term("duty to move")] == [moved.id]
    assert library.glossary.counts(document)["duty to move"] == (2, 1)
    assert [each.did for each in library.history.of_entry("duty to move")] == ["added", "merged", "added"]


def test_what_cannot_be_merged_is_refused_and_nothing_changes(library: Library) -> None:
    library.glossary.add(BIND)
    terms = library.glossary.terms()
    with pytest.raises(CompanionError, match="itself"):
        library.glossary.merge("zugzwang", "zugzwang")
    with pytest.raises(NotFound):
        library.glossary.merge("zugzwang", "no such entry")
    assert library.glossary.terms() == terms


def test_a_merged_entry_counts_wherever_one_of_both_did(library: Library, report: str) -> None:
    library.glossary.add(replace(BIND, scope=within_document(report)))
    library.glossary.add(DUTY)
    assert library.glossary.merge("zugzwang", "duty to move").merged.scope == EVERYWHERE


def test_a_bundled_entry_that_was_merged_does_not_come_back_by_itself(library: Library) -> None:
    one, two, *_ = library.glossary.terms()
    library.glossary.merge(one.name, two.name)
    library.glossary.update_bundled([one, two], "newer")
    assert two.name not in {term.name for term in library.glossary.terms()}
