# SPDX-License-Identifier: MIT
"""The preferences dialog, made from the fields of Settings; a change shows at once."""

from dataclasses import Field, fields, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from companion.ui.folders import FolderField
from companion.ui.settings import Settings


class Preferences(QDialog):
    """One control for each field of Settings, in the field's group.

    Signals:
        settings_changed(Settings): the reader changed something.
    """

    settings_changed = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        self._settings = settings
        self._controls: dict[str, QWidget] = {}
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        groups: dict[str, QFormLayout] = {}
        for option in fields(Settings):
            name = option.metadata["group"]
            if name not in groups:
                box = QGroupBox(name)
                groups[name] = QFormLayout(box)
                groups[name].setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
                layout.addWidget(box)
            self._add(groups[name], option)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.RestoreDefaults | QDialogButtonBox.StandardButton.Close
        )
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).clicked.connect(self._on_restore)
        layout.addWidget(buttons)

    @property
    def settings(self) -> Settings:
        """The settings as the dialog stands."""
        return self._settings

    def show_settings(self, settings: Settings) -> None:
        """Bring the controls to `settings`, which changed elsewhere."""
        self._settings = settings
        for name, control in self._controls.items():
            control.blockSignals(True)
            _set_value(control, getattr(settings, name))
            control.blockSignals(False)

    def _on_restore(self) -> None:
        self.show_settings(Settings())
        self.settings_changed.emit(self._settings)

    def _on_change(self, name: str, value: Any) -> None:
        self._settings = replace(self._settings, **{name: value})
        self.settings_changed.emit(self._settings)

    def _add(self, form: QFormLayout, option: "Field[Any]") -> None:
        label, value = option.metadata["label"], getattr(self._settings, option.name)
        control = self._control(option, value)
        control.setAccessibleName(label)
        self._controls[option.name] = control
        if isinstance(control, QCheckBox):
            control.setText(label)
            form.addRow(control)
        else:
            form.addRow(label, control)

    def _control(self, option: "Field[Any]", value: Any) -> QWidget:
        name = option.name
        if isinstance(value, bool):
            check = QCheckBox()
            check.setChecked(value)
            check.toggled.connect(lambda on: self._on_change(name, on))
            return check
        if "choices" in option.metadata:
            combo = QComboBox()
            for each, text in option.metadata["choices"].items():
                combo.addItem(text, each)
            combo.setCurrentIndex(combo.findData(value))
            combo.currentIndexChanged.connect(lambda _: self._on_change(name, combo.currentData()))
            return combo
        if "folder" in option.metadata:
            folder = FolderField(value)
            folder.folder_changed.connect(lambda path: self._on_change(name, path))
            return folder
        low, high, step = option.metadata["range"]
        spin = QSpinBox() if isinstance(value, int) else QDoubleSpinBox()
        spin.setRange(low, high)
        spin.setSingleStep(step)
        spin.setValue(value)
        spin.valueChanged.connect(lambda number: self._on_change(name, number))
        return spin


def _set_value(control: QWidget, value: Any) -> None:
    if isinstance(control, QCheckBox):
        control.setChecked(value)
    elif isinstance(control, QComboBox):
        control.setCurrentIndex(control.findData(value))
    elif isinstance(control, FolderField):
        control.show_folder(value)
    elif isinstance(control, (QSpinBox, QDoubleSpinBox)):
        control.setValue(value)
