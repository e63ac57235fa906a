# SPDX-License-Identifier: MIT
"""Equations of Word (OMML) as one line of text: a fraction as (a+b)/c, a power as x^2, a root as √x."""

import re
from collections.abc import Callable, Mapping

from lxml import etree

from companion.importers.docx_package import NAMESPACES, child, value

_MATH = f"{{{NAMESPACES['m']}}}"
_TEXT = (f"{_MATH}t", f"{{{NAMESPACES['w']}}}t")
_SIMPLE = re.compile(r"\w+|.|\([^()]*\)")  # what needs no brackets

_Parts = list[tuple[str, str]]  # the names of an element's children and their texts


def linear(equation: etree._Element) -> str:
    """The text of an `m:oMath`."""
    around: list[_Parts] = [[]]
    walk = etree.iterwalk(equation, events=("start", "end"))
    for event, element in walk:
        name = str(element.tag)
        if event == "start":
            around.append([])
            if (name.startswith(_MATH) and name.endswith("Pr")) or name.endswith(("}rPr", "}del", "}moveFrom")):
                walk.skip_subtree()
            continue
        parts = around.pop()
        if name in _TEXT:
            text = element.text or ""
        else:
            local = name.removeprefix(_MATH)
            text = _FORMS.get(local, _joined)(element, parts)
        around[-1].append((name.removeprefix(_MATH), text))
    return " ".join(_joined(equation, around[0]).split())


def _joined(_element: etree._Element, parts: _Parts) -> str:
    return "".join(text for _, text in parts)


def _named(parts: _Parts, name: str) -> str:
    return next((text for other, text in parts if other == name), "")


def _grouped(text: str) -> str:
    text = text.strip()
    return text if not text or _SIMPLE.fullmatch(text) else f"({text})"


def _fraction(_element: etree._Element, parts: _Parts) -> str:
    return f"{_grouped(_named(parts, 'num'))}/{_grouped(_named(parts, 'den'))}"


def _scripts(_element: etree._Element, parts: _Parts) -> str:
    return _grouped(_named(parts, "e")) + _limits(parts)


def _before(_element: etree._Element, parts: _Parts) -> str:
    return _limits(parts) + _grouped(_named(parts, "e"))


def _limits(parts: _Parts) -> str:
    below, above = _grouped(_named(parts, "sub")), _grouped(_named(parts, "sup"))
    return (f"_{below}" if below else "") + (f"^{above}" if above else "")


def _limit_below(_element: etree._Element, parts: _Parts) -> str:
    return f"{_named(parts, 'e')}_{_grouped(_named(parts, 'lim'))}"


def _limit_above(_element: etree._Element, parts: _Parts) -> str:
    return f"{_named(parts, 'e')}^{_grouped(_named(parts, 'lim'))}"


def _root(_element: etree._Element, parts: _Parts) -> str:
    degree = _named(parts, "deg").strip()
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree) or f"{_grouped(degree)}√"
    return sign + _grouped(_named(parts, "e"))


def _sum(element: etree._Element, parts: _Parts) -> str:
    return f"{_letter(element, 'm:naryPr', 'm:chr', '∫')}{_limits(parts)} {_named(parts, 'e')}"


def _brackets(element: etree._Element, parts: _Parts) -> str:
    opening, closing = (
        _letter(element, "m:dPr", name, letter) for name, letter in (("m:begChr", "("), ("m:endChr", ")"))
    )
    inside = _letter(element, "m:dPr", "m:sepChr", "|").join(text for name, text in parts if name == "e")
    return f"{opening}{inside}{closing}"


def _function(_element: etree._Element, parts: _Parts) -> str:
    argument = _named(parts, "e")
    space = "" if argument.startswith("(") else " "
    return f"{_named(parts, 'fName')}{space}{argument}"


def _rows(_element: etree._Element, parts: _Parts) -> str:
    return f"[{'; '.join(text for name, text in parts if name == 'mr')}]"


def _row(_element: etree._Element, parts: _Parts) -> str:
    return ", ".join(text for name, text in parts if name == "e")


def _lines(_element: etree._Element, parts: _Parts) -> str:
    return "; ".join(text for name, text in parts if name == "e")


def _accent(element: etree._Element, parts: _Parts) -> str:
    return _named(parts, "e") + _letter(element, "m:accPr", "m:chr", "\u0302")


def _phantom(element: etree._Element, parts: _Parts) -> str:
    hidden = value(child(element, "m:phantPr", "m:show"), "m:val") in ("0", "off", "false")
    return "" if hidden else _named(parts, "e")


def _letter(element: etree._Element, properties: str, name: str, default: str) -> str:
    """The sign that an element chooses, which may be none; `default` where it chooses nothing."""
    found = child(element, properties, name)
    return default if found is None else value(found, "m:val")


_FORMS: Mapping[str, Callable[[etree._Element, _Parts], str]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _before,
    "limLow": _limit_below,
    "limUpp": _limit_above,
    "rad": _root,
    "nary": _sum,
    "d": _brackets,
    "func": _function,
    "m": _rows,
    "mr": _row,
    "eqArr": _lines,
    "acc": _accent,
    "phant": _phantom,
}
