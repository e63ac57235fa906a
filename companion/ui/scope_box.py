# SPDX-License-Identifier: MIT
"""The choice of where a term counts: everywhere, in a document, in a collection."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QWidget

from companion.glossary.model import EVERYWHERE

Scopes = Iterable[tuple[str, str]]  # what each is called, and what a term says of it


class ScopeBox(QComboBox):
    """The scopes that are offered, and the one that a term has already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scopes: tuple[tuple[str, str], ...] = ()
        self.view().setAccessibleName("Where it counts")
        self.set_scopes(())

    def set_scopes(self, scopes: Scopes) -> None:
        """Offer these besides everywhere, from the next `choose` on."""
        self._scopes = (("Everywhere", EVERYWHERE), *scopes)

    def choose(self, scope: str, otherwise: str = "Where it counted before") -> None:
        """Choose a scope; one that is not offered is called `otherwise`."""
        self.clear()
        for title, each in self._scopes:
            self.addItem(title, each)
        if self.findData(scope) < 0:
            self.addItem(otherwise, scope)
        self.setCurrentIndex(self.findData(scope))

    def scope(self) -> str:
        """The scope that is chosen."""
        return self.currentData() or EVERYWHERE
