# SPDX-License-Identifier: MIT
"""The bundled summary is the seed's text word for word, with headings and notes that say whose they are."""

import hashlib
import re
from pathlib import Path

import pytest

from companion.document.model import WORD_JOINER, Block, BlockKind, Manuscript, join_texts
from companion.importers.markdown import read
from companion.importers.source import Source
from companion.paths import resources_folder

SEED = Path(__file__).resolve().parents[1] / "seeds" / "000_b9df9ad098c1f176.txt"
SEED_DIGEST = "f7f75c3964b48145ad9ad88a5512d85d1e59f9ca3d866a8d43fd73a1763ff7a5"
FIRST, LAST = "Missile defense is a critical component", "the current situation with missiles in the world."


@pytest.fixture(scope="module")
def report() -> Manuscript:
    file = resources_folder() / "report" / "summary.md"
    return read(Source(file.read_bytes(), file.name))


def blocks_of(report: Manuscript, *kinds: BlockKind) -> list[Block]:
    return [block for section in report.sections for block in section.blocks if block.kind in kinds]


def seed_paragraphs() -> list[list[str]]:
    """The words of each paragraph of the seed's body, without its head and the reviewer's mark at its foot."""
    text = SEED.read_text("utf-8")
    body = text[text.index(FIRST) : text.index(LAST) + len(LAST)]
    return [paragraph.split() for paragraph in body.split("\n\n")]


def test_the_seed_is_kept_byte_for_byte() -> None:
    assert hashlib.sha256(SEED.read_bytes()).hexdigest() == SEED_DIGEST


def test_the_text_is_the_seed_word_for_word_paragraph_by_paragraph(report: Manuscript) -> None:
    paragraphs = [
        "".join(run.text for run in block.runs if not is_reference(run.link)).replace(WORD_JOINER, "").split()
        for block in blocks_of(report, BlockKind.PARAGRAPH)
    ]
    assert paragraphs == seed_paragraphs()


def test_the_file_too_is_the_seed_once_headings_notes_and_front_matter_are_taken_out() -> None:
    markdown = (resources_folder() / "report" / "summary.md").read_text("utf-8")
    body = markdown.split("\n---\n", 1)[1]
    body = re.sub(r"^(#|\[\^\d+\]:).*$", "", body, flags=re.MULTILINE)
    assert re.sub(r"\[\^\d+\]", "", body).split() == [word for paragraph in seed_paragraphs() for word in paragraph]


def test_the_metadata_says_what_the_seed_says(report: Manuscript) -> None:
    metadata = report.metadata
    assert metadata.title == "Missile Defense and Arms Control: Valdai's Perspective"
    assert metadata.authors == (
        "Alexander Chekov",
        "Oleg Krivolapov",
        "Konstantin Bogdanov",
        "Dmitry Stefanovich",
        "Vasily Klimov",
    )
    assert metadata.publisher == "Valdai Discussion Club"
    assert metadata.date == "2023"
    assert metadata.language == "en"
    assert metadata.source == "https://valdaiclub.com/files/40258/"
    assert len(re.findall(r"[.!?](?:\s|$)", metadata.description)) == 1
    assert metadata.extra["review_date"] == "2024-04-15"
    assert metadata.extra["reviewer_mark"] == "E16/MIN"
    assert metadata.extra["reviewer_mark_date"] == "24/04/15"


def test_the_reviewer_s_mark_stands_in_the_metadata_and_not_in_the_text(report: Manuscript) -> None:
    text = join_texts(block for section in report.sections for block in section.blocks)
    assert "E16" not in text
    assert "24/04/15" not in text


def test_every_paragraph_stands_under_a_heading_of_its_own_below_the_title(report: Manuscript) -> None:
    flow = blocks_of(report, BlockKind.HEADING, BlockKind.PARAGRAPH)
    kinds = [(block.kind, block.level) for block in flow]
    assert kinds[0] == (BlockKind.HEADING, 1)
    assert kinds[1:] == [(BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)] * len(seed_paragraphs())


def test_the_slip_is_kept_and_its_note_says_what_is_meant(report: Manuscript) -> None:
    slip = "missile censor technologies"
    (paragraph,) = [block for block in blocks_of(report, BlockKind.PARAGRAPH) if slip in join_texts([block])]
    note = note_after(report, paragraph, slip)
    assert slip in note
    assert "Sensor technologies are meant" in note


def test_the_note_on_the_security_dilemma_gives_it_back_to_those_who_made_it(report: Manuscript) -> None:
    phrase = "Kenneth Waltz’s security dilemma"
    (paragraph,) = [block for block in blocks_of(report, BlockKind.PARAGRAPH) if phrase in join_texts([block])]
    note = note_after(report, paragraph, phrase)
    for fact in ("John H. Herz", "1950", "Herbert Butterfield", "1951", "Robert Jervis", "1978", "Waltz", "1979"):
        assert fact in note


def test_the_reader_is_told_what_the_editors_added(report: Manuscript) -> None:
    assert "headings and the notes were added" in report.metadata.extra["editorial_note"]
    notes = [join_texts([block]) for block in blocks_of(report, BlockKind.NOTE)]
    assert all(note.startswith("Editor’s note: ") for note in notes)
    assert "headings and these notes are editorial additions" in notes[-1]


def is_reference(link: str | None) -> bool:
    return link is not None and link.startswith("#fn:")


def note_after(report: Manuscript, paragraph: Block, phrase: str) -> str:
    """The text of the note to which the first reference after `phrase` leads."""
    before = ""
    for run in paragraph.runs:
        if phrase in before and run.link is not None and is_reference(run.link):
            (note,) = [block for block in blocks_of(report, BlockKind.NOTE) if run.link[1:] in block.names]
            return join_texts([note])
        before += run.text
    raise AssertionError(f"no note follows {phrase!r}")
