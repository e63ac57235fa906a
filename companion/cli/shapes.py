# SPDX-License-Identifier: MIT
"""The shapes in which the command line prints values as JSON: a contract with scripts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from companion.document.bookmark import AnchorState, Bookmark
from companion.document.model import Document, Heading, heading_path
from companion.glossary.abbreviations import Abbreviation
from companion.glossary.model import Definition, Mention, Term
from companion.glossary.suggestion import Suggestion
from companion.library.editions import Edition
from companion.library.history import Version
from companion.library.learning import LearningCard
from companion.library.values import Collection, Health, ImportResult
from companion.search.kwic import Concordance
from companion.search.results import Hit, IndexWord, PhraseCount, Results, SimilarPassages

Shape = dict[str, Any]


def import_shape(result: ImportResult) -> Shape:
    """One file's import."""
    document = result.document
    return {
        "path": str(result.path),
        "status": result.status.value,
        "document": document.id if document else None,
        "title": document.title if document else None,
        "format": document.format if document else "",
        "passages": result.passages,
        "warnings": list(result.warnings),
        "reason": result.reason,
        "locked": result.locked,
        "seconds": round(result.seconds, 3),
    }


def document_shape(document: Document, indexed: bool) -> Shape:
    """A document of the list."""
    metadata = document.metadata
    return {
        "document": document.id,
        "title": document.title,
        "authors": list(metadata.authors),
        "date": metadata.date or None,
        "format": document.format,
        "words": document.words,
        "pages": document.pages,
        "added": document.added,
        "tags": list(document.tags),
        "indexed": indexed,
    }


def collection_shape(collection: Collection) -> Shape:
    """A collection with the ids of its documents."""
    return {"collection": collection.id, "name": collection.name, "documents": sorted(collection.documents)}


def heading_shape(heading: Heading) -> Shape:
    """An entry of an outline."""
    return {"title": heading.title, "level": heading.level, "start": heading.start, "page": heading.page or None}


def results_shape(results: Results, definition: Term | None, counts: tuple[int, int]) -> Shape:
    """The answer to a query; `counts` are the definition's mentions and documents."""
    return {
        "query": results.query,
        "total": results.total,
        "entries": results.entries,
        "seconds": round(results.seconds, 4),
        "expansions": [{"term": term, "as": list(others)} for term, others in results.expansions],
        "definition": term_shape(definition, counts) if definition else None,
        "suggestion": results.suggestion,
        "notice": results.notice,
        "hits": [hit_shape(hit) for hit in results.hits],
        "partial": [hit_shape(hit) for hit in results.partial],
    }


def hit_shape(hit: Hit) -> Shape:
    """A hit: `start` and `length` cover the passage, `spans` count in the snippet."""
    return {
        "kind": hit.kind,
        "document": hit.document,
        "title": hit.title,
        "section": list(hit.section),
        "page": hit.page or None,
        "start": hit.start,
        "length": hit.length,
        "score": round(hit.score, 4),
        "snippet": hit.snippet.text,
        "spans": [list(span) for span in hit.snippet.spans],
        **({hit.kind if hit.kind == "term" else "bookmark": hit.entry} if hit.entry else {}),
    }


def concordance_shape(found: Concordance) -> Shape:
    """The lines of a query, and how its hits lie in each document; a place is the share of words before it."""
    return {
        "query": found.query,
        "total": found.total,
        "first": found.first,
        "seconds": round(found.seconds, 4),
        "notice": found.notice,
        "lines": [{**asdict(line), "section": list(line.section), "page": line.page or None} for line in found.lines],
        "distribution": [
            {
                "document": spread.document,
                "title": spread.title,
                "words": spread.words,
                "count": len(spread.places),
                "rate": round(spread.rate, 2),
                "places": [round(place, 5) for place in spread.places],
            }
            for spread in found.spreads
        ],
    }


def similar_shape(document: str, start: int, length: int, found: SimilarPassages) -> Shape:
    """The passages like a range of a document's text; `words` are those that were looked for."""
    return {
        "document": document,
        "start": start,
        "length": length,
        "words": list(found.words),
        "seconds": round(found.seconds, 4),
        "notice": found.notice,
        "hits": [{**hit_shape(each.hit), "shared": list(each.shared)} for each in found.hits],
    }


def word_shape(word: IndexWord) -> Shape:
    """A word of the A-Z index."""
    return {"word": word.word, "passages": word.passages, "documents": word.documents}


def phrase_shape(phrase: PhraseCount) -> Shape:
    """A phrase of the A-Z index; `score` is its log-likelihood ratio."""
    return {
        "phrase": phrase.phrase,
        "places": phrase.places,
        "documents": phrase.documents,
        "score": phrase.score,
    }


