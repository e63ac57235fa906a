# SPDX-License-Identifier: MIT
"""The longest time for which the window does not answer while it works.

    python -m tests.benchmarks.responsiveness [--runs 3]

A timer should tick every 10 ms; the longest gap between two ticks is printed for an idle window, for an import with
its indexing, for searches as one types, for opening a document of 1 MB, and for an import of 1,000 small files in
four formats with what follows it. An idle window in the same run shows what
the machine itself adds.
"""

import argparse
import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

SENTENCE = "The interceptor of layer {} meets warhead number {} in the midcourse phase of its flight. "
SMALL_FILES = 1_000


def main() -> None:
    """Measure and print the gaps."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"
    gaps: dict[str, list[float]] = {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="rc-") as folder:
            os.environ["COMPANION_SETTINGS"] = folder
            for name, gap in measured(Path(folder)).items():
                gaps.setdefault(name, []).append(gap)
    print(f"longest gap of the window's thread, {runs} runs (at most 100 ms)")
    for name, values in gaps.items():
        print(f"  {name:<28} median {statistics.median(values):6.1f} ms   worst {max(values):6.1f} ms")


def measured(folder: Path) -> dict[str, float]:
    """The longest gaps, in milliseconds, of one window on a new library."""
    from companion.app import make_application, open_window
    from companion.ui.document_rows import Sorting
    from tests.benchmarks.small_files import write_small_files
    from tests.ui.heartbeat import Heartbeat

    application = make_application(["companion"])
    window = open_window(folder / "library")
    window.show()
    until(application, lambda: window.idle)
    heart = Heartbeat(window)
    gaps: dict[str, float] = {}

    def note(name: str, work: Callable[[], None]) -> None:
        until(application, lambda: window.idle)
        heart.restart()
        work()
        until(application, lambda: window.idle, at_least=0.5)
        gaps[name] = heart.longest

    note("idle", lambda: None)
    report = write_report(folder, 100)
    note("import of 0.5 MB and indexing", lambda: (window.parts.filing.import_paths([report]), None)[1])
    large = write_report(folder, 200)
    window.parts.filing.import_paths([large])
    until(application, lambda: window.idle, at_least=0.5)
    for query in ("i", "in", "interceptor", '"midcourse phase"', "warhead OR layer"):
        note(f"search {query}", lambda query=query: window.parts.inquiry.type(query))
    first, *_ = (each.id for each in window.parts.library.shelf.documents() if "Missile" in each.title)
    window.parts.session.open_document(first)
    other = next(each.id for each in window.parts.library.shelf.documents() if each.title == "Report of 200")
    note("opening a document of 1 MB", lambda: window.parts.session.open_document(other))
    many = write_small_files(folder, SMALL_FILES)
    note(f"import of {SMALL_FILES:,} small files", lambda: window.parts.filing.import_paths([many]))
    note("the same files again", lambda: window.parts.filing.import_paths([many]))
    note("its report", window.parts.reporting.show_report)
    panel = window.parts.library_panel
    note("sorting them", lambda: panel.set_sorting(Sorting.AUTHOR))
    window.close()
    application.processEvents()
    return gaps


def write_report(folder: Path, parts: int) -> Path:
    """A Markdown report of about 5 KB a part."""
    text = [f"## Part {n}\n\n" + "".join(SENTENCE.format(n, k) for k in range(58)) for n in range(parts)]
    path = folder / f"{parts}.md"
    path.write_text(f"# Report of {parts}\n\n" + "\n\n".join(text), encoding="utf-8")
    return path


def until(application, is_done: Callable[[], bool], at_least: float = 0.1) -> None:
    """Let the window work until `is_done` has held for `at_least` seconds."""
    from time import monotonic

    since = monotonic()
    while monotonic() - since < at_least:
        application.processEvents()
        if not is_done():
            since = monotonic()


if __name__ == "__main__":
    main()
