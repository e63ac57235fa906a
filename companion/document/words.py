# SPDX-License-Identifier: MIT
"""Words of a text and their keys: the one tokeniser and the one stemmer of the index and the glossary.

A word's *folded* form ignores case, accents, ligatures and soft hyphens; its *key* is the folded form
stemmed by Snowball (Porter 2001), with British and American spellings brought together. Two words match
when their keys are equal.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

# Dotted abbreviations (U.S.), grouped numbers (1,200.5), then words with inner apostrophes. A combining mark or
# a soft hyphen belongs to the word it stands in.
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"
    r"|\d+(?:[.,]\d+)+"
    r"|[^\W_][^\W_\u0300-\u036f\u00ad]*(?:[\u0300-\u036f\u00ad]+[^\W_]*)*"
    r"(?:['’][^\W_]+[\u0300-\u036f]*)*"
)

_LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORT_I = {"й": "\ue000", "Й": "\ue000"}


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the words of `text`, in order, in code points."""
    for match in WORD.finditer(text):
        yield match.span()


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The word without case, accents, ligatures, soft hyphens, apostrophes or a possessive ending; ё as е."""
    word = _POSSESSIVE.sub("", word)
    if word.isascii():
        folded = word.lower()
    else:
        # й is a letter of its own, not an accented и: it is set aside while the accents go.
        kept = "".join(_SHORT_I.get(letter, letter) for letter in unicodedata.normalize("NFC", word))
        split = unicodedata.normalize("NFKD", kept).casefold()
        folded = "".join(c for c in split if not unicodedata.combining(c) and c != "\u00ad")
        folded = folded.replace("\ue000", "й").replace("’", "'")
    if "." in folded and not folded[0].isdigit():
        folded = folded.replace(".", "")
    return folded.replace("'", "")


@lru_cache(maxsize=200_000)
def key(word: str, language: str = "en") -> str:
    """What two forms of one word have in common: the stem of the folded word in `language` (BCP 47)."""
    folded = fold(word)
    if not folded.isalpha():
        return folded
    primary = language[:2].lower()
    if primary == "en":
        folded = american(folded)
    return str(_stemmer(primary).stemWord(folded))


def keys(text: str, language: str = "en") -> list[str]:
    """The keys of all words of `text`, in order."""
    return [key(text[start:end], language) for start, end in spans(text)]


@lru_cache(maxsize=32)
def _stemmer(primary: str) -> Any:
    import snowballstemmer  # late: it loads the rules of every language

    return snowballstemmer.stemmer(_LANGUAGES.get(primary, "english"))


# Endings by which British spelling differs from American, applied to the folded word before stemming. A rule may
# make a form that no dictionary has ("exercize"); it does so on both sides, so that nothing is mistaken for it.
_SPELLINGS = (
    (re.compile(r"^(def|off|pret|lic)ence(s?|less|d)$"), r"\1ense\2"),
    (re.compile(r"^(.{3,})is(e[drs]?|ing|ations?|ational)$"), r"\1iz\2"),
    (re.compile(r"^(.{3,})ys(e[drs]?|ing)$"), r"\1yz\2"),
    (re.compile(r"^(.{2,}[bdlmv])our(s?|ed|ing|able|ably|ite|ites|ful|less|hood|al|ally|ism)$"), r"\1or\2"),
    (re.compile(r"^(.*[bt])re(s?|d)$"), r"\1er\2"),
    (re.compile(r"^(program)me(s?)$"), r"\1\2"),
    (re.compile(r"^(.{2,}[aeiou]l)l(ed|ing|er|ers)$"), r"\1\2"),
)


def american(folded: str) -> str:
    """A folded English word in American spelling, by rule; not always a word that a dictionary has."""
    for pattern, replacement in _SPELLINGS:
        if pattern.match(folded):
            return pattern.sub(replacement, folded)
    return folded
