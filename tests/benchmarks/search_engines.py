# SPDX-License-Identifier: MIT
"""Four search engines behind one face: ours, stock Whoosh, SQLite FTS5 and, where it is installed, tantivy.

Each indexes the passages of a library and answers a class of query with the number of passages (None where the
engine does not count) and the snippets of the best twenty, its own way of making them included.
"""

import importlib.util
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

LIMIT = 20

Answer = tuple[int | None, list[str]]


class Engine(Protocol):
    """An engine over the library `database`, with its index in `folder`."""

    name: str

    def __init__(self, database: Path, folder: Path) -> None: ...

    def build(self) -> None:
        """Index the whole library."""

    def open(self) -> None:
        """Get ready to search."""

    def search(self, kind: str, words: tuple[str, ...]) -> Answer:
        """Answer a query of a class that `search_corpus.make_queries` makes."""


def _passages(database: Path) -> Iterator[tuple[int, str, str, str]]:
    query = (
        """SELECT number, d.title, section, text FROM index_passages p JOIN index_documents d ON d.id = p.document"""
    )
    with closing(sqlite3.connect(database)) as rows:
        yield from rows.execute(query)


def _query_text(kind: str, words: tuple[str, ...]) -> str:
    """The query in our own language."""
    match kind:
        case "phrase" | "stop-word phrase":
            return f'"{" ".join(words)}"'
        case "prefix of 1" | "prefix of 2" | "prefix of 3":
            return f"{words[0]}*"
        case "word + prefix":
            return f"{words[0]} {words[1]}*"
        case "misspelt word":
            return f"{words[0]}~"
        case "boolean, field":
            return f"({words[0]} OR {words[1]}) -title:{words[2]}"
        case "glossary":
            return _expansion(words)
    return " ".join(words)


def _expansion(words: tuple[str, ...]) -> str:
    """What a glossary makes of a term: its names and its abbreviation."""
    a, b, c, d, e, f, g = words
    return f'"{a} {b}" OR "{c} {d}" OR "{e} {f}" OR {g}'


