# SPDX-License-Identifier: MIT
"""What the bundled glossary holds: its form, its links and sources, its reading ease, and how it meets the summary."""

import re
from collections import Counter
from pathlib import Path

import pytest

from companion.document.model import join_texts
from companion.glossary.bundled import bundled_terms
from companion.glossary.matcher import Matcher
from companion.glossary.model import Mention, Term
from companion.importers.markdown import read
from companion.importers.source import Source
from companion.paths import resources_folder

GOLDEN = Path(__file__).parent / "golden"
CATEGORIES = {"concept", "system", "weapon", "sensor", "technology", "treaty", "institution", "strategy", "law"}
OWN = "own wording"
TERMS = bundled_terms()
BY_NAME = {term.name: term for term in TERMS}
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")

# What the readers of this field expect to find, by any name it has.
SUBJECTS = """
strategic stability; crisis stability; arms race stability; first-strike stability; deterrence; extended deterrence
deterrence by denial; deterrence by punishment; mutual assured destruction; MAD; second strike; first strike
security dilemma; arms race; offence-defence balance; escalation; nuclear-conventional entanglement
missile defence; air and space defence; integrated air and missile defence; national missile defence; IAMD; TMD
layered defence; boost phase; ascent phase; midcourse phase; terminal phase; point defence; area defence
sensor; radar; phased-array radar; X-band radar; over-the-horizon radar; early warning; early-warning satellite; SBIRS
interceptor; kill vehicle; hit-to-kill; decoy; countermeasure; penetration aid; chaff; decoys and countermeasures; MIRV
battle management; battle management loop; unified loop; command and control; C2BMC; kill chain; human in the loop
ballistic missile; cruise missile; ICBM; SLBM; IRBM; hypersonic weapon; hypersonic glide vehicle; UAV
loitering munition; directed-energy weapon; laser weapon; high-power microwave; electromagnetic launcher; railgun
particle beam; anti-satellite weapon; space weapon; space-based interceptor; space debris; outer space security
forward deployment; basing mode; missile silo; mobile launcher
GMD; GBI; NGI; Aegis BMD; Aegis Ashore; SM-3; THAAD; Patriot missile; SDI; Safeguard ABM; Golden Dome
A-35; A-135; A-235; S-300; S-400; S-500; Voronezh radar; Don-2N; Avangard; Kinzhal; Peresvet
Chinese missile defence; HQ-9; DF-17; Iron Dome; David's Sling; Arrow 3; Indian missile defence; Mission Shakti
Japanese missile defence; KAMD; SAMP/T; European Sky Shield Initiative; EPAA; NATO missile defence; IRIS-T
ABM Treaty; SALT I; SALT II; START; START II; SORT; New START; INF Treaty; CTBT; NPT; PTBT; TPNW; MTCR; HCOC
Outer Space Treaty; PPWT; PAROS; CFE Treaty; Open Skies Treaty; Vienna Document; Wassenaar Arrangement; UNSCR 1540
arms control; disarmament; proliferation; verification regime; national technical means; on-site inspection
confidence-building measure; transparency measure; data exchange; crisis hotline; launch notification; JDEC
MDA; NATO; IAEA; Valdai Discussion Club; OSCE; Conference on Disarmament; NORAD
cruise missile defence; counter-drone system; jamming; radar cross-section; rules of engagement; CEP; warning time
Registration Convention; Threshold Test Ban Treaty; NSG; negative security assurance; nuclear-weapon-free zone
BWC; CWC; fissile material; HQ-19; Yars; Bulava; Oreshnik; Status-6; tactical data link
Missile Defense Review; Nuclear Posture Review; Russian nuclear doctrine; no first use; launch on warning
"""

# The technical terms of the seed, picked by hand, each with the entry that explains it.
SEED_TERMS = {
    "missile defense": "missile defence",
    "ballistic missiles": "ballistic missile",
    "cruise missiles": "cruise missile",
    "aerial threats": "air threat",
    "radar systems": "radar",
    "interceptors": "interceptor",
    "command and control networks": "command and control",
    "critical assets": "critical asset list",
    "arms race": "arms race",
    "offensive and defensive arms race": "arms race",
    "missile threats": "missile threat",
    "destabilization": "destabilisation",
    "arms control": "arms control",
    "unified battle management loops": "battle management loop",
    "space and air defense": "air and space defence",
    "strategic stability": "strategic stability",
    "air and space security": "air and space defence",
    "proliferation": "proliferation",
    "laser missiles": "laser weapon",
    "electromagnetic defense systems": "electromagnetic weapon",
    "forward deployment": "forward deployment",
    "escalate": "escalation",
    "missile architecture": "missile defence architecture",
    "security dilemma": "security dilemma",
    "Sensor technologies": "sensor",
}

# Terms on which the field disagrees, with those whose views an entry must name.
DISPUTED = {
    "strategic stability": ("Russian", "Chinese", "American"),
    "escalate to de-escalate": ("Russian officials", "Nuclear Posture Review"),
    "rogue state": ("critics",),
    "mutual assured destruction": ("Jervis",),
    "offence-defence balance": ("Critics",),
    "countermeasure": ("Sessler", "Missile Defense Agency"),
    "missile defence test": ("Officials", "critics"),
    "Patriot missile system": ("Army", "Postol"),
    "hypersonic weapon": ("Tracy and Wright", "military officials"),
    "NATO ballistic missile defence": ("NATO", "Russia"),
    "ABM Treaty": ("United States", "Russia"),
    "fissile material": ("Pakistan", "India"),
    "anti-access/area denial": ("Navy", "Russian authors"),
}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(TERMS)


