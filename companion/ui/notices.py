# SPDX-License-Identifier: MIT
"""What the window has to say: notices with an action such as Undo, and the bar of the work under way."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from time import monotonic

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from companion.ui.panel import SIDE, label, link
from companion.ui.theme import Theme, icon, set_state
from companion.ui.wording import count, joined
from companion.work import Progress

_KEPT = 2  # notices on screen
_SHORTEST, _SHORTEST_WITH_ACTION = 4.0, 9.0  # seconds that a notice stays at least
_READING = 0.06  # further seconds a code point of a notice takes to be read
_PATIENCE = 300  # milliseconds before a bar appears, so that quick work shows none
_ESTIMATE_AFTER = 2.0  # seconds of work before the rest of it can be estimated


class Severity(Enum):
    """How much a notice matters; an error stays until it is dismissed."""

    INFO = "info"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, perhaps with a button; `seconds` is how long it stays, 0 for until it is dismissed."""

    text: str
    severity: Severity = Severity.INFO
    action: str = ""
    on_action: Callable[[], object] | None = None
    seconds: float = 0.0


class NoticeBar(QWidget):
    """The latest two notices, one above the other. Esc in the bar dismisses the latest.

    A notice under the mouse, or one that has the keyboard, waits.

    Signals:
        return_to_text_requested(): the last notice was dismissed by the keyboard.
    """

    return_to_text_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Notices")
        self._theme: Theme | None = None
        self._shown: list[_NoticeFrame] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SIDE, 4, SIDE, 8)
        self._layout.setSpacing(6)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._theme = theme
        for frame in self._shown:
            frame.set_theme(theme)

    def show_notice(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        severity: Severity = Severity.INFO,
    ) -> None:
        """Say `text`, with a button `action` that calls `on_action` and ends the notice.

        The same text again takes the place of the first. It goes away by itself when there was time to read it,
        an error only when it is dismissed.
        """
        lasting = severity is Severity.ERROR
        shortest = _SHORTEST_WITH_ACTION if action else _SHORTEST
        seconds = 0.0 if lasting else shortest + _READING * len(text)
        notice = Notice(text, severity, action, on_action, seconds)
        for frame in [frame for frame in self._shown if frame.notice.text == text]:
            self._remove(frame)
        while len(self._shown) >= _KEPT:
            self._remove(self._shown[0])
        frame = _NoticeFrame(notice)
        frame.dismissed.connect(lambda: self._remove(frame))
        if self._theme is not None:
            frame.set_theme(self._theme)
        self._shown.append(frame)
        self._layout.addWidget(frame)
        self.show()

    def notices(self) -> tuple[Notice, ...]:
        """The notices on screen, the latest last."""
        return tuple(frame.notice for frame in self._shown)

    def dismiss(self) -> bool:
        """Take the latest notice away; False where there is none."""
        if not self._shown:
            return False
        self._remove(self._shown[-1])
        return True

    def clear(self) -> None:
        """Take all notices away."""
        while self.dismiss():
            pass

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            self.return_to_text_requested.emit()
        else:
            super().keyPressEvent(event)

    def _remove(self, frame: "_NoticeFrame") -> None:
        if frame in self._shown:
            self._shown.remove(frame)
            self._layout.removeWidget(frame)
            frame.close_down()
            self.setVisible(bool(self._shown))


class JobBar(QWidget):
    """One slim line about the work under way: what it does, how far it is, how long it takes, and Cancel.

    Signals:
        cancel_requested(): the work is to be stopped.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._began = 0.0
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._text = label(name="meta", wrap=False)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._cancel = QPushButton("Cancel")
        self._cancel.setObjectName("tab")
        self._cancel.clicked.connect(self.cancel_requested)
        line = QHBoxLayout()
        line.setContentsMargins(SIDE, 2, SIDE - 8, 2)
        line.addWidget(self._text, 1)
        line.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addLayout(line)
        self._delay = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._delay.timeout.connect(self.show)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """The bar is drawn by the style sheet alone."""

    def begin(self, name: str, *, cancellable: bool = True) -> None:
        """Work called `name` ("Importing") began; the bar appears if it takes more than a moment."""
        self._name = name
        self._began = monotonic()
        self._cancel.setVisible(cancellable)
        self._cancel.setEnabled(True)
        self._cancel.setToolTip(f"Stop: {name}")
        self._cancel.setAccessibleName(f"Cancel {name}")
        self._bar.setAccessibleName(name)
        self._bar.setRange(0, 0)
        self._text.setText(name)
        self._delay.start()

    def show_progress(self, progress: Progress) -> None:
        """Show how far the work is, with an estimate as soon as one can be made."""
        done, total = progress.done, progress.total
        self._bar.setRange(0, total or 0)
        self._bar.setValue(min(done, total or 0))
        counted = f"{done:,} of {total:,}" if total else (f"{done:,}" if done else "")
        left = time_left(done, total, monotonic() - self._began)
        self._text.setText(joined(f"{self._name} {counted}".strip(), left, progress.text))

    def show_cancelling(self) -> None:
        """Say that the work is about to stop."""
        self._cancel.setEnabled(False)
        self._text.setText(f"{self._name} · stopping …")

    def end(self) -> None:
        """The work is over."""
        self._delay.stop()
        self.hide()


def time_left(done: int, total: int | None, seconds: float) -> str:
    """How long the rest takes, by what was done in `seconds`: "about 20 s left"; "" where one cannot know yet."""
    if not total or not done or done >= total or seconds < _ESTIMATE_AFTER:
        return ""
    left = seconds * (total - done) / done
    if left < 5:
        return "a few seconds left"
    if left < 55:
        return f"about {5 * round(left / 5)} s left"
    return f"about {count(max(1, round(left / 60)), 'minute')} left"


class _NoticeFrame(QFrame):
    dismissed = Signal()

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.notice = notice
        self.setObjectName("notice")
        self.setAccessibleName(notice.text)
        set_state(self, "kind", notice.severity.value)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 7, 8, 7)
        layout.setSpacing(8)
        self._sign = QLabel()
        self._sign.setAccessibleName("Error" if notice.severity is Severity.ERROR else "Notice")
        layout.addWidget(self._sign)
        layout.addWidget(label(notice.text), 1)
        if notice.action:
            button = link(notice.action, self._on_action)
            layout.addWidget(button)
        self._close = QToolButton()
        self._close.setObjectName("tool")
        self._close.setIconSize(QSize(14, 14))
        self._close.setAccessibleName("Dismiss")
        self._close.setToolTip("Dismiss (Esc)")
        self._close.clicked.connect(self.dismissed)
        layout.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=round(1000 * notice.seconds))
        self._timer.timeout.connect(self._on_time)
        if notice.seconds:
            self._timer.start()

    def set_theme(self, theme: Theme) -> None:
        error = self.notice.severity is Severity.ERROR
        self._sign.setPixmap(icon("warning" if error else "info", theme, 16, "error" if error else "").pixmap(16, 16))
        self._close.setIcon(icon("close", theme, 14))

    def close_down(self) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def _on_time(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start(1000)
        else:
            self.dismissed.emit()

    def _on_action(self) -> None:
        self.dismissed.emit()
        if self.notice.on_action is not None:
            self.notice.on_action()
