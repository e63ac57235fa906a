# SPDX-License-Identifier: MIT
"""The fields of the Whoosh index, one Whoosh document per passage.

Words come in already folded: what a word is, is said in `companion.document.words` alone. Stems are not indexed;
each segment knows which of its words share one. `joined` holds words of the body that are written with hyphens,
without them. Nothing is stored but the passage's number, since the text of
record is in the library's database.
"""

from companion.search.source import SourceDocument, SourcePassage

INDEX_NAME = "MAIN"
TEXT_FIELDS = ("body", "joined", "title", "section", "author", "tag")
PLAIN_FIELDS = ("document", "kind", "language", "date")


def make_schema() -> object:
    """The Whoosh schema of a new index."""
    from whoosh import analysis, fields

    return fields.Schema(
        number=fields.STORED(),
        **{name: fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer()) for name in TEXT_FIELDS},
        **{name: fields.ID() for name in PLAIN_FIELDS},
    )


def plain_values(document: SourceDocument, passage: SourcePassage) -> dict[str, str]:
    """The values of a passage in the fields that are taken as they are, "" where unknown."""
    return {"document": document.id, "kind": "text", "language": document.language, "date": document.date}