@pytest.fixture(scope="module")
def summary() -> str:
    file = resources_folder() / "report" / "summary.md"
    sections = read(Source(file.read_bytes(), file.name)).sections
    return join_texts(block for section in sections for block in section.blocks)


def sentences(term: Term) -> list[str]:
    return SENTENCE.split(term.definition)


def test_there_are_at_least_390_entries_in_alphabetical_order() -> None:
    names = [term.name for term in TERMS]
    assert len(names) >= 390
    assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize("subject", [part.strip() for part in re.split(r"[;\n]", SUBJECTS) if part.strip()])
def test_every_subject_of_the_field_has_an_entry(subject: str, matcher: Matcher) -> None:
    assert [mention.length for mention in matcher.mentions(subject)] == [len(subject)]


def test_an_entry_has_the_form_of_an_entry() -> None:
    for term in TERMS:
        assert term.category in CATEGORIES, term.name
        assert 2 <= len(sentences(term)) <= 5, term.name
        assert 120 <= len(term.definition) <= 900, term.name
        assert re.fullmatch(r"[A-Z0-9].*\.", term.definition), term.name
        assert not re.search(r"\s[,.;:]|[,;:]{2}|\s{2}", term.definition), term.name
        assert len(set(term.names)) == len(term.names), term.name
        assert all(name == " ".join(name.split()) != "" for name in term.names), term.name
        assert not any(" " in abbreviation for abbreviation in term.abbreviations), term.name


def test_an_entry_reads_easily() -> None:
    for term in TERMS:
        lengths = [len(sentence.split()) for sentence in sentences(term)]
        assert sum(lengths) / len(lengths) < 32, term.name
        assert max(lengths) <= 52, term.name


def test_definitions_read_easily_on_the_whole() -> None:
    lengths = [len(sentence.split()) for term in TERMS for sentence in sentences(term)]
    assert sum(lengths) / len(lengths) < 20


def test_related_terms_are_other_entries_and_few_enough_to_look_at() -> None:
    for term in TERMS:
        assert 2 <= len(term.related) <= 12, term.name
        assert len(set(term.related)) == len(term.related), term.name
        assert set(term.related) <= BY_NAME.keys() - {term.name}, term.name


def test_nearly_every_relation_is_mutual() -> None:
    pairs = {(term.name, other) for term in TERMS for other in term.related}
    assert sum((other, name) in pairs for name, other in pairs) >= 0.95 * len(pairs)


def test_every_name_leads_to_its_own_entry_and_to_no_other() -> None:
    # Also the other way round: where two terms share a name, the first one has it.
    for order in (TERMS, TERMS[::-1]):
        matcher = Matcher(order)
        for term in order:
            for name in term.names:
                assert matcher.mentions(name) == [Mention(term.name, 0, len(name))]


def test_no_alias_repeats_what_the_matcher_knows_by_itself() -> None:
    for term in TERMS:
        for alias in term.aliases:
            others = tuple(other for other in term.aliases if other != alias)
            rest = Matcher([Term(term.name, term.definition, aliases=others, abbreviations=term.abbreviations)])
            assert Mention(term.name, 0, len(alias)) not in rest.mentions(alias), f"{alias} ({term.name})"


def test_sources_are_works_with_a_year_or_our_own_wording() -> None:
    undated = re.compile(
        r"^(Joint Publication \d-\d\d?, |DOD Dictionary |Congressional Research Service, .*\([RL]+\d+\)$)"
    )
    for term in TERMS:
        assert term.sources, term.name
        assert OWN not in term.sources[:-1], f"{term.name}: our own wording comes last"
        for source in term.sources:
            dated = re.search(r"\b(19|20)\d\d\b|\bannual\b", source) or undated.match(source)
            assert source == OWN or dated, f"{term.name}: {source}"


def test_a_work_is_cited_in_one_way_only() -> None:
    cited = Counter(source for term in TERMS for source in term.sources)
    folded = Counter(re.sub(r"\W+", " ", source).casefold().strip() for source in cited)
    assert [source for source, times in folded.items() if times > 1] == []


@pytest.mark.parametrize(("name", "sides"), DISPUTED.items())
def test_a_disputed_term_says_that_it_is_and_by_whom(name: str, sides: tuple[str, ...]) -> None:
    definition = BY_NAME[name].definition
    assert re.search(
        r"disput|divided|deny|denies|reject|repl|doubt|critic|Critic|does not accept|mistake", definition
    ), name
    assert all(side in definition for side in sides)


def test_definitions_are_in_british_spelling() -> None:
    american = re.compile(r"\b(?:defense|offense|center|program|theater|maneuver\w*|armor\w*|color)\b")
    for term in TERMS:
        assert american.findall(term.definition.replace("electromagnetic defense systems", "")) == [], term.name


@pytest.mark.parametrize(("words", "name"), SEED_TERMS.items())
def test_every_technical_term_of_the_summary_is_marked(words: str, name: str, summary: str, matcher: Matcher) -> None:
    marked = {(summary[found.start : found.start + found.length], found.term) for found in matcher.mentions(summary)}
    assert (words, name) in marked


def test_the_summary_is_marked_as_we_approved_it(summary: str, matcher: Matcher) -> None:
    marked = [
        f"{summary[found.start : found.start + found.length]}\t{found.term}" for found in matcher.mentions(summary)
    ]
    assert marked == (GOLDEN / "summary_mentions.tsv").read_text("utf-8").splitlines()
