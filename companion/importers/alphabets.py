# SPDX-License-Identifier: MIT
"""Tell apart the encodings of Latin letters, which differ only in what stands above the letters.

Each language needs few letters beyond ASCII. The right encoding is the one in which nearly all such letters
of a text belong to one language; the others give letters that no language has together.
"""

from collections import Counter

ENCODINGS = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "mac_roman", "cp850")

_ALPHABETS = (
    "éèêëàâîïôùûüçœæÿ",  # French
    "äöüß",  # German
    "áéíóúñü¿¡",  # Spanish
    "áâãàéêíóôõúüç",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "åäöé",  # Swedish, Finnish
    "æøåéèêóòôü",  # Danish, Norwegian
    "áéíóúýþæðö",  # Icelandic
    "éëïóöüèêáíú",  # Dutch
    "àáèéíïóòúüç·",  # Catalan
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "čćđšž",  # Croatian, Slovene
    "ăâîşșţț",  # Romanian
    "çğıöşüâîû",  # Turkish
    "ąčęėįšųūž",  # Lithuanian
    "āčēģīķļņšūž",  # Latvian
    "äöõüšž",  # Estonian
)
_NEUTRAL = frozenset("«»‹›“”„‘’‚–—…•·§°€£©®™№×½¼¾²³ªº\u00a0\u00ad")


def best_latin(data: bytes) -> str:
    """The encoding, of ENCODINGS, in which `data` looks most like a language of Latin letters."""
    return max(ENCODINGS, key=lambda encoding: _likeness(data.decode(encoding, "replace")))


def _likeness(text: str) -> float:
    """The share of the letters beyond ASCII that the best language explains; 1 where there are none."""
    letters = Counter(letter for letter in text.lower() if ord(letter) > 127 and letter not in _NEUTRAL)
    total = letters.total()
    if not total:
        return 1.0
    return max(sum(letters[letter] for letter in alphabet) for alphabet in _ALPHABETS) / total
