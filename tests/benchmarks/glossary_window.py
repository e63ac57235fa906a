# SPDX-License-Identifier: MIT
"""How long a card takes to open, beside a bare label, and how long an entry with 10,000 mentions holds the window.

Run: python -m tests.benchmarks.glossary_window
"""

import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

OPENINGS = 50
MENTIONS = 10_000
GOAL = 16.0  # milliseconds until an opened card is painted


def main() -> None:
    """Print the table."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COMPANION_SETTINGS"] = f"{folder}/settings"
        from companion.app import make_application, open_window

        application = make_application(["companion"])
        window = open_window(Path(folder) / "library")
        window.show()
        window.furnish()
        _wait(application, lambda: window.idle)
        card, label = _openings(application, window)
        first, gap, whole = _long_entry(application, window, Path(folder))
        window.close()
    print(f"{'what':58} {'median':>8} {'worst':>8}")
    for name, times in (("a card, from asking to painted (ms)", card), ("peer: a bare label with its text", label)):
        print(f"{name:58} {statistics.median(times):8.2f} {max(times):8.2f}")
    print(f"{'goal':58} {GOAL:8.2f}\n")
    print(f"{f'entry with {MENTIONS:,} mentions: on screen (ms)':58} {first:8.1f}")
    print(f"{'  all counts and the first sentences':58} {whole:8.1f}")
    name = "  longest gap of the window's thread"
    print(f"{name:58} {gap:8.1f}")


def _openings(application, window) -> tuple[list[float], list[float]]:
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtWidgets import QLabel

    from companion.ui.term_card import opening

    terms = window.parts.library.glossary.terms()[:OPENINGS]
    corner = window.mapToGlobal(window.rect().center())
    lookup, card = window.wiring.glossary.lookup, window.parts.card
    cards, labels = [], []
    for number, term in enumerate(terms):
        place = QRect(corner.x(), corner.y() - 4 * number, 60, 20)
        began = perf_counter()
        lookup.open_card(term.name, place)
        card.repaint()
        cards.append(1000 * (perf_counter() - began))
        card.hide()
        application.processEvents()
        began = perf_counter()
        label = QLabel(opening(term.definition), window, Qt.WindowType.ToolTip)
        label.setWordWrap(True)
        label.setFixedWidth(344)
        label.move(place.bottomLeft())
        label.show()
        label.repaint()
        labels.append(1000 * (perf_counter() - began))
        label.deleteLater()
        application.processEvents()
    return cards, labels


def _long_entry(application, window, folder: Path) -> tuple[float, float, float]:
    """Milliseconds until the entry is shown, the longest gap meanwhile, and until all is there."""
    from companion.work import finish

    paragraph = "The security dilemma is met here again, and another sentence follows it.\n\n"
    parts = (f"## Part {number}\n\n" + paragraph * 100 for number in range(MENTIONS // 100))
    text = folder / "long.md"
    text.write_text("# A long report\n\n" + "".join(parts))
    finish(window.parts.library.shelf.import_paths([text]))
    window.wiring.glossary.lookup.refresh()
    _wait(application, lambda: window.idle)
    entry = window.parts.glossary.entry
    entry.turn_to_view(entry.mentions)
    began = perf_counter()
    window.wiring.glossary.show_term("security dilemma")
    application.processEvents()
    shown = perf_counter()
    gap, last = 0.0, shown
    while not window.idle or not entry.mentions.list.rows():
        application.processEvents()
        now = perf_counter()
        gap, last = max(gap, now - last), now
    return 1000 * (shown - began), 1000 * gap, 1000 * (perf_counter() - began)


def _wait(application, ready: Callable[[], bool]) -> None:
    while not ready():
        application.processEvents()


if __name__ == "__main__":
    main()
