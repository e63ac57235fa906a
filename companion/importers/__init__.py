# SPDX-License-Identifier: MIT
"""Bytes to Manuscript, one module per format, run inside the sandbox."""
