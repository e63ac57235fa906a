# SPDX-License-Identifier: MIT
"""What a search answers: values without behaviour."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Snippet:
    """A few lines of a passage around its hits. `spans` are the half-open ranges in `text` to embolden."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query.

    `kind` is "text", "note" or "term". `start` and `length` count code points of the document's text and
    cover the passage; `matches` are the half-open ranges of the document's text where the query's words stand.
    `section` is the path of headings, `page` the page's label or "".

    A note stands at the range that it is about, and `entry` is its bookmark's id. A glossary term belongs to no
    document (""); `title` and `entry` are its name, `section` its category. Neither has matches: what was found stands
    in the snippet alone.
    """

    kind: str
    document: str
    title: str
    section: tuple[str, ...]
    page: str
    start: int
    length: int
    score: float
    snippet: Snippet
    matches: tuple[tuple[int, int], ...] = ()
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query: the best hits, of `total` passages, found in `seconds`.

    Of the passages `entries` are notes and glossary entries, the others stand in documents. `expansions` are names of
    the glossary's terms with what else was searched for each. Where few passages hold all words, `partial` are the
    best that hold most of them; `total` does not count those. `newest` is the highest number of a passage in the index.

    `suggestion` is a query with better spelling where this one found nothing. `notice` is a plain sentence
    where the answer is not whole ("The index is being built: 40 of 120 documents so far.").
    """

    query: str
    total: int = 0
    seconds: float = 0.0
    hits: tuple[Hit, ...] = ()
    partial: tuple[Hit, ...] = ()
    entries: int = 0
    expansions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    suggestion: str | None = None
    notice: str | None = None
    newest: int = 0

    @property
    def shown(self) -> tuple[Hit, ...]:
        """All hits as they are listed: those that hold most of the words after those that hold all."""
        return self.hits + self.partial


@dataclass(frozen=True, slots=True)
class IndexWord:
    """A word of the library's A-Z index with the passages and documents that hold it."""

    word: str
    passages: int
    documents: int


@dataclass(frozen=True, slots=True)
class PhraseCount:
    """Words that stand together unusually often, with the places and documents that hold them.

    `score` is the log-likelihood ratio of their belonging together.
    """

    phrase: str
    places: int
    documents: int
    score: float


@dataclass(frozen=True, slots=True)
class IndexState:
    """How far the index has come: documents indexed, of all documents; `generation` grows with each change."""

    indexed: int = 0
    documents: int = 0
    generation: int = 0
    building: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A word in its line of context: `text` with the word at the half-open range `span`, and where it stands."""

    document: str
    title: str
    section: tuple[str, ...]
    page: str
    start: int
    length: int
    text: str
    span: tuple[int, int] = field(default=(0, 0))


@dataclass(frozen=True, slots=True)
class SimilarHit:
    """A passage like another one, with the words that both hold, the most telling first."""

    hit: Hit
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SimilarPassages:
    """The passages most like one, the best first. `words` are those that were looked for, the most telling first.

    `notice` is a plain sentence where the answer is not whole.
    """

    words: tuple[str, ...] = ()
    hits: tuple[SimilarHit, ...] = ()
    seconds: float = 0.0
    notice: str | None = None
