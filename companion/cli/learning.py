# SPDX-License-Identifier: MIT
"""The command that asks the reader for the glossary's terms, a few minutes a day."""

import sys
import time

from companion.cli import shapes, terminal
from companion.cli.command import JSON, Arguments, Command, argument, limit
from companion.library.learning import Grade, LearningCard
from companion.library.library import Library

_QUESTION = "1 again, 2 hard, 3 good, 4 easy, Enter to stop: "


def _learn(library: Library, options: Arguments) -> int:
    if not library.read_only:
        terminal.drive(library.glossary.refresh())
    cards = library.learning.deal(options.minutes)
    if options.json:
        terminal.print_json([shapes.card_shape(card) for card in cards])
        return 0
    if not cards:
        print("There is nothing to learn now. New cards come with terms that your documents mention, or tomorrow.")
        return 0
    answered = 0
    for card in cards:
        began = time.monotonic()
        grade = _ask(card)
        if grade is None:
            break
        due = library.learning.answer(card.term.name, grade, time.monotonic() - began).due
        print(f"comes again {due[:10]} {due[11:16]}\n")
        answered += 1
    print(f"answered  {terminal.counted(answered, 'card')} of {len(cards)}")
    return 0


def _ask(card: LearningCard) -> Grade | None:
    """Show the front and then the back of a card, and ask how well it was known; None to stop."""
    print(card.term.name)
    if card.met is not None:
        marks = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("*", "*")
        page = terminal.page(card.met.page)
        print(f"  {terminal.emphasised(card.met.sentence, [card.met.span], marks)}  ({card.met.title}{page})")
    _answer("What does it mean? Enter shows it. ")
    print(f"  {card.term.definition}")
    while answer := _answer(_QUESTION):
        if answer in ("1", "2", "3", "4"):
            return Grade(int(answer))
    return None


def _answer(question: str) -> str:
    print(question, end="", flush=True)
    return sys.stdin.readline().strip()


COMMANDS = {
    "learn": Command(
        _learn,
        "learn the glossary's terms by cards, a few minutes a day",
        (argument("--minutes", type=limit, default=10, metavar="N", help="of a day (10)"), JSON),
    ),
}
