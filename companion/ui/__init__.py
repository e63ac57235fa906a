# SPDX-License-Identifier: MIT
"""The window: PySide6, and nothing outside imports it."""
