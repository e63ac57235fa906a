# SPDX-License-Identifier: MIT
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from companion.ui.rows import ROW_ROLE, Row, RowModel, Shape


def grouped() -> list[Row]:
    rows = []
    for group in ("one", "two"):
        rows.append(Row(Shape.GROUP, group, value=group))
        rows.extend(Row(Shape.CARD, f"{group} {n}", value=f"{group}{n}", spoken=f"section {n}") for n in range(3))
    return rows


def titles(model: RowModel) -> list[str]:
    return [model.index(n).data(Qt.ItemDataRole.DisplayRole) for n in range(model.rowCount())]


def test_the_model_keeps_qts_rules_while_it_changes(qtmodeltester: ModelTester) -> None:
    model = RowModel("hit")
    qtmodeltester.check(model)
    model.set_rows(grouped())
    model.fold(model.index(0))
    model.extend([Row(Shape.CARD, "more", value="more")])
    model.unfold(model.index(0))
    model.set_rows([])


def test_a_folded_group_hides_its_rows_and_no_others(qtbot: QtBot) -> None:
    model = RowModel("hit")
    model.set_rows(grouped())
    model.fold(model.index(0))
    assert titles(model) == ["one", "two", "two 0", "two 1", "two 2"]
    model.unfold(model.index(0))
    assert len(titles(model)) == 8


def nested() -> list[Row]:
    rows = []
    for outer in ("one", "two"):
        rows.append(Row(Shape.GROUP, outer, value=outer))
        for inner in ("a", "b"):
            rows.append(Row(Shape.GROUP, f"{outer} {inner}", value=f"{outer}{inner}", depth=1))
            rows.append(Row(Shape.CARD, f"{outer} {inner} text", value=f"{outer}{inner}0"))
    return rows


def test_a_group_in_a_group_keeps_what_it_hides_while_the_outer_one_is_folded(qtbot: QtBot) -> None:
    model = RowModel("mention")
    heard: list[object] = []
    model.unfolded.connect(heard.append)
    model.set_rows(nested())
    model.fold(model.index(1))
    assert titles(model)[:4] == ["one", "one a", "one b", "one b text"]
    model.fold(model.index(0))
    assert titles(model)[:3] == ["one", "two", "two a"]
    model.unfold(model.index(0))
    assert titles(model)[:4] == ["one", "one a", "one b", "one b text"]
    assert heard == ["one"]
    assert model.group_of(model.index(3)).data() == "one b"
    assert model.group_of(model.index(2)).data() == "one"


def test_asking_for_a_row_unfolds_every_group_around_it(qtbot: QtBot) -> None:
    model = RowModel("mention")
    model.set_folded(["one", "onea"])
    model.set_rows(nested())
    assert titles(model)[:2] == ["one", "two"]
    assert model.index_of(2).data() == "one a text"
    assert titles(model)[:4] == ["one", "one a", "one a text", "one b"]


def test_a_group_stays_folded_when_new_rows_come(qtbot: QtBot) -> None:
    model = RowModel("hit")
    model.set_rows(grouped())
    model.fold(model.index(4))
    model.set_rows(grouped())
    assert titles(model) == ["one", "one 0", "one 1", "one 2", "two"]


def test_asking_for_a_row_of_a_folded_group_unfolds_it(qtbot: QtBot) -> None:
    model = RowModel("hit")
    model.set_rows(grouped())
    model.fold(model.index(0))
    index = model.index_of(2)
    assert index.data() == "one 1"
    assert not model.is_folded(model.index(0))


def test_rows_are_read_aloud_with_their_number_among_all(qtbot: QtBot) -> None:
    model = RowModel("hit")
    model.set_rows(grouped())
    spoken = [model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in (0, 1, 5)]
    assert spoken == ["one, unfolded", "hit 1 of 6, section 0", "hit 4 of 6, section 0"]
    model.fold(model.index(0))
    assert model.index(2).data(Qt.ItemDataRole.AccessibleTextRole) == "hit 4 of 6, section 0"


def test_more_is_asked_for_once_until_it_comes(qtbot: QtBot) -> None:
    model = RowModel("word")
    asked: list[bool] = []
    model.more_requested.connect(lambda: asked.append(True))
    model.set_rows([Row(Shape.ENTRY, "able", value="able")])
    root = model.index(-1)
    assert not model.canFetchMore(root)
    model.set_more(True)
    model.fetchMore(root)
    assert asked == [True]
    assert not model.canFetchMore(root)
    model.extend([Row(Shape.ENTRY, "about", value="about")])
    assert model.index(1).data(ROW_ROLE).value == "about"
