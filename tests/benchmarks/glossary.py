# SPDX-License-Identifier: MIT
"""How right and how fast the glossary is: mentions, abbreviations, and the marks of a large library after a change.

Run: python -m tests.benchmarks.glossary [--library MEGABYTES] [TEXT-FILE...]

Beside the matcher stand `re` with a tenth of the names, and, where the package pyahocorasick is installed, its
automaton over the same names: both know neither plurals nor spellings, and the automaton knows no words.
"""

import argparse
import importlib
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from companion.document import words
from companion.document.model import Block, BlockKind, Manuscript, Metadata, Run, Section
from companion.glossary import matcher
from companion.glossary.abbreviations import find_abbreviations
from companion.glossary.matcher import Matcher
from companion.glossary.model import Term
from companion.library.library import Library
from companion.work import finish
from tests.benchmarks.search_corpus import make_documents
from tests.corpora import corpora
from tests.glossary.checked import checked_passages, checked_terms
from tests.library.builders import add

TERMS = 10_000
SIZE = 1_000_000  # code points of the text
DOCUMENTS = 1_000
SMALL = 10_000  # bytes of a document of the library whose glossary changes
_REPORT = Path(__file__).resolve().parents[2] / "resources" / "report" / "summary.md"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--library", type=int, default=10, metavar="MEGABYTES")
    options.add_argument("files", type=Path, nargs="*")
    chosen = options.parse_args()
    print(f"{'what':62} {'measured':>12}   goal")
    measure_mentions()
    measure_abbreviations()
    measure_matching(_text(chosen.files or [_REPORT]))
    measure_change()
    measure_library(chosen.library)


def measure_mentions() -> None:
    """Terms of real glossaries in real reports, against passages checked by eye."""
    found = right = wanted = 0
    ready = Matcher(checked_terms())
    for passage in checked_passages():
        mentions = set(ready.mentions(passage.text))
        found, wanted = found + len(mentions), wanted + len(passage.mentions)
        right += len(mentions & passage.mentions)
    _row("mentions in passages checked by eye, precision", f"{right / found:.3f}", "0.99")
    _row("mentions in passages checked by eye, recall", f"{right / wanted:.3f}", "0.97")


def measure_abbreviations() -> None:
    """MED1250 of Ab3P (Sohn et al. 2008)."""
    records = (corpora() / "abbrev" / "ab3p-med1250" / "MED1250_labeled").read_text("utf-8", "replace").split("\n\n")
    found = right = wanted = 0
    for record in records:
        lines = record.strip("\n").split("\n")[1:]
        text = "\n".join(line for line in lines if not line.startswith(("  ", "//")))
        gold = {_pair(*line.split("|")[:2]) for line in lines if line.startswith("  ") and "|" in line}
        ours = {_pair(each.short, each.long) for each in find_abbreviations(text)}
        found, wanted, right = found + len(ours), wanted + len(gold), right + len(ours & gold)
    _row("abbreviations (MED1250), precision", f"{right / found:.3f}", "0.95")
    _row("abbreviations (MED1250), recall", f"{right / wanted:.3f}", "0.83")


def measure_matching(text: str) -> None:
    """Many terms over a megabyte, beside two peers."""
    terms = _terms(text, TERMS)
    built = _seconds(lambda: Matcher(terms))
    ready = Matcher(terms)
    cold = statistics.median(_seconds(lambda: ready.mentions(text), _forget) for _ in range(5))
    warm = statistics.median(_seconds(lambda: ready.mentions(text)) for _ in range(5))
    few = terms[: TERMS // 10]
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(term.name) for term in few) + r")\b", re.IGNORECASE)
    _row(f"build the trie of {TERMS:,} names", f"{built:.3f} s")
    _row(f"{TERMS:,} names over {len(text):,} code points, caches empty", f"{cold:.3f} s", "0.3 s")
    _row(f"{TERMS:,} names over {len(text):,} code points, caches warm", f"{warm:.3f} s", "0.3 s")
    _row(f"  peer: re, {len(few):,} names", f"{_seconds(lambda: list(pattern.finditer(text))):.3f} s")
    try:
        automaton = importlib.import_module("ahocorasick").Automaton()
    except ImportError:
        return
    for term in terms:
        automaton.add_word(term.name.lower(), term.name)
    automaton.make_automaton()
    _row(f"  peer: pyahocorasick, {TERMS:,} names", f"{_seconds(lambda: list(automaton.iter(text.lower()))):.3f} s")


