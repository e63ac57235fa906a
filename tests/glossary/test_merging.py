# SPDX-License-Identifier: MIT
"""Of two entries that mean the same becomes one that knows what both knew."""

from companion.glossary.merging import merged
from companion.glossary.model import Term

RADAR = Term("radar", "It sees.", "sensor", ("array",), ("RDR",), ("decoy", "radio locator"), ("A book",))
LOCATOR = Term("radio locator", "It hears.", "system", ("array", "locator"), ("RL",), ("radar", "sky"), ("A book", "B"))


def test_names_relatives_sources_and_words_come_together_each_once() -> None:
    both = merged(RADAR, LOCATOR)
    assert both.name == "radar"
    assert both.definition == "It sees.\n\nIt hears."
    assert both.category == "sensor"
    assert both.aliases == ("array", "radio locator", "locator")
    assert both.abbreviations == ("RDR", "RL")
    assert both.related == ("decoy", "sky")
    assert both.sources == ("A book", "B")


def test_the_same_words_are_not_said_twice_and_missing_ones_are_taken() -> None:
    assert merged(RADAR, Term("x", "It sees.")).definition == "It sees."
    assert merged(Term("x", ""), RADAR).definition == "It sees."
    assert merged(Term("x", ""), RADAR).category == "sensor"
