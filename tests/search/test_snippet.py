# SPDX-License-Identifier: MIT
"""Snippets: which lines of a passage are shown, and what in them is marked."""

import re

from hypothesis import given
from hypothesis import strategies as st

from companion.search.results import Snippet
from companion.search.snippet import CONTEXT_LENGTH, SNIPPET_LENGTH, cut_context, cut_snippet

SENTENCES = (
    "The first sentence says little of use to anyone. The second is about radar and nothing more than radar. "
    "A third one goes on at length about budgets, committees, and the many years that a programme takes. "
    "Then the interceptor appears in a sentence of its own. After it the text goes on and on for some time, "
    "with one subordinate clause following another until the reader has quite forgotten how it began, and ends."
)


def spans_of(word: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(word, text)]


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.spans]


def test_a_short_passage_is_shown_whole() -> None:
    text = "Radar sees far. The interceptor flies.\n"
    assert cut_snippet(text, spans_of("interceptor", text)) == Snippet(text.strip(), ((20, 31),))


def test_a_snippet_is_made_of_whole_sentences_where_they_fit() -> None:
    snippet = cut_snippet(SENTENCES, spans_of("interceptor", SENTENCES), 100)
    assert snippet.text == "Then the interceptor appears in a sentence of its own."
    assert marked(snippet) == ["interceptor"]


def test_a_hit_late_in_a_long_sentence_stands_in_the_first_third_after_an_ellipsis() -> None:
    text = "word " * 100 + "target " + "word " * 100
    snippet = cut_snippet(text, spans_of("target", text))
    assert snippet.text.startswith("…word ")
    assert snippet.text.endswith(" word…")
    assert marked(snippet) == ["target"]
    assert snippet.spans[0][0] <= SNIPPET_LENGTH // 3
    assert len(snippet.text) <= SNIPPET_LENGTH + 2


def test_the_place_where_most_hits_stand_together_is_shown() -> None:
    text = "alpha " + "word " * 100 + "alpha beta gamma " + "word " * 100
    assert marked(cut_snippet(text, spans_of("alpha|beta|gamma", text))) == ["alpha", "beta", "gamma"]


def test_a_passage_without_hits_is_shown_from_its_beginning() -> None:
    snippet = cut_snippet(SENTENCES, [])
    assert SENTENCES.startswith(snippet.text.rstrip("…"))
    assert snippet.spans == ()


def test_line_ends_become_spaces() -> None:
    assert cut_snippet("A heading\nand its text", [(0, 1)]).text == "A heading and its text"


def test_a_heading_is_left_out_where_the_hit_is_far_below_it() -> None:
    text = "The Heading\n" + "Filler stands here for some time. " * 10 + "The target is here."
    assert cut_snippet(text, spans_of("target", text)).text == (
        "Filler stands here for some time. " * 2 + "The target is here."
    )


def test_a_line_of_context_has_the_word_in_its_middle_and_whole_words_around() -> None:
    line = cut_context(SENTENCES, spans_of("interceptor", SENTENCES)[0])
    assert line.text == "…years that a programme takes. Then the interceptor appears in a sentence of its own."
    assert marked(line) == ["interceptor"]


def test_a_word_longer_than_a_line_is_shown_whole() -> None:
    text = "a " + "x" * 500 + " b"
    assert marked(cut_snippet(text, [(2, 502)])) == ["x" * 500]
    assert marked(cut_context(text, (2, 502))) == ["x" * 500]


@given(st.text(st.sampled_from('ab. \n\t!?…"é'), max_size=900), st.data())
def test_every_span_of_a_snippet_is_the_hit_it_stands_for(text: str, data: st.DataObject) -> None:
    words = spans_of(r"[ab]+", text)
    spans = data.draw(st.lists(st.sampled_from(words), unique=True).map(sorted)) if words else []
    snippet = cut_snippet(text, spans)
    wanted = {text[start:end] for start, end in spans}
    assert set(marked(snippet)) <= wanted
    assert bool(snippet.spans) == bool(spans)
    assert "\n" not in snippet.text
    longest = max((end - start for start, end in spans), default=0)
    assert len(snippet.text) <= max(SNIPPET_LENGTH, longest + SNIPPET_LENGTH // 3) + 2
    for span in spans:
        line = cut_context(text, span)
        assert marked(line) == [text[slice(*span)]]
        assert len(line.text) <= max(CONTEXT_LENGTH, span[1] - span[0]) + 4
