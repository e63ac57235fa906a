# SPDX-License-Identifier: MIT
"""The one-way rule: document <- importers, glossary, search, export <- library <- cli, ui <- app."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "companion"
GROUND = {"__init__", "errors", "paths", "work"}
COMMAND_LINE = {"__main__", "cli"}
MAKERS = {"importers", "glossary", "search", "export"}
TOP = {"app"}
HEAVY = ("whoosh", "numpy", "lxml", "markdown", "yaml", "rapidfuzz", "charset_normalizer", "snowballstemmer", "PySide6")

BELOW: dict[str, set[str]] = {
    **dict.fromkeys(GROUND, GROUND),
    "document": GROUND,
    **dict.fromkeys(MAKERS, GROUND | {"document"}),
    "library": GROUND | {"document"} | MAKERS,
    **dict.fromkeys(COMMAND_LINE, GROUND | COMMAND_LINE | {"document", "library"} | MAKERS),
    "ui": GROUND | {"document", "library"} | MAKERS,
    **dict.fromkeys(TOP, GROUND | TOP | {"document", "library", "ui"} | MAKERS),
}


def room(module: str) -> str:
    """The part of the house a module of ours stands in: `companion.search.query` in `search`."""
    return [*module.split("."), "__init__"][1]


def modules() -> list[str]:
    """Every module of the package by its dotted name."""
    paths = (path.relative_to(PACKAGE.parent).with_suffix("") for path in sorted(PACKAGE.rglob("*.py")))
    return [".".join(path.parts).removesuffix(".__init__") for path in paths]


def imports(module: str) -> Iterator[tuple[str, bool]]:
    """What `module` imports, and whether it does so inside a function."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    tree = ast.parse(source.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    late = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative name"
            yield from ((f"{node.module}.{alias.name}", id(node) in late) for alias in node.names)


def test_every_module_stands_in_a_room_of_the_plan() -> None:
    assert {room(module) for module in modules()} <= set(BELOW)


def test_no_arrow_runs_back() -> None:
    wrong = [
        f"{module} imports {imported}"
        for module in modules()
        for imported, late in imports(module)
        if imported.startswith("companion") and not may_import(room(module), room(imported), late=late)
    ]
    assert not wrong


def may_import(here: str, there: str, *, late: bool) -> bool:
    """Whether the rule lets a module in room `here` import one in `there`."""
    opens_window = here in ("cli", "__main__") and late and (there == "ui" or there in TOP)
    return there == here or there in BELOW[here] or opens_window


def test_only_the_window_knows_qt() -> None:
    core = [module for module in modules() if room(module) not in TOP | {"ui"}]
    assert not [module for module in core for name, _ in imports(module) if name.startswith(("PySide6", "shiboken6"))]


def run_python(code: str) -> str:
    """Run `code` in a fresh interpreter that knows our package, and return what it prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=PACKAGE.parent, check=True, capture_output=True, text=True).stdout


def test_all_but_the_window_works_where_qt_is_not_installed() -> None:
    core = [name for name in modules() if room(name) not in TOP | {"ui", "__main__"}]
    printed = run_python(
        f"""
import importlib, sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = None
for module in {core!r}:
    importlib.import_module(module)
from companion.cli import main
sys.exit(main(["list"]))
"""
    )
    assert "Missile Defense" in printed


def test_the_library_loads_nothing_heavy_before_it_is_needed() -> None:
    loaded = run_python("import sys, companion.library.library; print(*sys.modules)").split()
    assert not set(HEAVY) & set(loaded)
