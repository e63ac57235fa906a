# SPDX-License-Identifier: MIT
"""The fields of the Whoosh index, one Whoosh document per passage.

Words come in already folded, as lists, so that Whoosh's own analysers never see a text: what a word is, is said in
`companion.document.words` alone. Stems are not indexed; the lexicon knows which words share one.
"""

from whoosh import analysis, columns, fields

from companion.search.source import SourceDocument, SourcePassage
from companion.search.tokens import folded_words, line_words

INDEX_NAME = "MAIN"
TEXT_FIELDS = ("body", "title", "section", "author", "tag")


def make_schema() -> fields.Schema:
    """The schema of a new index. Nothing is stored: the text of record is in the library's database."""
    return fields.Schema(
        number=fields.COLUMN(columns.NumericColumn("q")),
        document=fields.ID(),
        kind=fields.ID(),
        language=fields.ID(),
        date=fields.ID(),
        **{name: fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer()) for name in TEXT_FIELDS},
    )


def document_words(document: SourceDocument) -> dict[str, list[str]]:
    """The words of a document's own fields, which each of its passages carries."""
    return {
        "title": folded_words(document.title),
        "author": line_words(document.authors),
        "tag": line_words(document.tags),
    }


def passage_words(passage: SourcePassage) -> dict[str, list[str]]:
    """The words of a passage's own fields."""
    return {"body": folded_words(passage.text), "section": line_words("\n".join(passage.section))}


def plain_fields(document: SourceDocument, passage: SourcePassage) -> dict[str, object]:
    """The fields of a passage that are taken as they are."""
    return {
        "number": passage.number,
        "document": document.id,
        "kind": "text",
        "language": document.language,
        "date": document.date or None,
    }
