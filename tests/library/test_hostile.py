# SPDX-License-Identifier: MIT
"""Hostile glossaries, and hostile questions to the index, are answered or refused in one plain sentence."""

from companion.library.library import Library
from companion.work import finish
from tests.hostile.own import faults_of_glossaries, faults_of_queries


def test_hostile_glossaries_are_read_or_refused_in_time() -> None:
    assert list(faults_of_glossaries()) == []


def test_hostile_queries_are_answered_or_refused_in_time(library: Library) -> None:
    finish(library.index.update())
    assert list(faults_of_queries(library)) == []
