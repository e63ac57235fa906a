# SPDX-License-Identifier: MIT
"""The preferences dialog is made from the settings' fields and tells every change."""

from dataclasses import fields, replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from companion.ui.preferences import Preferences
from companion.ui.settings import Settings


def control(dialog: Preferences, kind: type, label: str):
    return next(each for each in dialog.findChildren(kind) if each.accessibleName() == label)


def test_every_setting_has_a_control(qtbot: QtBot) -> None:
    dialog = Preferences(Settings())
    qtbot.addWidget(dialog)
    names = {widget.accessibleName() for widget in dialog.findChildren(QWidget)}
    assert {option.metadata["label"] for option in fields(Settings)} <= names


def test_a_change_is_told_at_once(qtbot: QtBot) -> None:
    dialog = Preferences(Settings())
    qtbot.addWidget(dialog)
    told: list[Settings] = []
    dialog.settings_changed.connect(told.append)
    theme = control(dialog, QComboBox, "Theme")
    theme.setCurrentIndex(theme.findData("sepia"))
    control(dialog, QSpinBox, "Text size").setValue(24)
    control(dialog, QCheckBox, "Justified lines").setChecked(True)
    assert told[-1] == replace(Settings(), theme="sepia", size=24, justify=True)


def test_the_defaults_can_be_restored(qtbot: QtBot) -> None:
    dialog = Preferences(replace(Settings(), size=40, theme="dark"))
    qtbot.addWidget(dialog)
    told: list[Settings] = []
    dialog.settings_changed.connect(told.append)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.RestoreDefaults).click()
    assert told == [Settings()]
    assert control(dialog, QSpinBox, "Text size").value() == 18
