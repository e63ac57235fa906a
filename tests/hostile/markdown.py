# SPDX-License-Identifier: MIT
"""Hostile Markdown: constructs on which converters take quadratic time or too deep a stack, and smuggled markup."""

from collections.abc import Iterator

from tests.hostile import WORDS, Canary, HostileFile

# Each is small and takes Python-Markdown minutes.
SLOW = {
    "open-brackets": "[" * 50_000,
    "open-images": "![" * 20_000,
    "declarations": "<![" * 12_000,
    "open-tags": "<a " * 40_000,
    "footnote-references": "[^1]" * 40_000 + "\n\n[^1]: x",
    "abbreviations": "".join(f"*[A{number}]: x\n" for number in range(20_000)) + "A1 A2 " * 20_000,
}
# Each is at an edge of what a converter or a parser of markup takes.
ODD = {
    "emphasis": "*a **a " * 4_000,
    "stars": "*" * 100_000 + "a",
    "code-marks": "".join("`" * (number % 50 + 1) + " " for number in range(4_000)),
    "quotes": ">" * 2_000 + " deep",
    "lists": "".join("    " * depth + "- a\n" for depth in range(300)),
    "comments": "<!--" * 10_000,
    "divisions": "<div>\n" * 10_000,
    "references": "&#" * 50_000,
    "columns": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n",
    "fences": "```\n" * 5_000 + "```",
    "headings": "# a\n" * 5_000,
    "attributes": "# a {" + "#a " * 20_000 + "}",
    "white-space": " " * 100_000 + "x",
    "one-word": "a" * 300_000,
    "aliases": "---\na: &a [x, x, x]\n" + "".join(
        f"{chr(98 + depth)}: &{chr(98 + depth)} [{', '.join('*' + chr(97 + depth) for _ in range(9))}]\n"
        for depth in range(12)
    ) + "---\n",
    "deep-front-matter": "---\na: " + "[" * 10_000 + "\n---\n",
    "python-front-matter": "---\na: !!python/object/apply:os.system ['exit 3']\n---\n",
}  # fmt: skip
SMUGGLED = {
    "scripts": "<script>alert(1)</script><svg onload=alert(1)><a href='javascript:alert(1)'>x</a>[y](javascript:z)",
    "beacons": "![a](https://example.org/a.png)<img src='//example.org/b.png' srcset='https://example.org/c.png'>"
    "<link rel=stylesheet href=https://example.org/d.css><iframe src=https://example.org/e></iframe>",
    "local-files": "![a](/etc/passwd)![b](file:///etc/passwd)![c](../../../../etc/passwd)![d](%2e%2e%2fsecret.png)"
    "<img src='\\\\example\\share\\e.png'><object data='/etc/passwd'></object>",
}


def files(_canary: Canary) -> Iterator[HostileFile]:
    """All of them."""
    for texts in (SLOW, ODD, SMUGGLED):
        for name, text in texts.items():
            yield HostileFile(f"{name}.md", f"{text}\n\n{WORDS}\n".encode(), "markdown")
