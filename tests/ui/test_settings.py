# SPDX-License-Identifier: MIT
"""Settings and the window's state survive, also when their file does not."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from companion.ui.settings import Settings, WindowState, load, save


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    chosen = replace(Settings(), theme="sepia", size=22, justify=True, line_height=1.8)
    save(chosen, tmp_path / "deep" / "settings.json")
    assert load(Settings, tmp_path / "deep" / "settings.json") == chosen


def test_tuples_of_the_window_state_come_back_as_tuples(tmp_path: Path) -> None:
    state = WindowState(query="laser", searches=("a", "b"))
    save(state, tmp_path / "window.json")
    assert load(WindowState, tmp_path / "window.json") == state


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '"x"', "\x00\x01", '{"size": {"a": 1}}'])
def test_a_broken_file_gives_the_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content, encoding="utf-8")
    assert load(Settings, tmp_path / "settings.json") == Settings()


def test_wrong_values_fall_back_one_by_one(tmp_path: Path) -> None:
    stored = {"theme": "plaid", "size": 900, "justify": "yes", "line_height": None, "measure": 60, "unknown": 1}
    (tmp_path / "settings.json").write_text(json.dumps(stored), encoding="utf-8")
    assert load(Settings, tmp_path / "settings.json") == replace(Settings(), size=48, measure=60)


def test_every_setting_says_what_it_is_and_where_it_belongs() -> None:
    for option in fields(Settings):
        assert option.metadata["label"]
        assert option.metadata["group"]
