# SPDX-License-Identifier: MIT
"""Every word of the index as it is written, with its stem and its counts.

The lexicon is an SQLite file of its own, written anew for each generation and never changed after. It answers which
words share a stem, gives the A-Z of the library, and knows what a misspelt word may have meant.
"""

import json
import shutil
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from companion.document.words import key
from companion.search.results import IndexWord
from companion.search.tokens import BREAK

_SCHEMA = """
CREATE TABLE words (
    word TEXT NOT NULL, language TEXT NOT NULL, key TEXT NOT NULL,
    passages INTEGER NOT NULL, documents INTEGER NOT NULL, uses INTEGER NOT NULL,
    PRIMARY KEY (word, language)
) WITHOUT ROWID;
CREATE INDEX words_by_key ON words (language, key);
CREATE TABLE documents (document TEXT PRIMARY KEY, language TEXT NOT NULL, words BLOB NOT NULL) WITHOUT ROWID;
"""
_ADD = """
INSERT INTO words VALUES (:word, :language, :key, :passages, :documents, :uses)
ON CONFLICT DO UPDATE SET passages = passages + :passages, documents = documents + :documents, uses = uses + :uses
"""
_AFTER_DIGITS = ":"  # the code point after "9": words before it begin with a digit
_LAST = "\U0010ffff"


def lexicon_name(generation: int) -> str:
    """The name of the lexicon's file in the index folder."""
    return f"lexicon-{generation}.sqlite"


class Lexicon:
    """A lexicon file, opened for reading. It may pass between threads but serves one at a time."""

    def __init__(self, path: Path) -> None:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._rows = sqlite3.connect(address, uri=True, check_same_thread=False)
        try:
            self.languages = tuple(row[0] for row in self._rows.execute("SELECT DISTINCT language FROM documents"))
        except sqlite3.Error:
            self._rows.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def forms(self, word: str, language: str) -> tuple[str, ...]:
        """The words of documents in `language` that share the folded word's stem in that language."""
        query = "SELECT word FROM words WHERE language = ? AND key = ? ORDER BY word"
        return tuple(row[0] for row in self._rows.execute(query, (language, key(word, language))))

    def words(self, prefix: str, limit: int) -> list[IndexWord]:
        """Words of the texts that begin with the folded prefix, in order; those that begin with a digit come last."""
        if prefix:
            return self._between(prefix, prefix + _LAST, limit)
        letters = self._between(_AFTER_DIGITS, _LAST, limit)
        return letters + self._between("", _AFTER_DIGITS, limit - len(letters))

    def counts(self) -> dict[str, int]:
        """How many passages hold each word of the texts."""
        query = "SELECT word, SUM(passages) FROM words WHERE passages > 0 GROUP BY word"
        return dict(self._rows.execute(query))

    def _between(self, low: str, high: str, limit: int) -> list[IndexWord]:
        query = """SELECT word, SUM(passages), SUM(documents) FROM words
                   WHERE word >= ? AND word < ? AND passages > 0 GROUP BY word ORDER BY word LIMIT ?"""
        return [IndexWord(*row) for row in self._rows.execute(query, (low, high, max(limit, 0)))]


class DocumentWords:
    """The distinct words of one document: in how many of its passages each stands, 0 for its metadata's alone."""

    def __init__(self, document: str, language: str) -> None:
        self.document = document
        self.language = language
        self.passages: Counter[str] = Counter()

    def add_passage(self, words: Iterable[str]) -> None:
        """Count the words of one more passage."""
        self.passages.update(set(words))

    def add_metadata(self, words: Iterable[str]) -> None:
        """Take in words that stand in a title, a heading, a name or a tag."""
        for word in words:
            if word != BREAK:
                self.passages.setdefault(word, 0)


class LexiconChange:
    """A change of the lexicon: documents taken out, then documents added."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows

    def remove(self, documents: Iterable[str]) -> None:
        """Take out the words of documents; those that are not there are passed over."""
        for document in documents:
            row = self._rows.execute("SELECT language, words FROM documents WHERE document = ?", (document,)).fetchone()
            if row:
                self._count(row[0], json.loads(zlib.decompress(row[1])), -1)
                self._rows.execute("DELETE FROM documents WHERE document = ?", (document,))
        self._rows.execute("DELETE FROM words WHERE uses <= 0")

    def add(self, documents: Iterable[DocumentWords]) -> None:
        """Count the words of documents."""
        for words in documents:
            self._count(words.language, words.passages, 1)
            packed = zlib.compress(json.dumps(words.passages).encode(), 1)
            self._rows.execute("INSERT INTO documents VALUES (?, ?, ?)", (words.document, words.language, packed))

    def _count(self, language: str, passages: Mapping[str, int], sign: int) -> None:
        rows = (
            {"word": word, "language": language, "key": key(word, language),
             "passages": sign * count, "documents": sign * (count > 0), "uses": sign}
            for word, count in passages.items()
        )  # fmt: skip
        self._rows.executemany(_ADD, rows)


@contextmanager
def change_lexicon(old: Path | None, new: Path) -> Iterator[LexiconChange]:
    """Write the lexicon file `new` from `old`, or from nothing, with the changes made inside."""
    new.unlink(missing_ok=True)
    if old:
        shutil.copyfile(old, new)
    with closing(sqlite3.connect(new)) as rows:
        # Nobody reads the file before the manifest names it: it needs no journal and is synced as a whole.
        rows.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if not old:
            rows.executescript(_SCHEMA)
        with rows:
            yield LexiconChange(rows)
