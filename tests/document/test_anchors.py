# SPDX-License-Identifier: MIT
"""Anchors: made, and found again in the next edition."""

import json
import random
import re
from collections import Counter
from itertools import pairwise
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.anchors import CONTEXT, QUOTE_LIMIT, Location, find_quote, locate, locate_all, make_anchor
from companion.document.bookmark import AnchorState
from companion.document.model import Anchor
from tests.corpora import corpora

REPORT = (
    "Missile defense is a critical component of national security. It employs radar systems, interceptors and "
    "command networks to neutralise incoming threats.\n"
    "The authors focus on the creation of unified battle management loops for space and air defense.\n"
    "The security dilemma comes immediately to mind, they write: “a shield invites a better spear” (2023).\n"
    "In general, the report is comprehensive and quite detailed."
)


def anchor(quote: str, text: str = REPORT) -> Anchor:
    start = text.index(quote)
    return make_anchor("d", text, start, start + len(quote))


def found(location: Location, text: str) -> str:
    return text[location.start : location.end]


def test_an_anchor_keeps_the_quote_and_the_words_around_it() -> None:
    made = anchor("security dilemma")
    assert made.quote == "security dilemma"
    assert made.prefix == REPORT[: made.start][-CONTEXT:]
    assert made.suffix == REPORT[made.end :][:CONTEXT]


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 4), (0, 1_000_000)])
def test_a_range_outside_the_text_cannot_be_anchored(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is not a range"):
        make_anchor("d", REPORT, start, end)


@given(st.text(), st.data())
def test_every_range_of_the_same_text_is_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    here = locate(make_anchor("d", text, start, end), text)
    if text:
        assert (here.start, here.end, here.state) == (start, end, AnchorState.EXACT)


@given(st.text(), st.text(), st.data())
def test_whatever_the_new_text_is_the_location_lies_within_it(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    here = locate(make_anchor("d", old, start, end), new)
    assert 0 <= here.start <= here.end <= len(new)
    assert 0 <= here.score <= 1.000_001


@given(st.text(max_size=300), st.data())
def test_a_paragraph_put_before_everything_moves_every_anchor_by_its_length(added: str, data: st.DataObject) -> None:
    added += "\n"
    start = data.draw(st.integers(0, len(REPORT) - 30))
    here = locate(make_anchor("d", REPORT, start, start + 30), added + REPORT)
    assert (here.start, here.end) == (start + len(added), start + len(added) + 30)
    assert here.state is AnchorState.MOVED


def test_of_two_equal_words_the_one_among_the_same_words_is_meant() -> None:
    old = "The first loop is closed. The second loop is open."
    new = "A loop. Now the second loop is open. The first loop is closed."
    here = locate(make_anchor("d", old, old.index("loop is open"), old.index("loop is open") + 4), new)
    assert here.start == new.index("loop is open")


def test_a_short_quote_without_its_words_around_it_is_lost_rather_than_guessed() -> None:
    new = "Nothing is as it was. A loop of rope lies here, and a loop of wire is there, in quite another place."
    assert locate(anchor("loop"), new).state is AnchorState.LOST


def test_part_of_a_word_is_not_taken_for_the_word() -> None:
    old, new = "See the port of Rome today.", "See the report of Rome today."
    here = locate(anchor("port", old), new)
    assert found(here, new) != "port"


def test_a_long_quote_that_stands_once_is_found_without_the_words_around_it() -> None:
    sentence = "The authors focus on the creation of unified battle management loops for space and air defense."
    new = f"Another opening altogether.\n{sentence}\nAnd an ending of another kind."
    here = locate(anchor(sentence), new)
    assert (found(here, new), here.state) == (sentence, AnchorState.MOVED)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("battle management loops", "battle manage-\nment loops"),
        ("security dilemma comes immediately", "security\n   dilemma comes\u00a0immediately"),
        ("“a shield invites a better spear” (2023).", '"a shield invites a better spear" (2023).'),
        ("neutralise incoming threats", "Neutralise Incoming Threats"),
    ],
)
def test_new_line_breaks_hyphens_quotation_marks_and_capitals_are_not_another_wording(old: str, new: str) -> None:
    text = "A new foreword.\n" + REPORT.replace(old, new)
    here = locate(anchor(old), text)
    assert here.state is AnchorState.MOVED
    assert found(here, text).strip('"') == new.strip('"')


def test_a_reworded_sentence_is_found_from_its_first_word_to_its_last() -> None:
    sentence = "The authors focus on the creation of unified battle management loops for space and air defense."
    other = "All the authors focus on creating unified battle management loops for space, cyber and air defenses."
    text = "A new foreword.\n" + REPORT.replace(sentence, other)
    here = locate(anchor(sentence), text)
    assert here.state is AnchorState.REWORDED
    assert found(here, text) == other
    assert here.score >= 0.8


