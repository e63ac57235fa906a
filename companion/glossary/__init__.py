# SPDX-License-Identifier: MIT
"""Terms and where they stand in a text."""
