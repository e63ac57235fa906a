# SPDX-License-Identifier: MIT
"""The query language: what a search text means, and what is said of one that means nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.errors import QueryError
from companion.search.nodes import And, Form, Near, Node, Not, Or, Phrase, Range, Word, any_of
from companion.search.query import MAX_LENGTH, parse


def shape(node: Node | None) -> object:
    """The tree without places: a word as `field:text` or text, with a sign for its form."""
    match node:
        case Word(text, form, field):
            sign = {Form.EXACT: "=", Form.PREFIX: "*", Form.TYPED: "…", Form.FUZZY: f"~{node.distance}"}
            return f"{'' if field == 'body' else field + ':'}{text}{sign.get(form, '')}"
        case Phrase(words, slop):
            return [f"phrase{f'~{slop}' if slop else ''}", *map(shape, words)]
        case Near(left, right, distance):
            return [f"near/{distance}", shape(left), shape(right)]
        case Range(field, low, high):
            return (field, low, high.rstrip("\U0010ffff"))
        case And(parts):
            return ["and", *map(shape, parts)]
        case Or(parts):
            return ["or", *map(shape, parts)]
        case Not(part):
            return ["not", shape(part)]
    return None


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("missile", "missile"),
        ("Missile Defence", ["and", "missile", "defence"]),
        ("missile AND defence", ["and", "missile", "defence"]),
        ("missile and defence", ["and", "missile", "and", "defence"]),
        ('"battle management" loop', ["and", ["phrase", "battle", "management"], "loop"]),
        ("“battle management”", ["phrase", "battle", "management"]),
        ("battle-management", ["phrase", "battle", "management"]),
        ("a OR b c", ["or", "a", ["and", "b", "c"]]),
        ("(a OR b) c", ["and", ["or", "a", "b"], "c"]),
        ("a -b", ["and", "a", ["not", "b"]]),
        ("a NOT b", ["and", "a", ["not", "b"]]),
        ("a AND NOT b", ["and", "a", ["not", "b"]]),
        ("a -(b OR c)", ["and", "a", ["not", ["or", "b", "c"]]]),
        ("a NOT NOT b", ["and", "a", "b"]),
        ("a - b", ["and", "a", "b"]),
        ("defen*", "defen*"),
        ('"missile defen*"', ["phrase", "missile", "defen*"]),
        ("battle-man*", ["phrase", "battle", "man*"]),
        ("=interceptors", "interceptors="),
        ('="arms races"', ["phrase", "arms=", "races="]),
        ("missle~", "missle~1"),
        ("missle~2 defence", ["and", "missle~2", "defence"]),
        ("title:missle~", "title:missle~1"),
        ("battle-lop~", ["phrase", "battle", "lop~1"]),
        ("a ~ b", ["and", "a", "b"]),
        ('"battle loop"~3', ["phrase~3", "battle", "loop"]),
        ('"battle loop"~3 x', ["and", ["phrase~3", "battle", "loop"], "x"]),
        ('("battle loop"~3)', ["phrase~3", "battle", "loop"]),
        ('"battle"~3', "battle"),
        ("title:missile", "title:missile"),
        ("TITLE:missile", "title:missile"),
        ('author:"Jane Doe"', ["phrase", "author:jane", "author:doe"]),
        ("tag:(a OR b)", ["or", "tag:a", "tag:b"]),
        ("in:Ab-1", ["or", "document:Ab-1=", ["phrase", "title:ab", "title:1"]]),
        ("date:2021..2023", ("date", "2021", "2023")),
        ("date:2021-05", ("date", "2021-05", "2021-05")),
        ("date:2021..", ("date", "2021", "")),
        ("date:..2021", ("date", "0", "2021")),
        ("mis*le", "mis*le"),
        ("a*b*c*", "a*b*c*"),
        ("wom?n", "wom?n"),
        ("women?", "women"),
        ('"battle* l?op"', ["phrase", "battle*", "l?op"]),
        ("=mis*le", "mis*le"),
        ("missile NEAR/5 radar", ["near/5", "missile", "radar"]),
        ("missile NEAR radar x", ["and", ["near/10", "missile", "radar"], "x"]),
        ('"a b" NEAR/2 c-d', ["near/2", ["phrase", "a", "b"], ["phrase", "c", "d"]]),
        ("a NEAR/1 b NEAR/2 c", ["and", ["near/1", "a", "b"], ["near/2", "b", "c"]]),
        ("(a OR b) NEAR/3 c", ["or", ["near/3", "a", "c"], ["near/3", "b", "c"]]),
        ("title:(a NEAR/3 b)", ["near/3", "title:a", "title:b"]),
        ("x -(a NEAR/3 b)", ["and", "x", ["not", ["near/3", "a", "b"]]]),
        ("near/5", ["phrase", "near", "5"]),
        ("kind:note", "kind:note="),
        ("Note: this", ["and", "note", "this"]),
        ("at 10:30", ["and", "at", ["phrase", "10", "30"]]),
        ("https://example.org", ["phrase", "https", "example", "org"]),
        ("U.S. policy", ["and", "us", "policy"]),
        ("to be or not to be", ["and", "to", "be", "or", "not", "to", "be"]),
        ("", None),
        ("  ", None),
        (" ,. - ” “ ", None),
        ('"', None),
    ],
)
def test_a_query_is_read_as_its_tree(query: str, tree: object) -> None:
    assert shape(parse(query, typing=query == '"')) == tree


@pytest.mark.parametrize(
    ("query", "sentence", "position"),
    [
        ('missile "defence', "This quotation mark is not closed.", 8),
        ("missile (defence", "This parenthesis is not closed.", 8),
        ("missile) defence", "This closing parenthesis has no opening one before it.", 7),
        ("a colour:red", "There is no field “colour”; there are title, section, author, tag, in, date and kind.", 2),
        ("NOT missile", "NOT only takes away from what other words find: add a word to look for.", 0),
        ("-missile", "NOT only takes away from what other words find: add a word to look for.", 0),
        ("a OR -b", "NOT only takes away from what other words find: add a word to look for.", 5),
        ("missile ()", "There is nothing between these parentheses.", 8),
        ("*", "Write at least one letter before the *.", 0),
        ("missile * defence", "Write at least one letter before the *.", 8),
        ('"missile *"', "Write at least one letter before the *.", 9),
        ("*sile", "Write at least one letter before the *.", 0),
        ("mis*le *sile", "Write at least one letter before the *.", 7),
        ("mis*le~", "A word with a sign for letters in it cannot be misspelt as well: leave out the ~.", 0),
        ("NEAR radar", "NEAR needs a word or a phrase before it and one after it.", 0),
        ("missile NEAR/5", "NEAR needs a word or a phrase before it and one after it.", 8),
        ("missile NEAR/5 -radar", "NEAR needs a word or a phrase before it and one after it.", 8),
        ("(a b) NEAR c", "NEAR needs a word or a phrase before it and one after it.", 6),
        ("title:a NEAR b", "NEAR needs a word or a phrase before it and one after it.", 8),
        ("a NEAR/500 b", "NEAR reaches over 100 words at most.", 2),
        (" OR ".join(["x"] * 64) + " OR y", "The search has too many words: 64 are the most it may have.", 320),
        (
            "(" + " OR ".join("x" * 9) + ") NEAR (" + " OR ".join("y" * 9) + ")",
            "The search has too many words: 64 are the most it may have.",
            44,
        ),
        ("x OR " * 2_000, "The search is too long: 2,000 characters are the most it may have.", 2_000),
        ("date:..", "Write a date as 2023, 2023-05 or 2021..2023.", 5),
        ("missle~3", "A word may differ by one letter or two: write ~1 or ~2.", 6),
        ("title:", "Write what to look for directly after “title:”.", 0),
        ("title: missile", "Write what to look for directly after “title:”.", 0),
        ('in:""', "Write what to look for directly after “in:”.", 0),
        ("date:soon", "Write a date as 2023, 2023-05 or 2021..2023.", 5),
        ("missile OR", "OR needs a word before it and one after it.", 8),
        ("OR missile", "OR needs a word before it and one after it.", 0),
        ("missile AND", "AND needs a word before it and one after it.", 8),
        ("missile NOT", "NOT needs a word after it.", 8),
        ("x" * 2_001, "The search is too long: 2,000 characters are the most it may have.", 2_000),
        ("a " * 65, "The search has too many words: 64 are the most it may have.", 128),
        ("(" * 500, "The parentheses are nested too deeply.", 33),
        ("tag:" * 400 + "x", "The parentheses are nested too deeply.", 132),
    ],
)
def test_a_wrong_query_is_explained_with_its_place(query: str, sentence: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (caught.value.message, caught.value.position) == (sentence, position)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("missile def", ["and", "missile", "def…"]),
        ("missile ", "missile"),
        ("missile,", "missile"),
        ('"missile def', ["phrase", "missile", "def…"]),
        ('"missile def"', ["phrase", "missile", "def"]),
        ("battle-man", ["phrase", "battle", "man…"]),
        ("missile (def", ["and", "missile", "def…"]),
        ("missile OR", "missile"),
        ("missile OR ", "missile"),
        ("missile AND", "missile"),
        ("missile NOT", "missile"),
        ("missile -", "missile"),
        ("missile title:", "missile"),
        ("missile (", "missile"),
        ("title:mis", "title:mis…"),
        ("mis*", "mis*"),
        ("missile NEAR", "missile"),
        ("missile NEAR/", "missile"),
        ("missile NEAR/5 ", "missile"),
        ("missile NEAR/5 rad", ["near/5", "missile", "rad…"]),
        ("=mis", "mis="),
    ],
)
def test_while_typing_the_last_word_is_a_beginning_and_nothing_need_be_closed(query: str, tree: object) -> None:
    assert shape(parse(query, typing=True)) == tree


def test_a_query_for_any_of_its_words_may_be_a_whole_paragraph() -> None:
    assert len(parse("word " * 300, any_words=True).parts) == 300
    with pytest.raises(QueryError, match="400"):
        parse("a " * 401, any_words=True)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a b", ["or", "a", "b"]),
        ("a", "a"),
        ("(a b) OR c", ["or", ["or", "a", "b"], "c"]),
        ("a b -c", ["and", ["or", "a", "b"], ["not", "c"]]),
        ("a b title:c", ["and", ["or", "a", "b"], "title:c"]),
        ("a title:c", ["and", "a", "title:c"]),
        ("title:c tag:d", ["and", "title:c", "tag:d"]),
    ],
)
def test_any_words_loosens_the_words_but_not_the_fields(query: str, tree: object) -> None:
    node = parse(query)
    assert node is not None
    assert shape(any_of(node)) == tree


PIECES = st.sampled_from([*'ab*-="“()~^:. \n\ud800', " OR ", " AND ", " NOT ", "title:", "in:", "date:", "20", "ё"])


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=100), st.booleans())
def test_no_query_at_all_raises_anything_but_a_query_error(query: str, typing: bool) -> None:
    error = None
    try:
        parse(query, typing=typing)
    except QueryError as caught:
        error = caught
    if error:
        assert error.message.endswith(".")
        assert error.position is not None
        assert 0 <= error.position <= min(len(query), MAX_LENGTH)
