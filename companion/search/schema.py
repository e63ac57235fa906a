# SPDX-License-Identifier: MIT
"""The fields of the Whoosh index, one Whoosh document per passage.

Words come in already folded: what a word is, is said in `companion.document.words` alone. Stems are not indexed;
each segment knows which of its words share one. Nothing is stored but the passage's number, since the text of
record is in the library's database.
"""

from companion.search.source import SourceDocument, SourcePassage

INDEX_NAME = "MAIN"
TEXT_FIELDS = ("body", "title", "section", "author", "tag")
PLAIN_FIELDS = ("document", "kind", "language", "date")

# A term is the code of its field, one byte, and the word in UTF-8: so the words of a field stand together, in order.
FIRST_CODE = ord("a")
FIELD_CODES = {field: bytes([code]) for code, field in enumerate((*TEXT_FIELDS, *PLAIN_FIELDS), FIRST_CODE)}
_LAST = b"\xf4\x8f\xbf\xbf"  # U+10FFFF in UTF-8


def make_schema() -> object:
    """The Whoosh schema of a new index."""
    from whoosh import analysis, fields

    return fields.Schema(
        number=fields.STORED(),
        **{name: fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer()) for name in TEXT_FIELDS},
        **{name: fields.ID() for name in PLAIN_FIELDS},
    )


def term(field: str, word: str) -> bytes:
    """The term for a word in a field."""
    return FIELD_CODES[field] + word.encode()


def terms_between(field: str, low: str, high: str | None = None) -> tuple[bytes, bytes]:
    """The bounds, the second one excluded, of the terms from `low` up to all that begin with `high` (or `low`)."""
    return term(field, low), term(field, low if high is None else high) + _LAST


def plain_values(document: SourceDocument, passage: SourcePassage) -> dict[str, str]:
    """The values of a passage in the fields that are taken as they are; none where unknown."""
    values = {"document": document.id, "kind": "text", "language": document.language, "date": document.date}
    return {field: value for field, value in values.items() if value}
