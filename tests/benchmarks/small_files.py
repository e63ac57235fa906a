# SPDX-License-Identifier: MIT
"""A folder of many small reports in Markdown, HTML, EPUB and DOCX, for benchmarks."""

from pathlib import Path

from tests.importers.test_docx import docx, paragraph, run
from tests.importers.test_epub import METADATA, book, chapter

SENTENCE = "Radar {} of the early warning system meets interceptor number {} in the boost phase of its flight. "


def write_small_files(folder: Path, count: int) -> Path:
    """Write `count` different reports of about 1 KB each, a quarter in each format; returns their folder."""
    target = folder / "reports"
    target.mkdir()
    for number in range(count):
        title = f"Report {number} on missile defence"
        texts = [SENTENCE.format(number, part) * 4 for part in range(3)]
        suffix, content = _WRITERS[number % len(_WRITERS)](title, texts)
        (target / f"report-{number:04}{suffix}").write_bytes(content)
    return target


def _markdown(title: str, texts: list[str]) -> tuple[str, bytes]:
    return ".md", "\n\n".join([f"# {title}", *texts]).encode()


def _html(title: str, texts: list[str]) -> tuple[str, bytes]:
    body = "".join(f"<p>{text}</p>" for text in texts)
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    return ".html", page.encode()


def _epub(title: str, texts: list[str]) -> tuple[str, bytes]:
    body = f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in texts)
    return ".epub", book({"one.xhtml": chapter(body)}, metadata=METADATA.replace("Sea Power", title))


def _docx(title: str, texts: list[str]) -> tuple[str, bytes]:
    heading = paragraph(run(title), '<w:pStyle w:val="Heading1"/>')
    return ".docx", docx(heading + "".join(paragraph(run(text)) for text in texts))


_WRITERS = (_markdown, _html, _epub, _docx)
