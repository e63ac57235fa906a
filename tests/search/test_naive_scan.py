# SPDX-License-Identifier: MIT
"""The index against a scan of the texts that knows nothing of indexes: the same passages, for every query."""

import re
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from companion.document.words import fold, key, spans
from companion.search.searcher import Searcher
from tests.search.small_library import SmallLibrary

WORDS = [
    "missile", "missiles", "Missile’s", "defence", "defense", "defended", "battle-management", "battle", "loop",
    "loops", "governments", "govern", "naïve", "naive", "co\u00adoperation", "ещё", "еще", "ракета", "ракеты",
    "U.S.", "1,200.5", "Straße", "ﬁne", "it", "Μάιος",
]  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A passage as the scan sees it: folded words, and their keys in its language."""

    language: str
    words: list[str]
    keys: list[str]

    @classmethod
    def of(cls, text: str, language: str) -> "Text":
        raw = [text[start:end] for start, end in spans(text)]
        return cls(language, [fold(word) for word in raw], [key(word, language) for word in raw])


Test = Callable[[Text], bool]
Query = tuple[str, Test]  # as it is written, and what it means


def phrase(written: str, parts: list[str], last_is_prefix: bool = False) -> Query:
    raw = [part[start:end] for part in parts for start, end in spans(part)]

    def holds(text: Text) -> bool:
        wanted = [key(word, text.language) for word in raw]
        for at in range(len(text.keys) - len(raw) + 1):
            window = text.keys[at : at + len(raw)]
            end = at + len(raw) - 1
            if last_is_prefix and window[:-1] == wanted[:-1] and text.words[end].startswith(fold(raw[-1])):
                return True
            if not last_is_prefix and window == wanted:
                return True
        return False

    return written, holds


def loose(parts: list[str], slop: int) -> Query:
    raw = [part[start:end] for part in parts for start, end in spans(part)]

    def holds(text: Text) -> bool:
        wanted = [key(word, text.language) for word in raw]
        longest = len(wanted) + slop
        windows = (text.keys[at : at + longest] for at in range(len(text.keys)))
        return any(window[:1] == wanted[:1] and _in_order(wanted, window) for window in windows)

    return f'"{" ".join(parts)}"~{slop}', holds


def _in_order(wanted: list[str], words: list[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in wanted)


def near(first: list[str], second: list[str], distance: int) -> Query:
    sides = [[part[start:end] for part in parts for start, end in spans(part)] for parts in (first, second)]

    def standing(words: list[str], text: Text) -> list[range]:
        wanted = [key(word, text.language) for word in words]
        starts = range(len(text.keys) - len(wanted) + 1)
        return [range(at, at + len(wanted)) for at in starts if text.keys[at : at + len(wanted)] == wanted]

    def holds(text: Text) -> bool:
        left, right = (standing(side, text) for side in sides)
        between = [max(b.start - a.stop, a.start - b.stop) for a in left for b in right]
        return any(0 <= words <= distance for words in between)

    return f'("{" ".join(first)}" NEAR/{distance} "{" ".join(second)}")', holds


def described(word: str, cut: int, sign: str) -> Query:
    cut = min(cut, len(word) - 1)
    written = word[:cut] + sign + word[cut + 1 :]
    begin, end = (re.escape(fold(part)) for part in re.split(r"[*?]", written))
    meaning = re.compile(begin + {"*": ".*", "?": "."}[sign] + end)
    return written, lambda text: any(meaning.fullmatch(other) for other in text.words)


def nearly(word: str, distance: int) -> Query:
    return f"{word}~{distance}", lambda text: any(_distance(fold(word), other) <= distance for other in text.words)


def _distance(a: str, b: str) -> int:
    """Letters put in, left out, changed, or exchanged with their neighbour."""
    rows = [list(range(len(b) + 1))]
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other)))
            if i > 1 and j > 1 and letter == b[j - 2] and other == a[i - 2]:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def either(parts: list[Query]) -> Query:
    return "(" + " OR ".join(part[0] for part in parts) + ")", lambda text: any(part[1](text) for part in parts)


def both(parts: list[Query]) -> Query:
    return "(" + " ".join(part[0] for part in parts) + ")", lambda text: all(part[1](text) for part in parts)


def without(positive: Query, negative: Query) -> Query:
    return f"({positive[0]} -{negative[0]})", lambda text: positive[1](text) and not negative[1](text)


def exactly(word: str) -> Query:
    return f"={word}", lambda text: fold(word) in text.words


word = st.sampled_from(WORDS)
leaf = st.one_of(
    word.map(lambda one: phrase(one, [one])),
    word.filter(lambda one: "-" not in one).map(exactly),
    st.lists(word, min_size=1, max_size=3).map(lambda many: phrase(f'"{" ".join(many)}"', many)),
    st.tuples(st.lists(word, min_size=2, max_size=3), st.integers(1, 4)).map(lambda pair: loose(*pair)),
    st.tuples(word.filter(str.isalpha), st.sampled_from([1, 2])).map(lambda pair: nearly(*pair)),
    st.tuples(*2 * [st.lists(word, min_size=1, max_size=2)], st.integers(0, 4)).map(lambda three: near(*three)),
    st.tuples(word.filter(lambda one: one.isalpha() and len(one) > 2), st.integers(1, 5), st.sampled_from("*?"))
    .filter(lambda three: three[1] < len(three[0]) - 1)
    .map(lambda three: described(*three)),
    st.tuples(word.filter(str.isalpha), st.integers(1, 5)).map(
        lambda pair: phrase(f"{pair[0][: pair[1]]}*", [pair[0][: pair[1]]], True)
    ),
)
queries = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(either),
        st.lists(inner, min_size=2, max_size=3).map(both),
        st.tuples(inner, inner).map(lambda pair: without(*pair)),
    ),
    max_leaves=6,
)
passages = st.lists(
    st.lists(word | st.just("the"), max_size=12).map(lambda words: " ".join(words) + ".\n"), min_size=1, max_size=4
)
documents = st.tuples(st.sampled_from(["en", "ru", "de"]), passages)


@given(st.lists(documents, min_size=1, max_size=4), st.lists(queries, min_size=1, max_size=8), st.data())
def test_the_index_finds_what_a_scan_finds(
    library_documents: list[tuple[str, list[str]]], asked: list[Query], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = SmallLibrary(Path(folder) / "library")
        held: dict[str, tuple[str, list[str]]] = {}
        for number, (language, texts) in enumerate(library_documents):
            held[f"d{number}"] = (language, texts)
            library.put(f"d{number}", texts, language=language)
        library.bring_up()
        changed = data.draw(st.lists(st.sampled_from(sorted(held)), unique=True))
        for document in changed:  # so that there are deletions and several segments
            if data.draw(st.booleans()):
                library.drop(document)
                del held[document]
            else:
                held[document] = (language, texts) = data.draw(documents)
                library.put(document, texts, language=language)
            if data.draw(st.booleans()):  # so that segments are joined, too
                library.bring_up()
        library.bring_up()
        with closing(Searcher(library.index, library.database)) as searcher:
            for written, holds in asked:
                expected = {
                    (document, str(place + 1))
                    for document, (language, texts) in held.items()
                    for place, text in enumerate(texts)
                    if holds(Text.of(text, language))
                }
                results = searcher.search(written, limit=100)
                assert {(hit.document, hit.page) for hit in results.hits} == expected, written
                assert results.total == len(expected)
