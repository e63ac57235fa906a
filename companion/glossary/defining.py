# SPDX-License-Identifier: MIT
"""Find sentences that say what a term means, by rule.

Each rule is a way in which a sentence puts a term beside its meaning. Such lexico-syntactic patterns are those of
M. A. Hearst, "Automatic Acquisition of Hyponyms from Large Text Corpora" (COLING 1992), and of J. L. Klavans and
S. Muresan, "Evaluation of the DEFINDER System for Fully Automatic Glossary Construction" (AMIA Symposium 2001); that
the term stands first and its genus soon after, with what sets it apart behind, follows R. Navigli and P. Velardi,
"Learning Word-Class Lattices for Definition and Hypernym Extraction" (ACL 2010). A wrong proposal costs the reader
more than one that is missed, so a rule asks for quotation marks, the words "the term", or a term that stands alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from companion.document.sentences import sentence_ends

_LONGEST = 900  # code points of a sentence that is proposed
_LEAST_WORDS = 4  # of a meaning
_MOST_WORDS = 7  # of a term
_LONGEST_SHORT = 6  # letters of capitals that may be an abbreviation

_HEARST = "Hearst 1992"
_DEFINDER = "Klavans and Muresan 2001"
_LATTICES = "Navigli and Velardi 2010"

# The names of the rules, and where in the literature each comes from.
RULES: Mapping[str, str] = {
    "defined as": _DEFINDER,
    "refers to": _DEFINDER,
    "means": _DEFINDER,
    "is the term for": _DEFINDER,
    "is a kind of": _HEARST,
    "is a … that": _LATTICES,
    "called": _DEFINDER,
    "abbreviation": "Schwartz and Hearst 2003",
    "glossary": "",
    "definition list": "",
    "own": "",
}

_QUOTED = '[“"‘«](?P<{0}>[^“”"«»\n]{{2,80}}?),?[”"’»]'
_WORDS = r"(?P<{0}>[^\W_][^\n,;:.()“”\"–—]{{1,80}}?)"
_ASIDE = r"(?:\s\((?P<short>[^()\n]{2,12})\))?(?:,[^,\n]{1,80},)?"
_NOUN = r"(?:an?|the|any|all|each|every|those|one|how|what|whether|either|both|something|someone|not)\b"
_KEEPS = r"(?:in (?:this|the) [^,\n]{1,80}, |for (?:the|this|these) purposes? of [^,\n]{1,80}, |here, )?"
_THE_TERM = r"(?:the )?(?:terms?|expressions?|words?|phrases?|concepts?|notions?)\s"


def _rule(name: str, *patterns: str) -> tuple[str, tuple["re.Pattern[str]", ...]]:
    return name, tuple(re.compile(rf"{_KEEPS}{pattern}", re.IGNORECASE) for pattern in patterns)


_QUOTED_TERM = rf"(?:{_THE_TERM})?{_QUOTED.format('term')}{_ASIDE}"
_BARE_TERM = rf"(?:(?:an?|the)\s)?{_WORDS.format('term')}{_ASIDE}"
_MEANS = r"\s(?:shall\s|will\s)?means?\s(?!by\b|of\b|that\b|test)"
_DEFINED = (
    r"\s(?:is|are|was|were|can be|may be|could be|has been|have been|shall be)\s"
    r"(?:(?:here|generally|usually|often|sometimes|commonly|formally|broadly|narrowly|best|officially)\s)?"
    r"(?:defined\s(?:here\s)?(?:as|to\smean)|understood\s(?:as|to\s(?:mean|be)|to\srefer\sto)|taken\sto\smean)\s"
)
_REFERS = (
    r"\s(?:(?:generally|usually|often|broadly|commonly|typically|here|also|specifically)\s)?refers?\s(?:here\s)?to\s"
)

_RULES = (
    _rule(
        "defined as",
        rf"{_QUOTED_TERM}{_DEFINED}",
        rf"{_THE_TERM}{_WORDS.format('term')}{_DEFINED}",
        rf"{_BARE_TERM}{_DEFINED}",
    ),
    _rule(
        "means",
        rf"{_QUOTED_TERM}{_MEANS}",
        rf"{_THE_TERM}{_WORDS.format('term')}{_MEANS}",
        rf"{_BARE_TERM}{_MEANS}(?={_NOUN})",
    ),
    _rule(
        "refers to",
        rf"{_QUOTED_TERM}{_REFERS}",
        rf"{_THE_TERM}{_WORDS.format('term')}{_REFERS}",
        rf"{_BARE_TERM}{_REFERS}(?={_NOUN})",
    ),
    _rule(
        "is the term for",
        rf"{_QUOTED_TERM}\s(?:is|are)\s(?:the|a)\s(?:\w+\s)?(?:term|name|word|expression)\s(?:for|used\sfor|given\sto)\s",
    ),
    _rule(
        "is a kind of",
        rf"{_BARE_TERM}\s(?:is|are)\s(?:an?\s|any\s|one\s)?(?:\w+\s)?(?:kinds?|types?|forms?|class|classes|categor(?:y|ies)|variant|subset)\sof\s",
    ),
    _rule(
        "is a … that",
        rf"an?\s{_WORDS.format('term')}{_ASIDE}\sis\s(?=an?\s(?:[\w-]+\s){{1,5}}?(?:that|which|who|whose|where|"
        r"in which|by which|with which|on which|designed|intended|used|capable|able|fired|launched|made|built)\b)",
        rf"(?!the\s){_WORDS.format('term')}{_ASIDE}\sare\s(?=(?:(?!\w+ing\b)[\w-]+\s){{0,3}}?[\w-]{{2,}}[^\Wu]s\s"
        r"(?:that|which|who|whose|in which|by which|designed to|intended to|used to|capable of)\b)",
    ),
)
_CALLED = re.compile(
    r"\b(?:is|are)\s(?:usually\s|often\s|commonly\s|generally\s|also\s|sometimes\s)?(?:called|termed|known\sas|referred\sto\sas)\s"
    rf"(?:an?\s|the\s)?{_QUOTED.format('term')}",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What no term begins with; what speaks of the text itself, of persons or of something said before; and what no term
# holds.
_NO_BEGINNING = _words("""
    this that these those it its he she they we you i his her their our your my there here which who what where when
    why how if although while because since as but and or so thus however moreover for in on at by with from to of
    under after before through following such another other both each every some many most all any no not only one
    two three first second finally also then an even just more less let see note is are was were
