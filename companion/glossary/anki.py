# SPDX-License-Identifier: MIT
"""A glossary as cards for Anki: its text format with a head, one card a line, and ids that stay the same.

The id of a card is made of the term's name, so that a card that is taken in again replaces itself and keeps its
schedule.
"""

import hashlib
import html
from collections.abc import Sequence

from companion.glossary.model import Term

_HEAD = "#separator:tab\n#html:true\n#guid column:1\n#notetype:Basic\n#deck:Reading Companion\n#tags column:4\n"


def write_anki(terms: Sequence[Term]) -> str:
    """The terms as a text that Anki takes in: id, front, back and tag of each."""
    return _HEAD + "".join("\t".join(_card(term)) + "\n" for term in terms)


def card_id(term: Term) -> str:
    """An id that is the same for every card of this term."""
    return hashlib.blake2b(" ".join(term.name.casefold().split()).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _card(term: Term) -> tuple[str, str, str, str]:
    others = ", ".join(term.names[1:])
    front = _shown(term.name) + (f"<br><small>{_shown(others)}</small>" if others else "")
    sources = "".join(f"<br><small>{_shown(source)}</small>" for source in term.sources)
    return card_id(term), front, _shown(term.definition) + sources, "-".join(term.category.split())


def _shown(text: str) -> str:
    return "<br>".join(html.escape(" ".join(line.split()), quote=True) for line in text.splitlines())
