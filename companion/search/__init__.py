# SPDX-License-Identifier: MIT
"""The full-text index over passages: built by a process of its own, read by the window."""
