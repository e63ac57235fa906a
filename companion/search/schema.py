# SPDX-License-Identifier: MIT
"""The fields of the Whoosh index, one Whoosh document per passage.

Words come in already folded: what a word is, is said in `companion.document.words` alone. Stems are not indexed;
each segment knows which of its words share one. Nothing is stored but the passage's number, since the text of record
is in the library's database.

The text of a passage is its `body`, that of a note or a glossary entry its `entry`; `joined` holds words of either that
are written with hyphens, without them. Of the plain fields `unit` is what changes as a whole, a document, note or term;
`document` is the one that it belongs to.
"""

from companion.search.source import SourceDocument, SourcePassage

INDEX_NAME = "MAIN"
TEXT_FIELDS = ("body", "entry", "joined", "title", "section", "author", "tag")
PLAIN_FIELDS = ("unit", "document", "kind", "language", "date")


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
    return {
        "unit": document.id,
        "document": passage.document,
        "kind": document.kind,
        "language": document.language,
        "date": document.date,
    }
