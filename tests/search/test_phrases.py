# SPDX-License-Identifier: MIT
"""Phrases are words that stand together unusually often."""

import math
import random
from pathlib import Path

import numpy as np
import pytest

from companion.search.opening import open_index
from companion.search.phrases import find_phrases, log_likelihood, main, read_phrases
from tests.search.small_library import SmallLibrary

WORDS = ["alpha", "beta", "gamma", "delta", "zeta", "eta", "theta", "iota", "kappa", "the", "of", "and"]


@pytest.fixture
def library(tmp_path: Path) -> SmallLibrary:
    library, chance = SmallLibrary(tmp_path / "library"), random.Random(5)
    for number in range(4):
        texts = [" ".join(chance.choices(WORDS, k=60)) for _ in range(12)]
        texts[0] += " the strategic stability of missile defences and the balance of power"
        texts[1] += " strategic stability. Missile defence. Strategic. Balance of power"
        library.put(f"d{number}", texts)
        library.bring_up()
    library.drop("d3")
    library.bring_up()
    return library


def test_words_that_belong_together_are_found_with_their_places_and_documents(library: SmallLibrary) -> None:
    found = {each.phrase: each for each in find_phrases(open_index(library.index).segments)}
    assert {"strategic stability", "balance of power"} <= set(found)
    assert (found["strategic stability"].places, found["strategic stability"].documents) == (6, 3)
    forms = [each for name, each in found.items() if name in ("missile defence", "missile defences")]
    assert [each.places for each in forms] == [6]
    assert not [name for name in found if {"the", "of", "and"} & {name.split()[0], name.split()[-1]}]
    assert not [name for name in found if name.endswith("the balance")]


def test_a_phrase_has_as_many_places_as_its_concordance(library: SmallLibrary) -> None:
    phrases = find_phrases(open_index(library.index).segments)
    with library.searcher() as searcher:
        for phrase in phrases:
            assert searcher.concordance(f'"{phrase.phrase}"').total == phrase.places


def test_the_ratio_is_that_of_the_four_counts() -> None:
    counts = np.array([30]), np.array([50]), np.array([40])
    table = ((30, 20), (10, 940))
    total, expected = 1000, 0.0
    for row, seen in enumerate(table):
        for column, number in enumerate(seen):
            chance = sum(table[row]) * (table[0][column] + table[1][column]) / total
            expected += 2 * number * math.log(number / chance)
    assert log_likelihood(*counts, total)[0] == pytest.approx(expected)
    assert log_likelihood(np.array([1]), np.array([500]), np.array([500]), 1000)[0] == 0


def test_the_process_keeps_what_it_found_with_its_generation(library: SmallLibrary) -> None:
    assert read_phrases(library.index) == (0, [])
    assert main([str(library.index)]) == 0
    generation, phrases = read_phrases(library.index)
    assert generation == open_index(library.index).generation
    assert phrases == find_phrases(open_index(library.index).segments)
    (library.index / "phrases.json").write_text("{}")
    assert read_phrases(library.index) == (0, [])
