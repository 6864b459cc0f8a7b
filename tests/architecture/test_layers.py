"""The rules of docs/architecture.md, checked on every run."""

import ast
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
ORDER = ["accounts", "products", "journal", "routines", "skincare"]  # bottom first
MAY_IMPORT = {app: set(ORDER[: rank + 1]) for rank, app in enumerate(ORDER)}
PURE = ("routines/engine", "products/inci", "products/knowledge.py")
READ_THE_CLOCK = {"skincare/middleware.py", "accounts/models.py", "accounts/sessions.py"}
CLOCKS = ("timezone.now", "timezone.localdate", "date.today", "datetime.now")
INLINE = (' style="', " onclick", "javascript:", "<script>", "<style")

TEXTS = {
    file.relative_to(ROOT).as_posix(): file.read_text()
    for folder in (*ORDER, "tests", "benchmarks")
    for file in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in file.parts
}

Import = ast.Import | ast.ImportFrom
Trees = dict[str, list[ast.AST]]
"""All that stands in each file, by its path."""


@pytest.fixture(scope="module")
def trees() -> Trees:
    return {name: list(ast.walk(ast.parse(text))) for name, text in TEXTS.items()}


@pytest.fixture
def code(trees: Trees) -> Trees:
    return {name: nodes for name, nodes in trees.items() if name.partition("/")[0] in ORDER}


def imports(nodes: Iterable[ast.AST]) -> list[Import]:
    return [node for node in nodes if isinstance(node, Import)]


def packages(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the packages that are imported."""
    found: set[str] = set()
    for node in imports(nodes):
        named = [alias.name for alias in node.names]
        found |= {node.module or ""} if isinstance(node, ast.ImportFrom) else {*named}
    return {name.partition(".")[0] for name in found}


def functions(nodes: Iterable[ast.AST]) -> dict[str, range]:
    """Return the lines of each function by its name and first line."""
    return {
        f"{node.name}, line {node.lineno}": range(node.lineno, (node.end_lineno or 0) + 1)
        for node in nodes
        if isinstance(node, ast.FunctionDef)
    }


def test_imports_run_downwards_only(code: Trees) -> None:
    assert [app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()] == ORDER
    upwards = {
        name: packages(nodes) & {*ORDER} - MAY_IMPORT[name.partition("/")[0]]
        for name, nodes in code.items()
    }
    assert not {name: found for name, found in upwards.items() if found}


def test_files_have_at_most_300_lines_and_functions_40(trees: Trees) -> None:
    assert not [name for name, text in TEXTS.items() if len(text.splitlines()) > 300]
    assert not [
        f"{name}: {function}"
        for name, nodes in trees.items()
        for function, lines in functions(nodes).items()
        if len(lines) > 40
    ]


def test_nothing_is_imported_inside_a_function(code: Trees) -> None:
    assert not [
        f"{name}: {function}"
        for name, nodes in code.items()
        for function, lines in functions(nodes).items()
        if any(node.lineno in lines for node in imports(nodes))
    ]


def test_pure_code_names_no_django(code: Trees) -> None:
    pure = {name: nodes for name, nodes in code.items() if name.startswith(PURE)}
    assert not [name for name, nodes in pure.items() if packages(nodes) & {"django", "allauth"}]


def test_the_engine_and_the_parser_run_without_django() -> None:
    script = (
        "import products.inci.families, products.inci.parse, routines.engine.check, sys\n"
        "sys.exit('django' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_only_middleware_and_commands_read_the_clock(code: Trees) -> None:
    assert not [
        f"{name}: {node.lineno}"
        for name, nodes in code.items()
        if name not in READ_THE_CLOCK and "/commands/" not in name
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr in {"now", "localdate", "today"}
        if ast.unparse(node).endswith(CLOCKS)
    ]


def test_no_template_has_inline_style_or_script() -> None:
    pages = {file: file.read_text() for file in (ROOT / "templates").rglob("*.html")}
    assert not [file.name for file, text in pages.items() if any(part in text for part in INLINE)]
