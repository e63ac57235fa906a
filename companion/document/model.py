# SPDX-License-Identifier: MIT
"""The nouns of a document: manuscript, document, section, block, run, passage, anchor.

Every offset counts code points of the document's one text. That text is made from the blocks alone:
`text_of(block)` for each block, joined by one newline. Importers make blocks, the index indexes the text,
the reader shows the blocks, an anchor points into the text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

WORD_JOINER = "\u2060"  # keeps the number of a note apart from its word; shows nothing and is part of no word


class Mark(StrEnum):
    """An inline mark of a run."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    STRUCK = "struck"
    UNDERLINE = "underline"
    HIGHLIGHT = "highlight"
    SMALL = "small"


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # an item of a list; a further paragraph of the same item is a PARAGRAPH of the same indent
    QUOTE = "quote"
    CODE = "code"  # its text may hold newlines
    TABLE = "table"
    FIGURE = "figure"  # an image; its runs are the caption, or the alternative text where there is none
    RULE = "rule"  # a horizontal line; its text is empty
    NOTE = "note"  # a footnote or endnote, at the end of its section


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with the same inline marks.

    `link` is None, an http, https or mailto address, or `#name`, the name of a block of the same document.
    `image` names an inline image of the manuscript; such a run's text is the alternative text.
    """

    text: str
    marks: frozenset[Mark] = frozenset()
    link: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `columns` and `rows` count the grid cells that it covers, at least 1."""

    runs: tuple[Run, ...] = ()
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-level unit of a document.

    `level` is 1 to 6 for a heading, else 0. `indent` counts the lists around it (1 for an item of an outer
    list), `quote` the quotations around it. `marker` stands before an item or a note ("•", "3.", "[x]") and
    is not part of the text. `names` are the targets of internal links. `caption` of a table is a block of
    its own before it. `page` is the label of the page on which the block begins ("xii", "14"), or "".
    """

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    level: int = 0
    indent: int = 0
    quote: int = 0
    marker: str = ""
    names: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    image: str | None = None
    language: str = ""
    page: str = ""


def text_of(block: Block) -> str:
    """The block's share of the document's one text; a table's cells, row by row, are joined by newlines."""
    if block.kind is BlockKind.TABLE:
        return "\n".join("".join(run.text for run in cell.runs) for row in block.rows for cell in row)
    return "".join(run.text for run in block.runs)


def calls_note(run: Run) -> bool:
    """Whether the run is the number of a note: raised, and a link to a place in the same document."""
    return Mark.SUPERSCRIPT in run.marks and run.link is not None and run.link.startswith("#")


def title_of(heading: Block) -> str:
    """What a heading says, in one line, without the notes that it calls."""
    text = "".join(run.text for run in heading.runs if not calls_note(run))
    return " ".join(text.replace(WORD_JOINER, "").split())


def join_texts(blocks: Iterable[Block]) -> str:
    """The one text of consecutive blocks."""
    return "\n".join(text_of(block) for block in blocks)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch that the reader shows at once: an EPUB chapter, or as many headings' parts as fit.

    In a manuscript `start` is 0 and not yet meaningful; in the library it is the offset of the section's
    text in the document's text. Sections are joined by one newline, as blocks are.
    """

    title: str
    blocks: tuple[Block, ...]
    start: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a document's outline. `level` is at least 1; `start` is where its text begins."""

    title: str
    level: int
    start: int
    page: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document. `date` is an ISO date, or as much of one as is known ("2023")."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    publisher: str = ""
    language: str = ""  # BCP 47, "" where unknown
    description: str = ""
    source: str = ""  # the address it came from; shown, never opened by itself
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Image:
    """An image of a manuscript: PNG, JPEG, GIF or WebP bytes, already checked and measured.

    `address` is where it lay, relative to the file that shows it, or "" where it was part of that.
    """

    data: bytes
    media_type: str
    width: int = 0  # pixels, 0 where unknown
    height: int = 0
    address: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class PageBox:
    """A rectangle on a page of the original: `page` counts from 0, the sides are in points of the page's own system."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What an importer made of a file; it has no identity yet.

    `warnings` are plain sentences for the reader ("12 of 40 pages have no text."). `pages` counts printed
    pages, or is None where the format has none. `outline` replaces the headings of the blocks where the file
    has a better one; an entry's `start` counts in the text of all sections joined by newlines.
    """

    format: str
    metadata: Metadata
    sections: tuple[Section, ...]
    images: Mapping[str, Image] = field(default_factory=dict)
    outline: tuple[Heading, ...] = ()
    pages: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A manuscript that the library took in; its identity is `id`, never its path or its content.

    `added` is an ISO 8601 time in UTC. `words` counts words of the text, `length` its code points. `pages` is
    None where the format has none. `digest` is the SHA-256 of the original file, `original` its name.
    """

    id: str
    metadata: Metadata
    format: str
    added: str
    words: int
    length: int
    pages: int | None = None
    original: str = ""
    digest: str = ""
    tags: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    outline: tuple[Heading, ...] = ()

    @property
    def title(self) -> str:
        """The title, which is never empty."""
        return self.metadata.title


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of the index and of a hit: a paragraph, or a few short ones together, with its heading.

    `start` is its first code point in the document's text. Passages follow one another without a gap: the
    document's text is the concatenation of their texts, each of which may end in newlines.
    """

    start: int
    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a document: the half-open range `start` to `end` of its text, with what stood there.

    `end` equals `start` for a point. `quote` is the text of the range, `prefix` and `suffix` the words before
    and after it (up to 32 code points each), so that the place can be found again in another edition.
    """

    document: str
    start: int
    end: int
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


def positions(sections: Sequence[Section]) -> Iterator[tuple[Block, int]]:
    """Every block with the offset of its text, counting from the first section's `start`."""
    offset = sections[0].start if sections else 0
    for section in sections:
        for block in section.blocks:
            yield block, offset
            offset += len(text_of(block)) + 1


def page_of(sections: Sequence[Section], start: int) -> str:
    """The label of the page on which the block begins that holds the offset `start`, or ""."""
    label = ""
    for block, offset in positions(sections):
        if offset > start:
            break
        label = block.page or label
    return label


def headings(sections: Sequence[Section]) -> tuple[Heading, ...]:
    """The outline that the heading blocks make."""
    return tuple(
        Heading(title, max(block.level, 1), start, block.page)
        for block, start in positions(sections)
        if block.kind is BlockKind.HEADING and (title := title_of(block))
    )


def heading_path(outline: Sequence[Heading], start: int) -> tuple[str, ...]:
    """Titles of the headings that enclose the offset `start`, outermost first."""
    last = bisect_right([heading.start for heading in outline], start) - 1
    path: list[str] = []
    level = 1_000
    for heading in reversed(outline[: last + 1]):
        if heading.level < level:
            path.append(heading.title)
            level = heading.level
        if level <= 1:
            break
    return tuple(reversed(path))


def heading_range(outline: Sequence[Heading], start: int, length: int) -> tuple[int, int]:
    """The half-open range of a text of this length that stands under the innermost heading at the offset `start`.

    Before the first heading it ends with that.
    """
    last = bisect_right([heading.start for heading in outline], start) - 1
    if last < 0:
        return 0, outline[0].start if outline else length
    level = outline[last].level
    following = (heading.start for heading in outline[last + 1 :] if heading.level <= level)
    return outline[last].start, next(following, length)
