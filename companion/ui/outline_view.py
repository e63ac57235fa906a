# SPDX-License-Identifier: MIT
"""The tree of headings: how it is drawn, and what its keys mean."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from companion.ui.theme import Theme, icon

START = Qt.ItemDataRole.UserRole  # the role of a heading's offset

_CHEVRON = 12
_HEIGHT = 27
_NO_COLOUR = QColor(0, 0, 0, 0)

Index = QModelIndex | QPersistentModelIndex


class OutlineView(QTreeView):
    """A tree of which every item has the offset of a heading in the role START.

    Signals:
        place_previewed(int): the arrows moved to the heading at this offset.
        place_chosen(int): Enter was pressed, or the mouse, on the heading at this offset.
    """

    place_previewed = Signal(int)
    place_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.walking = False  # whether the arrows moved since the last choice
        self._theme: Theme | None = None
        self.setObjectName("rows")
        self.setAccessibleName("Headings")
        self.setItemDelegate(_HeadingDelegate(self))
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._on_chosen)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours. Qt's own grounds are left out: they would stop at the indent."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.muted))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.accent))
        palette.setColor(QPalette.ColorRole.Highlight, _NO_COLOUR)
        self.setPalette(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and before.isValid():
            self._on_chosen(before)
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the panel returns to the text
            return
        super().keyPressEvent(event)
        if self.currentIndex() != before and self.currentIndex().isValid():
            self.walking = True
            self.place_previewed.emit(self.currentIndex().data(START))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.walking = False
        super().focusOutEvent(event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        theme = self._theme
        if theme is not None:
            current = index == self.currentIndex()
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QRectF(0.5, option.rect.y() + 0.5, self.viewport().width() - 2, option.rect.height() - 1)
            hovered = option.rect.contains(0, self.viewport().mapFromGlobal(self.cursor().pos()).y())
            colour = theme.tint if current else theme.hover if hovered and self.underMouse() else ""
            ring = current and self.hasFocus()
            painter.setPen(QColor(theme.focus) if ring else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour) if colour else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 6, 6)
            painter.restore()
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:  # noqa: N802
        if self._theme is None or not self.model().hasChildren(index):
            return
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        x, y = rect.right() - _CHEVRON + 1, rect.center().y() - _CHEVRON // 2
        icon(name, self._theme, _CHEVRON).paint(painter, x, y, _CHEVRON, _CHEVRON)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.walking = False
        self.place_chosen.emit(index.data(START))


class _HeadingDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), _HEIGHT)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        # The row is drawn already; only the text is left to the style.
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
