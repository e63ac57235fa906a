# SPDX-License-Identifier: MIT
"""The chips that say where to search and which hits come first."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton

from companion.search.wishes import Order
from companion.ui.panel import chip
from companion.ui.scope import Scope

_SCOPES = {
    Scope.EVERYTHING: ("Everything", "Search all documents, notes and the glossary"),
    Scope.DOCUMENT: ("This document", "Search only the open document"),
    Scope.SECTION: ("This section", "Search only what stands under the heading where you are"),
}
_ORDERS = {
    Order.RELEVANCE: "Best first",
    Order.DATE: "Newest first",
    Order.READING: "In reading order",
}


class ScopeChips(QObject):
    """A chip for each scope, which are the `buttons`, and `order`, one with a menu of orders.

    Signals:
        scope_changed(Scope): the reader chose where to search.
        order_changed(Order): the reader chose which hits come first.
    """

    scope_changed = Signal(object)
    order_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scopes = {scope: chip(text, checkable=True, tip=tip) for scope, (text, tip) in _SCOPES.items()}
        self._group = QButtonGroup(self)
        for button in self._scopes.values():
            self._group.addButton(button)
        self._group.buttonClicked.connect(lambda _button: self.scope_changed.emit(self.scope()))
        self.order = chip("", tip="Which hits come first")
        self._menu = QMenu(self.order)
        self._choices = QActionGroup(self)
        for order, text in _ORDERS.items():
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.setData(order)
            self._choices.addAction(action)
        self.order.setMenu(self._menu)
        self._choices.triggered.connect(lambda action: self._on_order(Order(action.data())))
        self.set_scope(Scope.EVERYTHING)
        self.set_order(Order.RELEVANCE)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The chips, in order."""
        return tuple(self._scopes.values())

    def scope(self) -> Scope:
        """Where to search."""
        return next(scope for scope, button in self._scopes.items() if button.isChecked())

    def set_scope(self, scope: Scope) -> None:
        """Show which scope is in force; nobody is told."""
        self._scopes[scope].setChecked(True)

    def set_order(self, order: Order) -> None:
        """Show which order is in force; nobody is told."""
        for action in self._choices.actions():
            action.setChecked(action.data() == order)
        self.order.setText(_ORDERS[order])
        self.order.setAccessibleName(f"Order of the hits: {_ORDERS[order]}")

    def set_document_open(self, is_open: bool) -> None:
        """Say whether there is an open document to search in."""
        for scope in (Scope.DOCUMENT, Scope.SECTION):
            self._scopes[scope].setEnabled(is_open)

    def _on_order(self, order: Order) -> None:
        self.set_order(order)
        self.order_changed.emit(order)
