# SPDX-License-Identifier: MIT
"""The map of a term with the same terms as a list: beside it where there is room, below it where there is not."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.glossary.network import Network, Node
from companion.ui.empty_state import EmptyState
from companion.ui.row_list import RowList
from companion.ui.rows import Row, Shape
from companion.ui.term_map import TermMap
from companion.ui.theme import Theme
from companion.ui.wording import count

_BESIDE = 560  # pixels of width from which the list stands beside the map
_GROUPS = {1: "Related", 2: "Two steps away"}


class MapView(QWidget):
    """Map and list show the same terms, and stand on the same one.

    Signals:
        term_chosen(str): this term is to be looked at.
    """

    term_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map = TermMap()
        self.list = RowList("Related terms", "term")
        self._network = Network()
        self._empty = EmptyState()
        self._empty.show_sentence("No term is related to it yet. Name some in its entry.")
        both = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, both)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.map, 3)
        self._row.addWidget(self.list, 2)
        self._pages = QStackedWidget()
        self._pages.addWidget(both)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.setFocusProxy(self.map)
        self.map.term_chosen.connect(self.term_chosen)
        self.map.term_walked_to.connect(self._on_walked)
        self.list.row_opened.connect(lambda name: self.term_chosen.emit(name))
        self.list.row_previewed.connect(lambda name: self.map.walk_to(name))

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.map.set_theme(theme)
        self.list.set_theme(theme)

    def show_network(self, network: Network) -> None:
        """Show the terms around one."""
        if network == self._network:
            return
        self._network = network
        self.map.show_network(network)
        rows: list[Row] = []
        for distance, title in _GROUPS.items():
            nodes = [node for node in network.nodes if node.distance == distance]
            if nodes:
                rows.append(Row(Shape.GROUP, title, value=distance, aside=f"{len(nodes):,}"))
                rows.extend(map(_row, nodes))
        self.list.replace_rows(rows)
        self._pages.setCurrentIndex(0 if rows else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _BESIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _on_walked(self, name: str) -> None:
        for number, row in enumerate(self.list.rows()):
            if row.value == name:
                self.list.select(number)


def _row(node: Node) -> Row:
    said = count(node.mentions, "mention") if node.mentions else "not mentioned here"
    aside = f"{node.mentions:,}" if node.mentions else ""
    return Row(Shape.ENTRY, node.name, value=node.name, aside=aside, spoken=f"{node.name}, {said}")
