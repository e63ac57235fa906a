# SPDX-License-Identifier: MIT
"""The keys that select text: Shift with what moves a cursor, and Ctrl for the larger steps."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_Key = Qt.Key
_Move = QTextCursor.MoveOperation
_MOVES = {
    (_Key.Key_Left, False): _Move.PreviousCharacter,
    (_Key.Key_Right, False): _Move.NextCharacter,
    (_Key.Key_Left, True): _Move.PreviousWord,
    (_Key.Key_Right, True): _Move.NextWord,
    (_Key.Key_Up, False): _Move.Up,
    (_Key.Key_Down, False): _Move.Down,
    (_Key.Key_Up, True): _Move.PreviousBlock,
    (_Key.Key_Down, True): _Move.NextBlock,
    (_Key.Key_Home, False): _Move.StartOfLine,
    (_Key.Key_End, False): _Move.EndOfLine,
    (_Key.Key_Home, True): _Move.Start,
    (_Key.Key_End, True): _Move.End,
}


def selecting_move(event: QKeyEvent) -> QTextCursor.MoveOperation | None:
    """How far the key extends the selection; None where it does not."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers not in (_SHIFT, _SHIFT | _CONTROL):
        return None
    return _MOVES.get((_Key(event.key()), bool(modifiers & _CONTROL)))
