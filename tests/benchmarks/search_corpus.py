# SPDX-License-Identifier: MIT
"""Makes libraries of a wanted size from real policy papers, and queries that have answers in them.

The papers are some nine megabytes. A larger library repeats them with their sentences shuffled and with more and
more words that no paper has, so that its vocabulary grows about as natural text does.
"""

import itertools
import random
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from companion.search.tokens import folded_words
from tests.corpora import corpora

Document = tuple[str, list[str]]  # title and passages

PASSAGE = 600  # code points, about
DOCUMENT = 60_000
FRESH = 0.012  # of the words of a repetition are new

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_STOP_PHRASES = ("of the", "in the", "to be", "it is", "and the", "to the", "for the", "that the", "as a", "by the")
_SYLLABLES = ("ba", "cor", "den", "fi", "gra", "lo", "mer", "nis", "pol", "ran", "stu", "tev", "vik", "zan")


def policy_texts() -> Iterator[tuple[str, str]]:
    """Name and text of every paper."""
    folder = corpora() / "policy"
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".md", ".txt"):
            yield path.stem, path.read_text("utf-8", "replace")
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in sorted(archive.namelist()):
                    if name.endswith(".txt"):
                        yield Path(name).stem, archive.read(name).decode("utf-8", "replace")


def make_documents(size: int) -> Iterator[Document]:
    """Documents of `size` bytes in all, the same ones every time."""
    chance = random.Random(1)
    papers = [(title, _passages(text)) for title, text in policy_texts()]
    chance.shuffle(papers)
    made = 0
    for title, passages in _repeated(papers, chance):
        for part in range(0, len(passages), DOCUMENT // PASSAGE):
            piece = passages[part : part + DOCUMENT // PASSAGE]
            yield f"{title} {part // (DOCUMENT // PASSAGE) + 1}", piece
            made += sum(len(passage.encode()) for passage in piece)
            if made >= size:
                return


def write_library(database: Path, documents: Iterator[Document]) -> int:
    """Write the documents into a database with the views the indexer reads; the bytes of text."""
    written = 0
    with closing(sqlite3.connect(database)) as rows, rows:
        rows.executescript("""
            CREATE TABLE documents (id TEXT PRIMARY KEY, title TEXT);
            CREATE TABLE index_passages
                (number INTEGER PRIMARY KEY, document TEXT, start INTEGER, text TEXT, section TEXT, page TEXT);
            CREATE INDEX passages_of_document ON index_passages (document);
            CREATE VIEW index_documents AS
                SELECT id, 1 AS revision, title, '' AS authors, '' AS tags, 'en' AS language, '' AS date FROM documents;
            CREATE TABLE index_entries (id TEXT, number INTEGER, revision INTEGER);
        """)
        for number, (title, passages) in enumerate(documents):
            rows.execute("INSERT INTO documents VALUES (?, ?)", (f"d{number}", title))
            start = 0
            for passage in passages:
                row = (f"d{number}", start, passage, f"Part {start // 20_000}", "")
                rows.execute("INSERT INTO index_passages VALUES (NULL, ?, ?, ?, ?, ?)", row)
                start += len(passage)
                written += len(passage.encode())
    return written


def make_queries(database: Path, count: int, seed: int = 2) -> dict[str, list[tuple[str, ...]]]:
    """For each class of queries `count` of them, as the words they are made of; others for another seed."""
    chance = random.Random(seed)
    with closing(sqlite3.connect(database)) as rows:
        texts = [text for (text,) in rows.execute("SELECT text FROM index_passages ORDER BY number")]
    chosen = chance.sample(texts, min(5_000, len(texts)))
    sample = [_plain_words(text) for text in chosen]
    pairs = [pair for text in chosen for pair in _neighbours(text)]
    sample = [words for words in sample if len(words) > 20]
    held = Counter(word for words in sample for word in set(words))
    ranked = [word for word, _ in held.most_common()]
    once = [word for word in ranked if held[word] == 1]

    def of_one_passage(apart: int) -> tuple[str, str]:
        words = chance.choice(sample)
        place = chance.randrange(len(words) - apart)
        return words[place], words[place + apart]

    def beginning(length: int) -> tuple[str]:
        return (chance.choice(ranked[:4_000])[:length],)

    def with_prefix() -> tuple[str, str]:
        first, second = of_one_passage(5)
        return first, second[:3]

    classes: dict[str, Callable[[], tuple[str, ...]]] = {
        "rare word": lambda: (chance.choice(once),),
        "common word": lambda: (chance.choice(ranked[20:300]),),
        "two words": lambda: of_one_passage(7),
        "any of three": lambda: (*of_one_passage(7), chance.choice(ranked[:300])),
        "phrase": lambda: chance.choice(pairs),
        "stop-word phrase": lambda: tuple(chance.choice(_STOP_PHRASES).split()),
        "word + prefix": with_prefix,
        "prefix of 1": lambda: beginning(1),
        "prefix of 2": lambda: beginning(2),
        "prefix of 3": lambda: beginning(3),
        "misspelt word": lambda: (_misspelt(chance.choice(ranked[:2_000]), chance),),
        "boolean, field": lambda: (*of_one_passage(7), "policy"),
        "glossary": lambda: (
            *chance.choice(pairs),
            *chance.choice(pairs),
            *chance.choice(pairs),
            chance.choice(ranked),
        ),
    }
    return {name: [make() for _ in range(count)] for name, make in classes.items()}


def _misspelt(word: str, chance: random.Random) -> str:
    """The word without one of its letters."""
    place = chance.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


def _plain_words(text: str) -> list[str]:
    return [word for word in folded_words(text) if len(word) > 3 and word.isascii() and word.isalpha()]


def _neighbours(text: str) -> list[tuple[str, str]]:
    """Words side by side, each of which is a plain one."""
    words, plain = folded_words(text), set(_plain_words(text))
    return [pair for pair in itertools.pairwise(words) if plain.issuperset(pair)]


def _passages(text: str) -> list[str]:
    """The paragraphs of a text, short ones together and long ones cut at sentences."""
    passages: list[str] = []
    current = ""
    for paragraph in re.split(r"\n\s*\n", text):
        for sentence in _SENTENCE.split(" ".join(paragraph.split())):
            current += sentence + " "
            if len(current) >= PASSAGE:
                passages.append(current.rstrip() + "\n")
                current = ""
    return [*passages, current.rstrip() + "\n"] if current.strip() else passages


def _repeated(papers: list[Document], chance: random.Random) -> Iterator[Document]:
    """The papers; then again and again with other sentences and some new words."""
    yield from papers
    sentences = [sentence for _, passages in papers for passage in passages for sentence in _SENTENCE.split(passage)]
    for round_ in range(1, 1_000):
        chance.shuffle(sentences)
        rest = iter(sentences)
        for title, passages in papers:
            made = "\n\n".join(_renewed(" ".join(next(rest, "") for _ in range(5)), chance) for _ in passages)
            yield f"{title}, {round_}", _passages(made)


def _renewed(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    for place, word in enumerate(words):
        if chance.random() < FRESH and word.isalpha():
            words[place] = word + "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3)))
    return " ".join(words)
