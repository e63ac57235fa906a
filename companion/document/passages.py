# SPDX-License-Identifier: MIT
"""Cut a document's text into passages: the units of the index and of a hit.

A heading stands only at the beginning of a passage, so the headings that enclose a passage's last code point
enclose all its text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from companion.document.model import Block, BlockKind, Passage, Section, text_of
from companion.document.sentences import cut_long

SHORT = 200  # code points; a shorter block joins its neighbours
JOINED = 600  # up to this length together
LONG = 2_000  # a longer block is cut, at sentence ends, into pieces of
LEAST, MOST = 500, 1_500  # this many code points


def cut_passages(sections: Sequence[Section]) -> tuple[Passage, ...]:
    """Passages without a gap: their texts together are the sections' text, from the first section's `start`."""
    start = sections[0].start if sections else 0
    passages: list[Passage] = []
    group = _Group()
    for piece in _pieces(sections):
        if not group.takes(piece):
            passages.append(group.passage(start))
            start += group.length
            group = _Group()
        group.add(piece)
    if group.length:
        passages.append(group.passage(start))
    return tuple(passages)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block's text, or a part of it, with the newline that follows it."""

    text: str
    block: Block

    @property
    def heading(self) -> bool:
        return self.block.kind is BlockKind.HEADING

    @property
    def note(self) -> bool:
        return self.block.kind is BlockKind.NOTE


def _pieces(sections: Sequence[Section]) -> Iterator[_Piece]:
    blocks = [block for section in sections for block in section.blocks]
    for number, block in enumerate(blocks, 1):
        text = text_of(block) + ("\n" if number < len(blocks) else "")
        parts = cut_long(text, LEAST, MOST) if len(text) > LONG else [text]
        for part in parts:
            yield _Piece(part, block)


@dataclass(slots=True)
class _Group:
    """The pieces of one passage while it grows. `first` and `last` are those that hold visible text."""

    texts: list[str] = field(default_factory=list)
    length: int = 0
    first: _Piece | None = None
    last: _Piece | None = None

    def takes(self, piece: _Piece) -> bool:
        """Whether `piece` belongs to this passage."""
        last = self.last
        if last is None or not piece.text.strip():
            return True
        if last.heading:
            return self.length <= JOINED
        if piece.heading or piece.note != last.note or piece.block.page != last.block.page:
            return False
        short = self.length < SHORT or len(piece.text) < SHORT
        return short and self.length + len(piece.text) <= JOINED

    def add(self, piece: _Piece) -> None:
        self.texts.append(piece.text)
        self.length += len(piece.text)
        if piece.text.strip():
            self.first = self.first or piece
            self.last = piece

    def passage(self, start: int) -> Passage:
        return Passage(start, "".join(self.texts), self.first.block.page if self.first else "")