""")
_NO_HEAD = _words("""
    section article paragraph chapter report document study book paper author authors name title table figure part
    subsection clause page column number list line reference references it they he she we who which that statement
    following types kinds answer question point fact result results way means reason purpose goal aim idea problem
    issue
""")
_NO_INSIDE = _words("""
    is are was were be been has have had will would can could may might must shall should that which who whose when
    where because if does do did not said says means refers defined he she they we you i this these those
""")


@dataclass(frozen=True, slots=True)
class DefiningSentence:
    """A sentence of `length` code points from `start` that says what `term` means; `short` is its short form, or ""."""

    term: str
    text: str
    start: int
    length: int
    rule: str
    short: str = ""


def find_definitions(text: str) -> list[DefiningSentence]:
    """The sentences of `text` that define a term, in order."""
    found = []
    for start, end in _sentences(text):
        sentence = text[start:end]
        defined = _defined(sentence)
        if defined is not None:
            rule, term, short = defined
            found.append(
                DefiningSentence(as_name(term, text), " ".join(sentence.split()), start, end - start, rule, short)
            )
    return found


def as_name(term: str, text: str) -> str:
    """A term as a glossary writes it: capitals that only a sentence's beginning or a heading gave are taken back."""
    if term.isupper() and len(term) > _LONGEST_SHORT and term.lower() in text:
        return term.lower()
    first, _, rest = term.partition(" ")
    if not first[:1].isupper() or first[1:] != first[1:].lower() or any(map(str.isupper, rest)):
        return term
    small = first[0].lower() + term[1:]
    return small if re.search(rf"(?<!\w){re.escape(small)}", text) or (rest and first.lower() in text) else term


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of the sentences that are neither too long nor too short to define something."""
    start = 0
    for end in (*sentence_ends(text), len(text)):
        last = end
        while last > start and text[last - 1].isspace():
            last -= 1
        if 20 <= last - start <= _LONGEST:
            first = start + len(text[start:last]) - len(_without_number(text[start:last]))
            yield first, last
        start = end


def _without_number(sentence: str) -> str:
    """The sentence without the number or bullet before it, as in a law or a list."""
    return re.sub(r"^(?:\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]|[•–—-])?\s*", "", sentence, count=1)


def _defined(sentence: str) -> tuple[str, str, str] | None:
    """The rule, the term and its short form, where a rule says that the sentence defines one."""
    if sentence.endswith("?"):
        return None
    for name, patterns in _RULES:
        for pattern in patterns:
            found = pattern.match(sentence)
            if found and len(sentence[found.end() :].split()) >= _LEAST_WORDS:
                term = " ".join(found["term"].split()).strip(" ,.")
                if is_term(term):
                    return name, term, (found.groupdict().get("short") or "").strip()
    called = _CALLED.search(sentence)
    if called and len(sentence[: called.start()].split()) >= _LEAST_WORDS and is_term(called["term"]):
        return "called", " ".join(called["term"].split()).strip(" ,."), ""
    return None


def is_term(phrase: str) -> bool:
    """Whether a phrase may be a term: a few words, none of which points to something else in the text."""
    words = [word.strip("“”\"'’") for word in phrase.casefold().split()]
    return (
        0 < len(words) <= _MOST_WORDS
        and words[0] not in _NO_BEGINNING
        and words[-1] not in _NO_HEAD
        and not _NO_INSIDE & set(words)
        and any(map(str.isalpha, phrase))
    )
