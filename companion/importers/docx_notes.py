# SPDX-License-Identifier: MIT
"""The footnotes, endnotes and comments of a Word file, numbered in the order in which the text calls them."""

from dataclasses import dataclass

from lxml import etree

from companion.importers.docx_numbering import format_number
from companion.importers.docx_package import Package, child, tag, value

COMMENT = "comment"
_KINDS = {"footnote": "footnotes", "endnote": "endnotes", COMMENT: "comments"}
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}  # where the file does not choose
_SIGN = "✎"  # calls a comment; it is no word that a search would find


@dataclass(frozen=True, slots=True)
class Note:
    """A note that the text calls: the part and the element that hold it, and how it is called."""

    part: str
    element: etree._Element
    label: str
    place: str
    author: str | None = None  # of a comment


class Notes:
    """The notes of a file; `called` are those that the text has called so far."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._document = part
        settings = package.tree(package.related(part, "settings"))
        self._formats = {
            kind: value(child(settings, f"w:{kind}Pr", "w:numFmt")) or format for kind, format in _FORMATS.items()
        }
        self._elements: dict[str, tuple[str, dict[str, etree._Element]]] = {}
        self._counts = dict.fromkeys(_KINDS, 0)
        self._notes: dict[tuple[str, str], Note | None] = {}

    @property
    def called(self) -> list[Note]:
        """The notes to show: footnotes, then endnotes, then comments."""
        return [note for kind in _KINDS for (other, _), note in self._notes.items() if other == kind and note]

    def call(self, kind: str, id: str, label: str = "") -> Note | None:
        """The note with this id, None where there is none. `label` is its own sign, where it has one."""
        if (kind, id) not in self._notes:
            self._notes[kind, id] = self._find(kind, id, label)
        return self._notes[kind, id]

    def _find(self, kind: str, id: str, label: str) -> Note | None:
        if kind not in self._elements:
            self._elements[kind] = self._load(kind)
        part, elements = self._elements[kind]
        element = elements.get(id)
        if element is None:
            return None
        place = f"{kind}-{len(self._notes) + 1}"
        if kind == COMMENT:
            author = " ".join(value(element, "w:author").split())
            return Note(part, element, _SIGN, place, author)
        if not label:
            self._counts[kind] += 1
            label = format_number(self._counts[kind], self._formats[kind])
        return Note(part, element, label, place)

    def _load(self, kind: str) -> tuple[str, dict[str, etree._Element]]:
        part = self._package.related(self._document, _KINDS[kind]) or ""
        root = self._package.tree(part)
        found = () if root is None else root.iterfind(tag(f"w:{kind}"))
        return part, {value(each, "w:id"): each for each in found}
