# SPDX-License-Identifier: MIT
"""Measures how long the window's thread does not answer: a timer that should tick every 10 ms."""

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer


class Heartbeat(QObject):
    """Ticks from its making on; `longest` is the longest gap between two ticks, in milliseconds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest = 0.0
        self._last = perf_counter()
        self._timer = QTimer(self, interval=10)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def restart(self) -> None:
        """Forget the gaps so far."""
        self.longest = 0.0
        self._last = perf_counter()

    def _on_tick(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1e3)
        self._last = now
