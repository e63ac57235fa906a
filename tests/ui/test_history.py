# SPDX-License-Identifier: MIT
"""Going back and forward over jumps."""

from companion.ui.history import History, Place

A, B, C = Place("one", 0), Place("one", 500), Place("two", 40)


def test_going_back_returns_to_the_place_before_the_jump() -> None:
    history = History()
    history.jump(A)
    assert history.back(B) == A
    assert history.forward(A) == B


def test_a_jump_forgets_what_lay_forward() -> None:
    history = History()
    history.jump(A)
    history.back(B)
    history.jump(C)
    assert not history.can_go_forward


def test_jumps_of_one_reason_count_as_one() -> None:
    history = History()
    for departure in (A, B, C):
        history.jump(departure, reason="search 1")
    assert history.back(C) == A
    assert not history.can_go_back


def test_a_new_reason_counts_again_after_going_back() -> None:
    history = History()
    history.jump(A, reason="search 1")
    history.back(B)
    history.jump(C, reason="search 1")
    assert history.back(A) == C


def test_the_same_place_is_not_kept_twice_in_a_row() -> None:
    history = History()
    history.jump(A)
    history.jump(A)
    history.back(B)
    assert not history.can_go_back


def test_places_of_a_removed_document_are_forgotten() -> None:
    history = History()
    history.jump(A)
    history.jump(C)
    history.forget("two")
    assert history.back(B) == A


def test_an_empty_history_goes_nowhere() -> None:
    history = History()
    assert history.back(A) is None
    assert history.forward(A) is None