def measure_library(megabytes: int) -> None:
    """A thousand new terms in a large library, in the background."""
    with _library(megabytes * 1_000_000, 60_000) as library:
        text = "\n".join(library.shelf.text(each.id) for each in library.shelf.documents()[:20])
        known = {term.name.casefold() for term in library.glossary.terms()}
        for term in _terms(text, 1_000):
            plain = " ".join(term.name.casefold().split())
            if plain not in known:
                known.add(plain)
                library.glossary.add(term)
        size = sum(each.length for each in library.shelf.documents()) / 1e6
        steps = [time.perf_counter()]
        finish(library.glossary.refresh(), lambda _progress: steps.append(time.perf_counter()))
        steps.append(time.perf_counter())
        took = f"{steps[-1] - steps[0]:.1f} s"
        _row(f"1,000 new terms, library of {size:.0f} MB, in the background", took, "60 s for 100 MB")
        longest = max(after - before for before, after in pairwise(steps))
        _row("  the longest step between two where it can be stopped", f"{longest:.3f} s")


def measure_change() -> None:
    """One term changed in a library of a thousand documents: until all marks are right."""
    with _library(DOCUMENTS * SMALL, SMALL) as library:
        count = len(library.shelf.documents())
        for name in ("Krasnoyarsk radar", "surprise attack", "security"):
            known = library.glossary.term(name)
            if known is not None:
                library.glossary.remove(known.name)
                finish(library.glossary.refresh())
            library.glossary.add(known or Term(name, "A term."))
            took = _seconds(lambda: finish(library.glossary.refresh()))
            held = library.glossary.counts().get(known.name if known else name, (0, 0))[1]
            _row(f"one term changed, {count:,} documents, {held:,} of them hold it", f"{took:.3f} s", "1 s")


@contextmanager
def _library(size: int, document: int) -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        number = 0
        for title, passages in make_documents(size):
            step = max(document // 600, 1)
            for first in range(0, len(passages), step):
                number += 1
                blocks = tuple(Block(BlockKind.PARAGRAPH, (Run(each),)) for each in passages[first : first + step])
                about = Metadata(f"{title} {number}", language="en")
                add(library, Manuscript("markdown", about, (Section("", blocks),)), f"{number}.md")
        finish(library.glossary.refresh())
        yield library


def _row(what: str, measured: str, goal: str = "") -> None:
    print(f"{what:62} {measured:>12}   {goal}", flush=True)


def _pair(*forms: str) -> tuple[str, ...]:
    return tuple(" ".join(form.split()).casefold() for form in forms)


def _text(files: list[Path]) -> str:
    text = "\n".join(file.read_text("utf-8", "replace") for file in files)
    return (text * (SIZE // len(text) + 1))[:SIZE]


def _terms(text: str, count: int) -> list[Term]:
    """Names of one to four words: half stand in the text, half are shuffled so that only their beginnings do."""
    chance = random.Random(1)
    sentences = [[text[start:end] for start, end in words.spans(line)] for line in re.split(r"[.;:\n]", text)]
    phrases = [sentence for sentence in sentences if len(sentence) >= 6]
    vocabulary = sorted({word for phrase in phrases for word in phrase if len(word) > 5})
    names = dict[str, None]()
    while len(names) < count:
        length = chance.choice((1, 2, 2, 3, 3, 4))
        phrase = chance.choice(phrases)
        at = chance.randrange(len(phrase) - length)
        stands = len(names) % 2 and len(phrase[at]) > 5
        names[" ".join(phrase[at : at + length] if stands else chance.choices(vocabulary, k=length))] = None
    return [Term(name, "") for name in names]


def _forget() -> None:
    for cache in (words.fold, words.key, matcher._english_label, matcher._same_english, matcher._bare):
        cache.cache_clear()


def _seconds(work: Callable[[], object], before: Callable[[], None] = lambda: None) -> float:
    before()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
