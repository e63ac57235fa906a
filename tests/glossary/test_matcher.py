# SPDX-License-Identifier: MIT
"""Terms are found where they stand, and nowhere else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.glossary.matcher import Matcher
from companion.glossary.model import Mention, Term
from tests.glossary.checked import checked_passages, checked_terms


def standing(names: str | list[str], text: str) -> list[str]:
    """What of `text` is marked when these are the names of one term each."""
    terms = [Term(name, "") for name in ([names] if isinstance(names, str) else names)]
    return [text[m.start : m.start + m.length] for m in Matcher(terms).mentions(text)]


@pytest.mark.parametrize(
    ("name", "text", "marked"),
    [
        ("security dilemma", "A security dilemma; two Security Dilemmas.", ["security dilemma", "Security Dilemmas"]),
        ("missile defence", "Missile defense and missile\u00a0defences", ["Missile defense", "missile\u00a0defences"]),
        ("missile defense", "missile defence", ["missile defence"]),
        ("battle management loop", "the battle-management loops", ["battle-management loops"]),
        ("hit-to-kill", "hit to kill, hit\u2011to\u2011kill", ["hit to kill", "hit\u2011to\u2011kill"]),
        ("re-entry vehicle", "reentry vehicles and a re-entry vehicle", ["reentry vehicles", "re-entry vehicle"]),
        ("S-400", "an S-400, an S400 and an S 400", ["S-400", "S400", "S 400"]),
        ("technology", "of many technologies", ["technologies"]),
        ("crisis", "crises and a crisis", ["crises", "crisis"]),
        ("loss", "a loss, losses, loose", ["loss", "losses"]),
        ("basis", "bases, the basis, based, bass", ["bases", "basis"]),
        ("interceptor", "the interceptor’s range, an interceptor's", ["interceptor’s", "interceptor's"]),
        ("deterrence", "a deterrent deters", []),
        ("basing", "based on bases", []),
        ("organization", "an organ; organisations", ["organisations"]),
        ("arms race", "arms. Race; arms, race; arms — race", []),
        ("arms race", "a heading about arms\nrace of another block", []),
        ("naïve", "NAIVE and nai\u0308ve", ["NAIVE", "nai\u0308ve"]),
        ("command, control", "command, control; command control", ["command, control"]),
        ("C++", "C and C++", ["C++"]),
        ("Straße", "STRASSE", ["STRASSE"]),
        ("договор", "Договор", ["Договор"]),
    ],
)
def test_a_name_stands_in_its_forms(name: str, text: str, marked: list[str]) -> None:
    assert standing(name, text) == marked


@pytest.mark.parametrize(
    ("name", "text", "marked"),
    [
        ("WHO", "WHO knows who", ["WHO"]),
        ("ICBM", "ICBM, ICBMs, ICBM's, icbm, Icbms", ["ICBM", "ICBMs", "ICBM's"]),
        ("GBI", "GBIs and GBI", ["GBIs", "GBI"]),
        ("SSBN", "SSBNs", ["SSBNs"]),
        ("ICBMs", "one ICBM", ["ICBM"]),
        ("START", "to start START", ["START"]),
        ("New START", "a new start; New START; new START", ["New START"]),
        ("U.S.", "U.S. and US, not us", ["U.S.", "US"]),
        ("SM-3", "SM-3s, SM 3, sm-3", ["SM-3s", "SM 3"]),
    ],
)
def test_a_name_of_capitals_stands_only_as_it_is_written(name: str, text: str, marked: list[str]) -> None:
    assert standing(name, text) == marked


def test_the_longest_name_wins_and_names_do_not_overlap() -> None:
    names = ["missile", "missile defence", "defence system", "missile defence system architecture"]
    assert standing(names, "a missile defence system") == ["missile defence"]
    assert standing(names, "the missile and defence systems") == ["missile", "defence systems"]


def test_a_stricter_name_is_preferred_at_the_same_words() -> None:
    terms = [Term("start", ""), Term("New Strategic Arms Reduction Treaty", "", abbreviations=("START",))]
    found = Matcher(terms).mentions("We start with START.")
    assert [mention.term for mention in found] == ["start", "New Strategic Arms Reduction Treaty"]


def test_a_mention_counts_code_points_and_bears_the_name_of_its_term() -> None:
    term = Term("anti-ballistic missile", "", aliases=("missile killer",), abbreviations=("ABM",))
    text = "🚀 An ABM is no missile killer."
    assert Matcher([term]).mentions(text) == [
        Mention("anti-ballistic missile", text.index("ABM"), 3),
        Mention("anti-ballistic missile", text.index("missile"), 14),
    ]


def test_of_two_terms_with_one_name_the_first_has_it() -> None:
    terms = [Term("loop", ""), Term("noose", "", aliases=("loop",))]
    assert [mention.term for mention in Matcher(terms).mentions("a loop")] == ["loop"]


def test_terms_of_another_language_are_found_by_its_stems() -> None:
    text = "О стратегических стабильностях и договорах."
    matcher = Matcher([Term("стратегическая стабильность", ""), Term("договор", "")], "ru")
    assert [mention.term for mention in matcher.mentions(text)] == ["стратегическая стабильность", "договор"]


HOSTILE = [
    "(a+)+$",
    "",
    " ",
    "...",
    "a" * 100_000,
    "ß",
    "İ",
    "👍",
    "\0",
    ".*",
    "[",
    "\\",
    "x" * 199,
    "a b " * 40,
    "'",
    "’s",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    text = "aaaa aaaa! A (a+)+$ ß SS İ i 👍 .* a b [ \\ ' " + "a" * 5_000 + " " + name
    start = time.thread_time()
    for mention in Matcher([Term("keep", "", aliases=(name,))]).mentions(text):
        assert text[mention.start : mention.start + mention.length].casefold().split()
    assert time.thread_time() - start < 1
    assert standing(["(a+)+$"], text).count("a") == 0
    assert standing("(a+)+$", text) == ["(a+)+$"] * (1 + (name == "(a+)+$"))


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=80), st.booleans())
def test_mentions_are_in_order_apart_and_within_the_text(names: list[str], text: str, joined: bool) -> None:
    text = text + " ".join(names) if joined else text
    end = 0
    for mention in Matcher([Term(name, "") for name in names]).mentions(text):
        assert mention.start >= end
        assert mention.length > 0
        end = mention.start + mention.length
    assert end <= len(text)


@given(
    st.lists(st.from_regex(r"[b-df-hj-np-rt-xz]{3,8}", fullmatch=True), min_size=1, max_size=4), st.text(max_size=20)
)
def test_every_name_stands_in_a_text_that_has_it(parts: list[str], around: str) -> None:
    name = " ".join(parts)
    assert name in standing(name, f"{around}\n{name}\n{around}")


def test_a_hundred_times_the_terms_take_little_more_time() -> None:
    text = " ".join(f"some word{n % 20_000} thing{n % 89} and more of it." for n in range(3_000))

    def seconds(terms: int) -> float:
        matcher = Matcher(Term(f"word{n} thing{n % 97}", "") for n in range(terms))
        matcher.mentions(text)  # the words are folded once; tests/benchmarks/glossary.py measures in earnest
        start = time.thread_time()
        assert matcher.mentions(text)
        return time.thread_time() - start

    assert seconds(10_000) < 5 * seconds(100) + 0.05


@pytest.mark.parametrize("text", ["an inter-agency group", "non‑agency staff", "the un-agency"])
def test_a_word_behind_a_prefix_is_another_word(text: str) -> None:
    assert Matcher([Term("agency", "")]).mentions(text) == []
    assert len(Matcher([Term("agency", "")]).mentions("an intelligence-agency report")) == 1


def test_mentions_agree_with_passages_checked_by_eye() -> None:
    matcher = Matcher(checked_terms())
    passages = checked_passages()
    found = [set(matcher.mentions(passage.text)) for passage in passages]
    right = sum(len(mentions & passage.mentions) for mentions, passage in zip(found, passages, strict=True))
    assert len(passages) == 60
    assert right >= 0.99 * sum(map(len, found))
    assert right >= 0.97 * sum(len(passage.mentions) for passage in passages)


@pytest.mark.parametrize("name", ["(a+)+$", "x" * 100_000, "ß", "İ", "İstanbul ẞ", "a|b", ".*", "\\", "C++", "[", "ﬁ"])
def test_any_name_is_data(name: str) -> None:
    matcher = Matcher([Term(name, "")])
    for text in (f"see {name} here", name, "a" * 1_000, "aaaa ss i̇ SS"):
        for mention in matcher.mentions(text):
            assert 0 <= mention.start < mention.start + mention.length <= len(text)
    short = len(name) <= 200 and any(map(str.isalnum, name))
    assert [each.length for each in matcher.mentions(f"see {name} here")] == ([len(name)] if short else [])
