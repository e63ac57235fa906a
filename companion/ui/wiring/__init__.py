# SPDX-License-Identifier: MIT
"""The wiring board: where what one part of the window says meets what another part does.

Panels never know each other, nor the library. Each module connects what belongs to one matter.
"""

from companion.ui.wiring.board import Wiring

__all__ = ["Wiring"]
