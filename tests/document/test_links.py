# SPDX-License-Identifier: MIT
"""Which links a document may hold."""

import pytest

from companion.document.links import is_safe_link


@pytest.mark.parametrize("address", ["http://a", "HTTPS://example.org/ä?x=1#y", "mailto:a@b.org", "#section-2"])
def test_the_web_mail_and_the_document_itself_may_be_linked(address: str) -> None:
    assert is_safe_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#",
        "http://",
        "http:///etc/passwd",
        "//host/share",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "C:\\Windows",
        "ms-settings:x",
        "tel:123",
        "report.html",
        "http://a b",
        "http://a\x00b",
        "https://example.org/\u202egnp.exe",
        "https://example.org/" + "a" * 2_000,
    ],
)
def test_nothing_else_may(address: str) -> None:
    assert not is_safe_link(address)
