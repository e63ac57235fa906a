# SPDX-License-Identifier: MIT
"""The phrases that several panels share, so that one thing is always called by one name."""

from collections.abc import Sequence


def count(number: int, noun: str, plural: str = "") -> str:
    """ "1 passage", "8 passages", "12,400 passages"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def page(label: str) -> str:
    """ "p. 12", or nothing where the text has no pages."""
    return f"p. {label}" if label else ""


def joined(*parts: str) -> str:
    """The parts that are not empty, with a middle dot between them."""
    return " · ".join(part for part in parts if part)


def spoken_place(section: Sequence[str], label: str, title: str = "") -> str:
    """A place as a screen reader says it: "Deterrence, page 12, Missile Defense and Arms Control"."""
    parts = (section[-1] if section else "", f"page {label}" if label else "", title)
    return ", ".join(part for part in parts if part)


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
