# SPDX-License-Identifier: MIT
"""How long the matcher takes for 10,000 terms over a megabyte, beside `re` with a tenth of the terms.

Run: python -m tests.benchmarks.glossary [TEXT-FILE...]
"""

import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from companion.document import words
from companion.glossary import matcher
from companion.glossary.matcher import Matcher
from companion.glossary.model import Term

TERMS = 10_000
SIZE = 1_000_000  # code points of the text
GOAL = 0.3  # seconds, for 10,000 terms over a megabyte, tokenising and cold caches included
_REPORT = Path(__file__).resolve().parents[2] / "resources" / "report" / "summary.md"


def main(files: list[str]) -> None:
    """Print the table."""
    text = _text([Path(file) for file in files] or [_REPORT])
    terms = _terms(text, TERMS)
    built = _seconds(lambda: Matcher(terms))
    ready = Matcher(terms)
    cold = [_seconds(lambda: ready.mentions(text), _forget) for _ in range(5)]
    warm = [_seconds(lambda: ready.mentions(text)) for _ in range(5)]
    tokens = _seconds(lambda: list(words.spans(text)))
    few = terms[: TERMS // 10]
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(term.name) for term in few) + r")\b", re.IGNORECASE)
    peer = _seconds(lambda: list(pattern.finditer(text)))
    print(f"{len(terms):,} terms, {len(text):,} code points, {len(ready.mentions(text)):,} mentions\n")
    print(f"{'what':44} {'seconds':>8}")
    print(f"{'build the trie':44} {built:8.3f}")
    print(f"{'find all mentions, caches empty (median)':44} {statistics.median(cold):8.3f}   goal {GOAL}")
    print(f"{'find all mentions, caches warm (median)':44} {statistics.median(warm):8.3f}")
    print(f"{'  of which finding the words':44} {tokens:8.3f}")
    print(f"{f'peer: re alternation of {len(few):,} names':44} {peer:8.3f}")


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
    main(sys.argv[1:])