class Ours:
    """The engine of this program, its indexer in a process of its own as always."""

    name = "ours"

    def __init__(self, database: Path, folder: Path) -> None:
        self._database, self._folder = database, folder

    def build(self) -> None:
        command = [sys.executable, "-m", "companion.search.indexer", self._database, self._folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def open(self) -> None:
        from companion.search.searcher import Searcher

        self._searcher = Searcher(self._folder, self._database)

    def search(self, kind: str, words: tuple[str, ...]) -> Answer:
        results = self._searcher.search(_query_text(kind, words), limit=LIMIT, any_words=kind == "any of three")
        return results.total, [hit.snippet.text for hit in results.hits]


class StockWhoosh:
    """Whoosh 2.7.4 as it comes, with its stemming analyser and no stop list; text from SQLite, snippets like ours."""

    name = "Whoosh"

    def __init__(self, database: Path, folder: Path) -> None:
        self._database, self._folder = database, folder

    def build(self) -> None:
        from whoosh import analysis, fields, index

        words = analysis.StemmingAnalyzer(stoplist=None, cachesize=-1)
        text = fields.TEXT(analyzer=words)
        schema = fields.Schema(number=fields.STORED(), title=text, section=text, body=text)
        self._folder.mkdir()
        writer = index.create_in(str(self._folder), schema).writer(limitmb=512)
        for number, title, section, body in _passages(self._database):
            writer.add_document(number=number, title=title, section=section, body=body)
        writer.commit()

    def open(self) -> None:
        from whoosh import index, qparser

        opened = index.open_dir(str(self._folder))
        self._searcher = opened.searcher()
        self._all = qparser.QueryParser("body", opened.schema)
        self._all.add_plugin(qparser.FuzzyTermPlugin())
        self._any = qparser.QueryParser("body", opened.schema, group=qparser.OrGroup)
        self._rows = sqlite3.connect(self._database)

    def search(self, kind: str, words: tuple[str, ...]) -> Answer:
        text = _query_text(kind, words).replace(" -title:", " NOT title:")
        query = (self._any if kind == "any of three" else self._all).parse(text)
        found = self._searcher.search(query, limit=LIMIT)
        return len(found), [self._snippet(hit["number"], words) for hit in found]

    def _snippet(self, number: int, words: tuple[str, ...]) -> str:
        from companion.search.snippet import cut_snippet

        (text,) = self._rows.execute("SELECT text FROM index_passages WHERE number = ?", (number,)).fetchone()
        lower = text.lower()
        spans = sorted((lower.find(word), lower.find(word) + len(word)) for word in words if word in lower)
        return cut_snippet(text, spans).text


class Fts5:
    """SQLite's FTS5 with the Porter stemmer and prefix indexes, text inside, its own bm25() and snippet()."""

    name = "FTS5"

    def __init__(self, database: Path, folder: Path) -> None:
        self._database, self._file = database, folder / "fts5.sqlite"

    def build(self) -> None:
        self._file.parent.mkdir()
        with closing(sqlite3.connect(self._file)) as rows, rows:
            rows.execute(
                "CREATE VIRTUAL TABLE passages USING "
                "fts5(title, section, body, tokenize = 'porter unicode61', prefix = '2 3')"
            )
            made = ((number, title, section, body) for number, title, section, body in _passages(self._database))
            rows.executemany("INSERT INTO passages (rowid, title, section, body) VALUES (?, ?, ?, ?)", made)

    def open(self) -> None:
        self._rows = sqlite3.connect(self._file)

    def search(self, kind: str, words: tuple[str, ...]) -> Answer:
        match kind:
            case "misspelt word":
                return None, []  # it has no such search
            case "any of three":
                text = "body : (" + " OR ".join(words) + ")"
            case "boolean, field":
                text = f"body : ({words[0]} OR {words[1]}) NOT title : {words[2]}"
            case "word + prefix":
                text = f"body : ({words[0]} AND {words[1]}*)"
            case "glossary":
                text = f"body : ({_expansion(words)})"
            case _:
                text = f"body : ({_query_text(kind, words)})"
        (total,) = self._rows.execute("SELECT count(*) FROM passages WHERE passages MATCH ?", (text,)).fetchone()
        query = """SELECT snippet(passages, 2, '[', ']', '…', 40) FROM passages WHERE passages MATCH ?
                   ORDER BY bm25(passages, 0.5, 1.0, 1.0) LIMIT ?"""
        return total, [row[0] for row in self._rows.execute(query, (text, LIMIT))]


class Tantivy:
    """tantivy with its English stemmer, text inside, its own snippets."""

    name = "tantivy"

    def __init__(self, database: Path, folder: Path) -> None:
        self._database, self._folder = database, folder

    def build(self) -> None:
        import tantivy

        self._folder.mkdir()
        index = tantivy.Index(self._schema(), path=str(self._folder))
        writer = index.writer(heap_size=128_000_000, num_threads=1)
        for _, title, section, body in _passages(self._database):
            writer.add_document(tantivy.Document(title=title, section=section, body=body))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        import tantivy

        self._index = tantivy.Index(self._schema(), path=str(self._folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, kind: str, words: tuple[str, ...]) -> Answer:
        import tantivy

        query = self._query(kind, words)
        found = self._searcher.search(query, limit=LIMIT)
        maker = tantivy.SnippetGenerator.create(self._searcher, query, self._schema(), "body")
        snippets = [maker.snippet_from_doc(self._searcher.doc(address)) for _, address in found.hits]
        return found.count, [snippet.fragment() for snippet in snippets]

    def _query(self, kind: str, words: tuple[str, ...]) -> Any:
        import tantivy

        match kind:
            case "boolean, field":
                text = f"+({words[0]} {words[1]}) -title:{words[2]}"
            case "prefix of 1" | "prefix of 2" | "prefix of 3":
                return tantivy.Query.regex_query(self._schema(), "body", f"{words[0]}.*")
            case "misspelt word":
                return tantivy.Query.fuzzy_term_query(self._schema(), "body", words[0], distance=1)
            case "word + prefix":
                first = self._index.parse_query(words[0], ["body"])
                second = tantivy.Query.regex_query(self._schema(), "body", f"{words[1]}.*")
                return tantivy.Query.boolean_query([(tantivy.Occur.Must, first), (tantivy.Occur.Must, second)])
            case "any of three":
                text = " ".join(words)
            case "phrase" | "stop-word phrase":
                text = f'"{" ".join(words)}"'
            case "glossary":
                text = _expansion(words)
            case _:
                text = " AND ".join(words)
        return self._index.parse_query(text, ["body"])

    def _schema(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        for field in ("title", "section", "body"):
            builder.add_text_field(field, stored=field == "body", tokenizer_name="en_stem")
        return builder.build()


def engines(*, whoosh: bool) -> list[type[Engine]]:
    """Those that are to be compared."""
    chosen: list[type[Engine]] = [Ours, Fts5]
    if whoosh:
        chosen.insert(1, StockWhoosh)
    if importlib.util.find_spec("tantivy"):
        chosen.append(Tantivy)
    return chosen
