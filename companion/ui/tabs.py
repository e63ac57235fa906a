# SPDX-License-Identifier: MIT
"""A row of small tabs that breaks into lines where it is narrow, over the views of a panel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from companion.ui.flow_layout import FlowLayout


class Tabs(QWidget):
    """Tabs by number, one of them chosen. Arrows walk them.

    Signals:
        chosen(int): the reader chose this tab.
    """

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is the accessible name."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._row = FlowLayout(spacing=0)
        self.setLayout(self._row)
        self._group.idClicked.connect(self.chosen)

    def add(self, title: str) -> int:
        """A further tab; returns its number. The first one is chosen."""
        button = QPushButton(title)
        button.setObjectName("subtab")
        button.setCheckable(True)
        number = len(self._group.buttons())
        self._group.addButton(button, number)
        self._row.addWidget(button)
        button.setChecked(number == 0)
        return number

    def set_title(self, number: int, title: str, *, shown: bool = True) -> None:
        """Call a tab so, and show it or leave it away."""
        button = self._group.button(number)
        if button.text() != title:
            button.setText(title)
            self._row.invalidate()
        button.setVisible(shown)

    def current(self) -> int:
        """The number of the chosen tab."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """Choose a tab; nobody is told."""
        self._group.button(number).setChecked(True)
