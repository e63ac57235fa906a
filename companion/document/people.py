# SPDX-License-Identifier: MIT
"""Names of authors: which part is the family name, and how a reference writes them."""

import re
from dataclasses import dataclass

_TITLES = re.compile(r"^(?:(?:dr|prof|professor|mr|mrs|ms|sir|gen|col|amb)\b\.?\s+)+", re.IGNORECASE)
_SUFFIXES = ("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV")
_OF_A_BODY = re.compile(
    r"\b(?:of|the|and|for|&|club|department|agency|university|institute|council|committee|office|ministry|cent(?:er|re)"
    r"|commission|organi[sz]ation|association|society|foundation|group|inc|ltd|corporation|company|bureau|service"
    r"|nations|union|army|navy|force|bank|press|network|program(?:me)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person, or a body of people, which has only a `family` name."""

    family: str
    given: str = ""

    @property
    def initials(self) -> str:
        """The given names' first letters: "J.-P. B."."""
        parts = ("-".join(f"{half[0]}." for half in part.split("-") if half) for part in self.given.split())
        return " ".join(parts)

    @property
    def straight(self) -> str:
        """As it is spoken: "Kenneth Waltz"."""
        return f"{self.given} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """As it is sorted: "Waltz, Kenneth"."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def shortened(self) -> str:
        """As a reference has it: "Waltz, K."."""
        return f"{self.family}, {self.initials}" if self.given else self.family


def person(name: str) -> Person:
    """A name as family and given names; the name of a body ("Valdai Discussion Club") is kept whole."""
    name = _TITLES.sub("", " ".join(name.split()))
    family, comma, given = name.partition(",")
    if comma and given.strip() not in _SUFFIXES:
        return Person(family.strip(), given.strip())
    words = name.replace(",", "").split()
    if len(words) < 2 or len(words) > 5 or _OF_A_BODY.search(name):
        return Person(name)
    first = len(words) - (2 if words[-1] in _SUFFIXES and len(words) > 2 else 1)
    while first > 1 and words[first - 1].islower():  # "de Gaulle", "van der Berg"
        first -= 1
    return Person(" ".join(words[first:]), " ".join(words[:first]))
