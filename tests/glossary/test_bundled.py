# SPDX-License-Identifier: MIT
"""The bundled glossary is read, and what is wrong with a file is said."""

import pytest

from companion.glossary.bundled import GlossaryFormatError, bundled_terms, bundled_version, read_terms
from companion.glossary.model import Term

WHOLE = """
[[term]]
name = "security dilemma"
aliases = ["spiral model"]
abbreviations = ["SD"]
category = "concept"
definition = '''
What one state does for its safety
makes another less safe.'''
related = ["arms race"]
sources = ["Jervis, R. (1978). Cooperation under the Security Dilemma. World Politics 30(2)"]

[[term]]
name = "arms race"
definition = "Two sides arm against each other."
"""


def test_a_term_is_read_with_all_that_it_has() -> None:
    dilemma, race = read_terms(WHOLE)
    assert dilemma == Term(
        "security dilemma",
        "What one state does for its safety makes another less safe.",
        "concept",
        ("spiral model",),
        ("SD",),
        ("arms race",),
        ("Jervis, R. (1978). Cooperation under the Security Dilemma. World Politics 30(2)",),
        "bundled",
    )
    assert race == Term("arms race", "Two sides arm against each other.", origin="bundled")


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("[[term]\n", "is not TOML"),
        ("[[terms]]\nname = 'x'", "holds 'terms'"),
        ("[term]\nname = 'x'", "two brackets"),
        ("[[term]]\ndefinition = 'x'", "Term 1 (without a name) has no name"),
        ("[[term]]\nname = 'x'\ndefinition = ' '", "Term 1 (x) has no definition"),
        ("[[term]]\nname = 7\ndefinition = 'x'", "name should be a text"),
        ("[[term]]\nname = 'x'\ndefinition = 'y'\naliases = 'z'", "aliases should be a list of texts"),
        ("[[term]]\nname = 'x'\ndefinition = 'y'\nsources = ['']", "sources should be a list of texts"),
        ("[[term]]\nname = 'x'\ndefinition = 'y'\nalias = ['z']", "has 'alias', which no term has"),
        ("[[term]]\nname = 'x'\ndefinition = 'y'\n[[term]]\nname = 'x'\ndefinition = 'y'", "Two terms are called 'x'"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_entry_and_the_reason(toml: str, complaint: str) -> None:
    with pytest.raises(GlossaryFormatError) as caught:
        read_terms(toml)
    assert complaint in str(caught.value)


def test_an_empty_file_has_no_terms() -> None:
    assert read_terms("") == ()


def test_the_bundled_glossary_can_be_read_and_has_a_version() -> None:
    assert len(bundled_terms()) >= 60
    assert {term.origin for term in bundled_terms()} == {"bundled"}
    assert len(bundled_version()) == 16
