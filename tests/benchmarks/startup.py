# SPDX-License-Identifier: MIT
"""How long the window takes to show the report, beside a bare window; and to open a document of 1 MB.

    python -m tests.benchmarks.startup [--runs 15] [--platform offscreen|xcb]

Every start is a process of its own, ours and the bare one in turn, counted from the moment the process is made until
the text has been painted. The library is there already, as on every start but the first. The bare window is a
QMainWindow with a QTextBrowser that holds the same text.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
OPENINGS = 9  # how often the large document is opened in one process
LARGE = 1_000_000  # characters
REPORT = "Missile Defense"
LARGE_TITLE = "A large document"
PATIENCE = 60.0  # seconds


def main() -> None:
    """Measure and print medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15, help="starts of each window")
    parser.add_argument("--platform", default="offscreen", help="Qt's platform: offscreen, or xcb under a display")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rc-") as folder:
        home = Path(folder)
        os.environ |= {
            "QT_QPA_PLATFORM": options.platform,
            "XDG_RUNTIME_DIR": folder,
            "COMPANION_LIBRARY": str(home / "library"),
            "COMPANION_SETTINGS": str(home / "settings"),
        }
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a reader's second start finds byte code
        report = home / "report.txt"
        report.write_text(companion("text", REPORT), encoding="utf-8")
        companion("picture", str(home / "first.png"), "--open", REPORT)
        starts = [(started("bare", str(report)), started("ours")) for _ in range(1 + options.runs)]
        bare, ours = zip(*starts[1:], strict=True)  # the first ones wrote the byte code
        ratio = statistics.median(ours) / statistics.median(bare)
        print(f"first paint, {options.runs} starts each, {options.platform}")
        print(f"  bare window  {summary(bare)}")
        print(f"  ours         {summary(ours)}")
        print(f"  ratio        {ratio:.2f} (at most 1.5)")
        large = home / "large.md"
        large.write_text(large_document(report.read_text(encoding="utf-8")), encoding="utf-8")
        companion("import", str(large))
        times = [float(word) for word in child("opening").split()]
        print(f"a document of {LARGE / 1e6:.0f} MB, from opening it to its first paint, warm (under 150 ms)")
        print(f"  {summary(times)}")


def companion(*arguments: str) -> str:
    """Run the command line and return what it prints."""
    return child("companion", *arguments)


def child(role: str, *arguments: str) -> str:
    """Run this file in a process of its own and return what it prints."""
    command = [sys.executable, "-m", "tests.benchmarks.startup", role, *arguments]
    return subprocess.run(command, cwd=CHECKOUT, check=True, stdout=subprocess.PIPE, text=True).stdout


def started(role: str, *arguments: str) -> float:
    """Milliseconds from the making of a process to its first paint."""
    begun = time.monotonic_ns()
    return (int(child(role, *arguments)) - begun) / 1e6


def summary(times: Sequence[float]) -> str:
    """Median and extremes of times in milliseconds."""
    return f"median {statistics.median(times):6.1f} ms   ({min(times):.1f} to {max(times):.1f})"


def large_document(text: str) -> str:
    """Markdown of LARGE characters, with a heading for every few paragraphs of `text`."""
    paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    parts = [f"# {LARGE_TITLE}"]
    size = 0
    while size < LARGE:
        parts.append(f"## Part {len(parts)}\n\n" + "\n\n".join(paragraphs))
        size += len(parts[-1])
    return "\n\n".join(parts)


def watch(widget: object, is_wanted: Callable[[], bool], painted: Callable[[], None]) -> object:
    """Call `painted` once, after a paint of `widget` at a time when `is_wanted`; keep what this returns."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        done = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint and not self.done and is_wanted():
                self.done = True
                QTimer.singleShot(0, painted)
            return False

    watcher = Watch(widget)
    widget.installEventFilter(watcher)
    return watcher


def tell_and_quit() -> None:
    """Print the time and end the process as fast as can be."""
    print(time.monotonic_ns(), flush=True)
    os._exit(0)


def bare(text: str) -> None:
    """Show the text in a window with nothing else in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser

    application = QApplication([])
    window = QMainWindow()
    browser = QTextBrowser()
    browser.setPlainText(Path(text).read_text(encoding="utf-8"))
    window.setCentralWidget(browser)
    window.resize(1440, 900)
    kept = watch(browser.viewport(), lambda: True, tell_and_quit)
    window.show()
    application.exec()
    del kept


def ours() -> None:
    """Start as the command `companion` does."""
    from companion.__main__ import main as start

    sys.argv = ["companion"]
    start_window(lambda window: watch(window.desk.reader.viewport(), lambda: shows_text(window), tell_and_quit))
    start()


def opening() -> None:
    """Open the large document again and again from the report, and print the milliseconds of each."""
    from companion import cli

    times: list[float] = []

    def measure(window: object) -> None:
        from PySide6.QtWidgets import QApplication

        library = window.desk.library.shelf
        report, large = library.find(REPORT).id, library.find(LARGE_TITLE).id
        for _ in range(OPENINGS):
            window.desk.session.open_document(report)
            settle(window)
            times.append(time_to_paint(window, large))
        print(*times, flush=True)
        QApplication.quit()

    def when_settled(window: object) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(1000, lambda: measure(window))

    start_window(when_settled)
    cli.main([])


def settle(window: object) -> None:
    """Let the window come to rest for a second."""
    from PySide6.QtWidgets import QApplication

    rest = time.perf_counter() + 1.0
    while time.perf_counter() < rest or not window.idle:
        QApplication.processEvents()


def time_to_paint(window: object, document: str) -> float:
    """Milliseconds from opening `document` until its first paint; then let the window come to rest."""
    from PySide6.QtWidgets import QApplication

    before = window.desk.reader.page
    painted: list[float] = []
    kept = watch(
        window.desk.reader.viewport(),
        lambda: window.desk.reader.page is not before and shows_text(window),
        lambda: painted.append(time.perf_counter()),
    )
    begun = time.perf_counter()
    window.desk.session.open_document(document)
    while not painted and time.perf_counter() < begun + PATIENCE:
        QApplication.processEvents()
    settle(window)
    window.desk.reader.viewport().removeEventFilter(kept)
    return (painted[0] - begun) * 1e3


def start_window(built: Callable[[object], object]) -> None:
    """Have the program call `built` with its window, once that is put together and before it is shown."""
    from companion import app

    open_window = app.open_window

    def open_and_tell(*arguments: object) -> object:
        window = open_window(*arguments)
        window.kept = built(window)
        return window

    app.open_window = open_and_tell


def shows_text(window: object) -> bool:
    """Whether a document's text stands on the page."""
    page = window.desk.reader.page
    return page is not None and bool(page.text)


def command_line(*arguments: str) -> None:
    """Run our command line in this process."""
    from companion import cli

    sys.exit(cli.main(arguments))


ROLES = {"companion": command_line, "bare": bare, "ours": ours, "opening": opening}

if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in ROLES:
        ROLES[sys.argv[1]](*sys.argv[2:])
    else:
        main()
