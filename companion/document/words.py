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

# Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese, and Korean, whose spaces stand
# between phrases. Each of their letters is a word of its own here; the index takes them in pairs.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17dd\u3005-\u3007\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d"
    "\U00020000-\U0003ffff"
)
_VOICED = "\u3099\u309a\uff9e\uff9f"  # the marks of sounds that Japanese writes behind a letter
# Marks that belong to the word they stand in: accents, vowel signs, joiners, soft hyphens.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    + "".join(
        f"{chr(at)}-{chr(at + 3)}{chr(at + 0x3A)}-{chr(at + 0x3C)}{chr(at + 0x3E)}-{chr(at + 0x4D)}"
        f"{chr(at + 0x55)}-{chr(at + 0x57)}{chr(at + 0x62)}{chr(at + 0x63)}"
        for at in range(0x0900, 0x0D80, 0x80)  # the scripts of India are laid out alike
    )
    + "\u0d82\u0d83\u0dca-\u0ddf\u200c\u200d\u00ad"
)
_LETTER = rf"[^\W_{_UNSPACED}]"
_INSIDE = rf"[^\W_{_UNSPACED}{_MARKS}]*(?:[{_MARKS}]+{_LETTER}*)*"

# Dotted abbreviations (U.S.), grouped numbers (1,200.5), words with inner apostrophes, letters of unspaced scripts.
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"
    r"|\d+(?:[.,]\d+)+"
    rf"|{_LETTER}{_INSIDE}(?:['’]{_LETTER}{_INSIDE})*"
    rf"|[{_UNSPACED}][{_VOICED}]*"
)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")

_LANGUAGES = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORT_I = {"й": "\ue000", "Й": "\ue000"}
_VIRAMA = 9  # the combining class of the mark that takes the vowel from an Indian letter: it is no accent
# What is left when case and accents are gone; letters with a stroke have no accent that Unicode could take away.
_PLAIN = str.maketrans({
    "\ue000": "й", "’": "'", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe",
    "þ": "th", "\u0640": "", "\u00ad": "", "\u200c": "", "\u200d": "",
})  # fmt: skip


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the words of `text`, in order, in code points."""
    for match in WORD.finditer(text):
        yield match.span()


def is_unspaced(text: str) -> bool:
    """Whether a text begins with a letter of a script that puts no space between words."""
    return _IS_UNSPACED.match(text) is not None


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The word without case, accents, ligatures, soft hyphens, apostrophes or a possessive ending; ё as е.

    A letter of an unspaced script keeps its marks, which are no accents, and has its usual width.
    """
    word = _POSSESSIVE.sub("", word)
    if word.isascii():
        folded = word.lower()
    elif is_unspaced(word):
        return unicodedata.normalize("NFKC", word)
    else:
        # й is a letter of its own, not an accented и: it is set aside while the accents go.
        kept = "".join(_SHORT_I.get(letter, letter) for letter in unicodedata.normalize("NFC", word))
        split = unicodedata.normalize("NFKD", kept).casefold()
        folded = "".join(c for c in split if unicodedata.combining(c) in (0, _VIRAMA)).translate(_PLAIN)
    if "." in folded and not folded[0].isdigit():
        folded = folded.replace(".", "")
    return folded.replace("'", "")


@lru_cache(maxsize=200_000)
def key(word: str, language: str = "en") -> str:
    """What two forms of one word have in common: the stem of the folded word in `language` (BCP 47)."""
    folded = fold(word)
    if not folded.isalpha() and (folded.isascii() or any(map(str.isdigit, folded))):
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
