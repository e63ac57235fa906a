# SPDX-License-Identifier: MIT
"""Find abbreviations where a text explains them: "anti-ballistic missile (ABM)", "ABM (anti-ballistic missile)".

The method is that of A. Schwartz and M. Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in
Biomedical Text" (Pacific Symposium on Biocomputing 8, 2003): the characters of the short form are found again, from
right to left, in the words beside the brackets. Beyond it, initials of whole words are preferred, brackets may stand
within brackets, the plural s of a short form ("ICBMs") is set aside, C3 is read as CCC and 3D as
three-D, and both forms may stand in the brackets: "(anti-ballistic missile, ABM)".
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from companion.document.words import american, fold
from companion.glossary.words import singular

_REACH = 400  # code points before a bracket in which a long form may stand
_INSIDE = 200  # code points of a long form in brackets
_SHORTEST, _LONGEST = 2, 10  # characters of a short form
_OPEN, _CLOSE = "([", ")]"
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z\"“(])|[\n;]|:\s|\s[-–—]\s|[(\[](?=[^)\]]*$)")
_ASIDE = re.compile(r"[;,]\s|\s(?:or|also|hereafter|hereinafter|see)\s")
_MEASURE = re.compile(r"\d[\d.,]* |.*[=<>±%]")  # "10 mg", "p<0.05"
_SMALL = frozenset({"a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
_NUMBERS = {"2": "two", "3": "three", "4": "four", "5": "five", "6": "six"}  # as in 3D
_MARKS = " \t\"'“”‘’«»"


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what the text says that it stands for, at `length` code points from `start`."""

    short: str
    long: str
    start: int
    length: int


def find_abbreviations(text: str) -> list[Abbreviation]:
    """Every explanation of an abbreviation in `text`, in order; a second explanation is found again."""
    return [found for start, end in _brackets(text) if (found := _explanation(text, start, end)) is not None]


def other_long_forms(found: Sequence[Abbreviation]) -> dict[Abbreviation, tuple[str, ...]]:
    """What else the short form of each stands for in the same text; spelling, case and the plural do not count."""
    longs: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for each in found:
        longs[each.short.removesuffix("s")].setdefault(plain_form(each.long), each.long)
    return {
        each: tuple(
            long for plain, long in longs[each.short.removesuffix("s")].items() if plain != plain_form(each.long)
        )
        for each in found
    }


def plain_form(long: str) -> str:
    """What two spellings of one long form have in common: letters only, without case, a plural s or British ways."""
    words = (singular(american(fold(word))) for word in re.findall(r"[^\W_]+", long))
    return "".join(words)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The half-open ranges of what stands in brackets, also in brackets within brackets, in order of their ends."""
    opened: list[int] = []
    for found in re.finditer(r"[()\[\]\n]", text):
        mark = found.group()
        if mark in _OPEN:
            opened.append(found.end())
        elif mark == "\n":
            opened.clear()
        elif opened:
            start = opened.pop()
            if found.start() - start <= _INSIDE:
                yield start, found.start()


def _explanation(text: str, start: int, end: int) -> Abbreviation | None:
    """What the brackets explain: a short form in them, one before them, or both forms in them."""
    inside = _ASIDE.split(text[start:end], maxsplit=1)[0].strip(_MARKS)
    before = text[max(0, start - 1 - _REACH) : start - 1]
    before = _SENTENCE_END.split(before)[-1]
    words = list(re.finditer(r"\S+", before))
    if _is_short(inside) and len(inside.split()) <= 2:
        near = words[-min(len(inside) + 5, 2 * len(inside)) :]
        candidate = " ".join(word.group() for word in near)
        short, long = inside, _any_long_form(inside, candidate)
        begins = words[-len(long.split())].start() if long else 0
    else:
        short = words[-1].group().strip(_MARKS) if words else ""
        long = _long_form(short, inside) if _is_short(short) and _capitals(short) >= 2 else None
        begins = words[-1].start() if words else 0
    if long is None or not _is_plausible(short, long):
        return _both_inside(text, start, end)
    first = start - 1 - len(before) + begins
    return Abbreviation(short, long, first, end + 1 - first)


def _both_inside(text: str, start: int, end: int) -> Abbreviation | None:
    """Brackets that hold the long form, a comma and the short form: "(ballistic missile defence, BMD)"."""
    candidate, comma, short = text[start:end].rpartition(", ")
    short = short.strip(_MARKS)
    if not comma or not _is_short(short) or _capitals(short) < 2:
        return None
    long = _long_form(short, candidate)
    if long is None or not candidate.endswith(long) or not _is_plausible(short, long):
        return None
    first = start + len(candidate) - len(long)
    return Abbreviation(short, long, first, end + 1 - first)


def _capitals(form: str) -> int:
    return sum(map(str.isupper, form))


def _any_long_form(short: str, candidate: str) -> str | None:
    """What the short form stands for as it is written, with its letters repeated, or with its number spoken."""
    long = _long_form(short, candidate) or _long_form(_repeated(short), candidate)
    number = _NUMBERS.get(short[:1], "") if short[1:2].isalpha() else ""
    if long is None and number:
        spoken = _long_form(number[0] + short[1:], candidate)
        long = spoken if spoken is not None and spoken.casefold().startswith(number) else None
    return long


def _is_short(form: str) -> bool:
    letters = any(map(str.isalpha, form)) and not _MEASURE.match(form)
    marked = len(form) <= 3 or form != form.lower()  # "with" is a word
    return letters and marked and form[0].isalnum() and _SHORTEST <= len(form.removesuffix("s")) <= _LONGEST


def _long_form(short: str, candidate: str) -> str | None:
    """The shortest end of `candidate` with the characters of `short` in order, the first where a word begins."""
    short = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
    characters = [character for character in short.casefold() if character.isalnum()]
    folded = candidate.casefold()
    if len(folded) != len(candidate):
        return None
    first = _initials(characters, folded)
    if first is not None:
        return candidate[first:].strip(_MARKS)
    at = len(folded)
    for number, character in reversed(list(enumerate(characters))):
        at = folded.rfind(character, 0, at)
        while number == 0 and at >= 0 and not _begins(folded, at):
            at = folded.rfind(character, 0, at)
        if at < 0:
            return None
    return candidate[candidate.rfind(" ", 0, at) + 1 :].strip(_MARKS)


def _begins(folded: str, at: int) -> bool:
    """Whether a word begins here that may be an abbreviation's first: not "of"."""
    return (at == 0 or not folded[at - 1].isalnum()) and folded[at:].partition(" ")[0] not in _SMALL


def _repeated(short: str) -> str:
    """C3 as CCC: a digit says how often the letter before it stands."""
    return re.sub(r"([A-Z])([2-5])", lambda found: found[1] * int(found[2]), short)


def _initials(characters: list[str], folded: str) -> int | None:
    """Where the last words begin whose initials are the characters; small words between them may be left out."""
    wanted = list(characters)
    for word in reversed(list(re.finditer(r"[^\s-]+", folded))):
        begins = len(wanted) == 1 and word[0] in _SMALL  # an abbreviation does not begin with "of"
        if word[0][0] == wanted[-1] and not begins:
            wanted.pop()
            if not wanted:
                return word.start()
        elif word[0] not in _SMALL:
            return None
    return None


def _is_plausible(short: str, long: str) -> bool:
    size = sum(map(str.isalnum, short))
    words = re.split(r"[\s-]+", long)
    return (
        len(long) > len(short)
        and long.count("(") == long.count(")")
        and long[0] not in _OPEN
        and short not in long.split()
        and not long.endswith(short)
        and len(words) <= min(2 * size, size + 5)
    )
