# SPDX-License-Identifier: MIT
"""Which links a document may hold: to the web, to a mail address, to a place in itself."""

import re

# No white space, control character or change of writing direction: with them one address looks like another.
_SAFE = re.compile(r"(?:https?://(?!/)|mailto:|#)[^\s\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+", re.IGNORECASE)
MAX_LENGTH = 2_000


def is_safe_link(address: str) -> bool:
    """Whether a run may hold this link: http, https, mailto or `#name`, at most 2,000 code points."""
    return len(address) <= MAX_LENGTH and _SAFE.fullmatch(address) is not None
