# SPDX-License-Identifier: MIT
"""Everything the reader owns, in one folder."""