def term_shape(term: Term, counts: tuple[int, int]) -> Shape:
    """A glossary entry with the number of its mentions and of the documents that mention it."""
    return {
        "term": term.name,
        "aliases": [*term.aliases, *term.abbreviations],
        "definition": term.definition,
        "category": term.category,
        "related": list(term.related),
        "sources": list(term.sources),
        "mentions": counts[0],
        "documents": counts[1],
    }


def mention_shape(mention: Mention) -> Shape:
    """A term standing in a text."""
    return {"term": mention.term, "start": mention.start, "length": mention.length}


def definition_shape(definition: Definition) -> Shape:
    """What a document says that a term means."""
    anchor = definition.anchor
    return {
        "definition": definition.id,
        "term": definition.term,
        "text": definition.text,
        "rule": definition.rule,
        "document": anchor.document,
        "title": definition.title,
        "page": definition.page or None,
        "start": anchor.start,
        "length": anchor.end - anchor.start,
        "state": definition.state.value,
        "created": definition.created,
    }


def card_shape(card: LearningCard) -> Shape:
    """A term to learn, with the sentence in which it was met; `due` is null for a new card."""
    met = card.met
    return {
        "term": card.term.name,
        "definition": card.term.definition,
        "due": card.due or None,
        "sentence": met.sentence if met else None,
        "document": met.document if met else None,
        "title": met.title if met else None,
        "page": (met.page or None) if met else None,
        "start": met.start if met else None,
    }


def version_shape(version: Version) -> Shape:
    """A change of an entry, with what it was before."""
    before = version.before
    return {
        "at": version.at,
        "who": version.who,
        "did": version.did,
        "before": None if before is None else term_shape(before, (0, 0)),
    }


def suggestion_shape(suggestion: Suggestion) -> Shape:
    """A proposal for the glossary; `conflicts` are other long forms of an abbreviation in the same document."""
    anchor = suggestion.anchor
    return {
        "suggestion": suggestion.id,
        "kind": suggestion.kind.value,
        "term": suggestion.name,
        "short": suggestion.short or None,
        "text": suggestion.text,
        "rule": suggestion.rule,
        "score": round(suggestion.score, 3),
        "count": suggestion.count,
        "state": suggestion.state.value,
        "known": suggestion.known,
        "conflicts": list(suggestion.conflicts),
        "document": anchor.document,
        "title": suggestion.title,
        "page": suggestion.page or None,
        "start": anchor.start,
        "length": anchor.end - anchor.start,
    }


def abbreviation_shape(abbreviation: Abbreviation, page: str, others: Sequence[str] = ()) -> Shape:
    """An abbreviation where a text explains it, and what else it stands for in the same text."""
    return {
        "short": abbreviation.short,
        "long": abbreviation.long,
        "start": abbreviation.start,
        "length": abbreviation.length,
        "page": page or None,
        "conflicts": list(others),
    }


def bookmark_shape(bookmark: Bookmark, document: Document, page: str) -> Shape:
    """A bookmark with the document, section and page in which it stands."""
    anchor = bookmark.anchor
    return {
        "bookmark": bookmark.id,
        "document": anchor.document,
        "title": document.title,
        "name": bookmark.title,
        "section": list(heading_path(document.outline, anchor.start)),
        "page": page or None,
        "start": anchor.start,
        "length": anchor.end - anchor.start,
        "quote": anchor.quote,
        "note": bookmark.note,
        "tags": list(bookmark.tags),
        "colour": bookmark.colour,
        "state": bookmark.state.value,
        "created": bookmark.created,
        "changed": bookmark.changed,
    }


def edition_shape(edition: Edition, page_at: Callable[[str, int], str]) -> Shape:
    """A new edition that was taken in, with its bookmarks as they stand now and where each was."""
    document = edition.document
    return {
        "document": document.id,
        "title": document.title,
        **{state.value: edition.count(state) for state in AnchorState},
        "bookmarks": [
            {
                **bookmark_shape(each.after, document, page_at(document.id, each.after.anchor.start)),
                "was": {"start": each.before.anchor.start, "quote": each.before.anchor.quote},
            }
            for each in edition.carried
        ],
    }


def health_shape(health: Health) -> Shape:
    """What a check found."""
    return {
        "ok": health.ok,
        "documents": health.documents,
        "passages": health.passages,
        "indexed": health.indexed,
        "bookmarks": health.bookmarks,
        "lost_bookmarks": health.lost_bookmarks,
        "problems": list(health.problems),
        "repaired": list(health.repaired),
    }


def counts_of(counts: Mapping[str, tuple[int, int]], term: Term | None) -> tuple[int, int]:
    """The mentions and documents of a term, (0, 0) where it is nowhere mentioned."""
    return counts.get(term.name, (0, 0)) if term else (0, 0)