def test_a_deleted_sentence_is_lost_and_keeps_its_old_range() -> None:
    sentence = "The security dilemma comes immediately to mind, they write: “a shield invites a better spear” (2023).\n"
    made = anchor(sentence)
    here = locate(made, REPORT.replace(sentence, ""))
    assert (here.start, here.state, here.score) == (made.start, AnchorState.LOST, 0.0)


def test_a_sentence_that_took_the_place_of_another_is_not_the_other() -> None:
    sentence = "The authors focus on the creation of unified battle management loops for space and air defense."
    text = REPORT.replace(sentence, "Experts doubt that treaties could ever keep pace with lasers or new engines.")
    assert locate(anchor(sentence), text).state is AnchorState.LOST


def test_a_point_stays_between_the_words_around_it() -> None:
    at = REPORT.index("The security dilemma")
    point = make_anchor("d", REPORT, at, at)
    assert locate(point, REPORT) == Location(at, at, AnchorState.EXACT, 1.0)
    text = "A new foreword.\n" + REPORT
    here = locate(point, text)
    assert (here.start, here.end, here.state) == (text.index("The security"), here.start, AnchorState.MOVED)


def test_a_point_stays_with_the_words_after_it_when_a_paragraph_is_put_before_them() -> None:
    at = REPORT.index("The security dilemma")
    text = REPORT[:at] + "A paragraph that nobody has seen before stands here now.\n" + REPORT[at:]
    here = locate(make_anchor("d", REPORT, at, at), text)
    assert here.start == text.index("The security dilemma")


def test_a_point_among_changed_words_is_found() -> None:
    at = REPORT.index("In general")
    text = REPORT.replace("spear” (2023)", "spears” (2024)").replace("In general, the report", "In general the reports")
    here = locate(make_anchor("d", REPORT, at, at), text)
    assert text[here.start :].startswith("In general")


def test_a_long_quote_is_cut_but_its_range_is_found_whole() -> None:
    old = " ".join(f"Sentence number {n} says what it says." for n in range(600))
    start, end = old.index("Sentence number 50 "), old.index(" Sentence number 450 ")
    made = make_anchor("d", old, start, end)
    assert len(made.quote) == QUOTE_LIMIT
    assert locate(made, old) == Location(start, end, AnchorState.EXACT, pytest.approx(1.0))
    new = "A foreword. " + old.replace("number 300 says", "number 300 no longer says")
    here = locate(made, new)
    assert found(here, new).startswith("Sentence number 50 ")
    assert found(here, new).endswith("Sentence number 449 says what it says.")
    assert here.state is AnchorState.REWORDED


def test_a_long_range_whose_beginning_or_end_is_gone() -> None:
    old = " ".join(f"Sentence number {n} says what it says." for n in range(600))
    made = make_anchor("d", old, 0, old.index(" Sentence number 450 "))
    assert locate(made, "Nothing of it is left here.").state is AnchorState.LOST
    here = locate(made, old[: old.index(" Sentence number 300 ")] + " It ends otherwise.")
    assert (here.start, here.state) == (0, AnchorState.REWORDED)
    assert here.end == len(old[: old.index(" Sentence number 300 ")] + " It ends otherwise.")


def test_a_point_is_found_by_what_precedes_it_where_what_follows_is_new() -> None:
    at = REPORT.index("The security dilemma")
    text = "A new foreword.\n" + REPORT[:at] + "Something that nobody has ever read before ends it."
    here = locate(make_anchor("d", REPORT, at, at), text)
    assert (here.start, here.state) == (text.index("Something"), AnchorState.MOVED)


def test_an_anchor_of_an_empty_text_has_nothing_to_be_known_by() -> None:
    assert locate(make_anchor("d", "", 0, 0), "Something.").state is AnchorState.LOST
    assert locate(anchor("security dilemma"), "") == Location(0, 0, AnchorState.LOST, 0.0)


def test_a_text_of_one_letter_a_million_times_is_no_trap() -> None:
    made = make_anchor("d", "b" + "a" * 5_000 + "c", 1, 3_000)
    assert locate(made, "a" * 1_000_000).state is AnchorState.LOST


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("security dilemma", "security dilemma"),
        ("curity dil", "curity dil"),
        ("Security\n Dilemma", "security dilemma"),
        ('"a shield invites a better spear"', "“a shield invites a better spear”"),
        ("insecurity dilemma", None),
        ("ecurity Dilemma", None),
        ("", None),
        ("…", None),
    ],
)
def test_a_quotation_is_found_by_its_words_whatever_its_marks_and_capitals(quote: str, words: str | None) -> None:
    place = find_quote(quote, REPORT)
    assert (place and REPORT[slice(*place)].strip("“”")) == (words and words.strip("“”"))


