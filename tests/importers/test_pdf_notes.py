# SPDX-License-Identifier: MIT
"""Notes at the foot of a PDF page are notes, linked with their numbers; links within the file lead to its pages."""

from companion.document.model import Block, BlockKind, Mark, calls_note, text_of
from companion.importers.pdf import read
from companion.importers.source import Source
from tests.importers.pdf_files import Extras, Words, lines, pdf

TEXT = [
    *lines("Each side may keep as many of its launchers as the", "treaty names"),
    Words(134, 692, "1", 6),
    Words(140, 688, "and no more than that"),
    Words(246, 692, "2", 6),
    Words(250, 688, "in any year."),
]


def blocks(*pages: list[Words], extras: Extras | None = None) -> list[Block]:
    manuscript = read(Source(pdf(*pages, extras=extras or Extras()), "report.pdf"))
    return [block for section in manuscript.sections for block in section.blocks]


def notes(*pages: list[Words]) -> list[tuple[str, str]]:
    return [(block.marker, text_of(block)) for block in blocks(*pages) if block.kind is BlockKind.NOTE]


def foot(*texts: str, size: float = 8, y: float = 90) -> list[Words]:
    return [Words(72, y - number * 10, text, size) for number, text in enumerate(texts)]


def test_a_note_is_set_apart_and_its_number_leads_to_it() -> None:
    found = blocks([*TEXT, *foot("1 Treaty, article IV.", "2 That is the rule of the protocol,", "and of no other.")])
    text, first, second = found
    assert (first.kind, first.marker, text_of(first)) == (BlockKind.NOTE, "1.", "Treaty, article IV.")
    assert (second.marker, text_of(second)) == ("2.", "That is the rule of the protocol, and of no other.")
    calls = [run for run in text.runs if calls_note(run)]
    assert [run.text.strip() for run in calls] == ["1", "2"]
    assert [run.link for run in calls] == [f"#{first.names[0]}", f"#{second.names[0]}"]
    assert "names1" not in text_of(text)  # a note's number is no part of the word before it


def test_a_note_may_begin_with_a_raised_number() -> None:
    raised = [Words(72, 93, "1", 5), Words(76, 90, "Treaty, article IV.", 8)]
    assert notes([*TEXT, *raised]) == [("1.", "Treaty, article IV.")]


def test_notes_of_several_pages_have_names_of_their_own_and_do_not_break_a_sentence() -> None:
    pages = [[*TEXT[:-1], Words(250, 688, "in the"), *foot(f"1 Note {n}.", f"2 More {n}.")] for n in range(2)]
    found = blocks(*pages)
    assert len({name for block in found for name in block.names if name.startswith("note")}) == 4
    goes_on = [Words(72, 700, "year that follows.")]
    assert text_of(blocks(pages[0], goes_on)[0]).endswith("in the year that follows.")


def test_small_type_is_no_note_where_nothing_calls_it_or_text_stands_below() -> None:
    assert notes([*lines("There is no call of a note in", "these words."), *foot("1 Small type.")]) == []
    assert notes([*TEXT, *foot("1 Small type.", y=500), *lines("And the text goes on.", y=300)]) == []
    assert notes([*TEXT, *foot("1 Large type.", size=10)]) == []
    assert notes([*TEXT, *foot("3 Another number.")]) == []


def test_a_link_within_the_file_leads_to_the_first_words_of_a_page() -> None:
    found = blocks(lines("See the annex."), [], lines("Annex"), extras=Extras(links=("{page 2}",)))
    link = next(run.link for run in found[0].runs if run.link)
    assert [text_of(block) for block in found if link[1:] in block.names] == ["Annex"]
    to_empty = blocks(lines("See there."), [], lines("Annex"), extras=Extras(links=("{page 1}",)))
    link = next(run.link for run in to_empty[0].runs if run.link)
    assert [text_of(block) for block in to_empty if link[1:] in block.names] == ["Annex"]


def test_a_raised_number_that_leads_to_a_page_calls_no_note() -> None:
    found = blocks(TEXT, lines("Notes"), extras=Extras(links=("{page 1}",)))
    raised = [run for run in found[0].runs if Mark.SUPERSCRIPT in run.marks]
    assert raised
    assert not any(calls_note(run) for run in raised)
