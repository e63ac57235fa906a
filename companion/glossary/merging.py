# SPDX-License-Identifier: MIT
"""Makes one entry of two that mean the same."""

from dataclasses import replace

from companion.glossary.model import Term


def merged(kept: Term, other: Term) -> Term:
    """`kept` with everything that `other` knows besides: its names, relatives, sources and, after its own, words.

    The name of `other` becomes an alias, so that what was marked before stays marked.
    """
    names = [name for name in (other.name, *other.aliases) if name not in kept.names]
    related = [name for name in other.related if name not in (kept.name, *kept.related)]
    sources = [source for source in other.sources if source not in kept.sources]
    definition = kept.definition
    if other.definition and other.definition not in definition:
        definition = f"{definition}\n\n{other.definition}".strip()
    return replace(
        kept,
        definition=definition,
        category=kept.category or other.category,
        aliases=tuple(dict.fromkeys((*kept.aliases, *names))),
        abbreviations=tuple(dict.fromkeys((*kept.abbreviations, *other.abbreviations))),
        related=tuple(name for name in dict.fromkeys((*kept.related, *related)) if name != other.name),
        sources=(*kept.sources, *sources),
    )