@pytest.mark.parametrize(
    ("profile", "least", "wrong"),
    [("light", 0.99, 0.002), ("moved", 0.985, 0.002), ("moderate", 0.975, 0.002), ("heavy", 0.80, 0.01)],
)
def test_sentences_survive_editing(profile: str, least: float, wrong: float) -> None:
    text = (corpora() / "policy" / "nss" / "1998_national_security_strategy.txt").read_text("utf-8", "replace")
    sentences = re.split(r"(?<=[.;:]) ", " ".join(text[:150_000].split()))
    counts = Counter[str]()
    for seed in range(2):
        counts += Editor(random.Random(seed), sentences).trial(profile, 250)
    assert counts["right"] / counts["alive"] >= least
    assert counts["wrong"] / counts["alive"] <= wrong
    assert counts["deleted but found"] <= 0.03 * counts["deleted"] + 1


class Editor:
    """Edits a text sentence by sentence and remembers where each one went."""

    # share of sentences edited, deleted and inserted, share of the text moved three times, share of words edited
    PROFILES: ClassVar[dict[str, tuple[float, ...]]] = {
        "light": (0.05, 0.01, 0.01, 0.0, 0.1),
        "moved": (0.1, 0.02, 0.02, 0.1, 0.1),
        "moderate": (0.2, 0.05, 0.05, 0.0, 0.15),
        "heavy": (0.5, 0.15, 0.15, 0.0, 0.2),
    }

    def __init__(self, chance: random.Random, sentences: list[str]) -> None:
        self.chance = chance
        self.sentences = sentences
        self.words = " ".join(sentences).split()

    def trial(self, profile: str, anchors: int) -> Counter[str]:
        old, places = join(list(enumerate(self.sentences)))
        new, now = join(self.edit(*self.PROFILES[profile]))
        chosen = self.chance.choices([n for n, (start, end) in places.items() if 30 < end - start < 300], k=anchors)
        made = [make_anchor("d", old, *places[n]) for n in chosen]
        counts = Counter[str]()
        for n, one, here in zip(chosen, made, locate_all(made, new), strict=True):
            placed = here.state is not AnchorState.LOST
            same = found(here, new) == one.quote
            if n not in now:
                counts["deleted"] += 1
                counts["deleted but found"] += placed and not same
                continue
            counts["alive"] += 1
            start, end = now[n]
            shared = max(0, min(end, here.end) - max(start, here.start))
            right = same or shared >= 0.5 * (max(end, here.end) - min(start, here.start))
            counts["right"] += placed and right
            counts["wrong"] += placed and not right
        return counts

    def edit(self, edited: float, deleted: float, inserted: float, moved: float, share: float) -> list[tuple[int, str]]:
        result: list[tuple[int, str]] = []
        for number, sentence in enumerate(self.sentences):
            if self.chance.random() < deleted:
                continue
            result.append((number, self.reword(sentence, share) if self.chance.random() < edited else sentence))
            if self.chance.random() < inserted:
                result.append((-1, " ".join(self.chance.choices(self.words, k=15))))
        for _ in range(3 if moved else 0):
            size = int(len(result) * moved)
            start = self.chance.randrange(len(result) - size)
            block = result[start : start + size]
            del result[start : start + size]
            target = self.chance.randrange(len(result))
            result[target:target] = block
        return result

    def reword(self, sentence: str, share: float) -> str:
        words = sentence.split()
        for _ in range(max(1, int(len(words) * share)) if len(words) > 3 else 0):
            at = self.chance.randrange(len(words))
            words[at : at + self.chance.choice((0, 1, 1))] = self.chance.choices(
                self.words, k=self.chance.choice((0, 1))
            )
            words = words or ["gone"]
        return " ".join(words)


def join(sentences: list[tuple[int, str]]) -> tuple[str, dict[int, tuple[int, int]]]:
    """The text of numbered sentences, and the range of each."""
    places, at = {}, 0
    for number, sentence in sentences:
        places[number] = (at, at + len(sentence))
        at += len(sentence) + 1
    places.pop(-1, None)
    return " ".join(sentence for _, sentence in sentences), places


def test_sentences_that_real_revisions_kept_are_found_in_the_same_words() -> None:
    chance = random.Random(11)
    kept = lost = 0
    for listing in sorted((corpora() / "revisions").glob("*/versions.json")):
        files = [listing.parent / version["file"] for version in json.loads(listing.read_text("utf-8"))["versions"]]
        texts = [file.read_text("utf-8") for file in files]
        for old, new in pairwise(texts):
            matches = re.finditer(r"[A-Z][^.\n]{60,300}\.", old)
            sentences = [match for match in matches if old.count(match[0]) == 1 == new.count(match[0])]
            chosen = chance.sample(sentences, min(6, len(sentences)))
            made = [make_anchor("d", old, *match.span()) for match in chosen]
            for one, here in zip(made, locate_all(made, new), strict=True):
                kept += 1
                if found(here, new) != one.quote:
                    lost += 1
    assert kept > 500
    assert lost == 0
