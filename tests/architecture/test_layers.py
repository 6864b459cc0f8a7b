"""The rules of docs/architecture.md, checked on every run."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
ORDER = ["accounts", "products", "journal", "routines", "skincare"]  # bottom first
MAY_IMPORT = {app: set(ORDER[: rank + 1]) for rank, app in enumerate(ORDER)}
PURE = ("routines/engine", "products/inci", "products/knowledge.py")
READ_THE_CLOCK = {"skincare/middleware.py", "accounts/models.py", "accounts/sessions.py"}
CLOCKS = ("timezone.now", "timezone.localdate", "date.today", "datetime.now")
INLINE = (' style="', " onclick", "javascript:", "<script>", "<style")


def files(folder: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each Python file; migrations are Django's."""
    for file in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" not in file.parts:
            yield file.relative_to(ROOT).as_posix(), file.read_text()


CODE: Mapping[str, ast.Module] = {
    name: ast.parse(text) for app in ORDER for name, text in files(app)
}


def imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def packages(tree: ast.AST) -> set[str]:
    return {name.partition(".")[0] for name in imported(tree)}


def test_imports_run_downwards_only() -> None:
    assert [app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()] == ORDER
    upwards = {
        name: packages(tree) & {*ORDER} - MAY_IMPORT[name.partition("/")[0]]
        for name, tree in CODE.items()
    }
    assert not {name: found for name, found in upwards.items() if found}


def test_files_have_at_most_300_lines_and_functions_40() -> None:
    long = []
    for folder in (*ORDER, "tests", "benchmarks"):
        for name, text in files(folder):
            long += [name] if len(text.splitlines()) > 300 else []
            long += [
                f"{name}: {node.name}"
                for node in ast.walk(CODE.get(name) or ast.parse(text))
                if isinstance(node, ast.FunctionDef) and node.end_lineno
                if node.end_lineno - node.lineno >= 40
            ]
    assert not long


def test_nothing_is_imported_inside_a_function() -> None:
    assert not [
        f"{name}: {node.name}"
        for name, tree in CODE.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and imported(node)
    ]


def test_pure_code_names_no_django() -> None:
    pure = {name: tree for name, tree in CODE.items() if name.startswith(PURE)}
    assert not [name for name, tree in pure.items() if packages(tree) & {"django", "allauth"}]


def test_the_engine_and_the_parser_run_without_django() -> None:
    code = (
        "import products.inci.families, products.inci.parse, routines.engine.check, sys\n"
        "sys.exit('django' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_only_middleware_and_commands_read_the_clock() -> None:
    assert not [
        f"{name}: {node.lineno}"
        for name, tree in CODE.items()
        if name not in READ_THE_CLOCK and "/commands/" not in name
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"now", "localdate", "today"}
        if ast.unparse(node).endswith(CLOCKS)
    ]


def test_no_template_has_inline_style_or_script() -> None:
    pages = {file: file.read_text() for file in (ROOT / "templates").rglob("*.html")}
    assert not [file.name for file, text in pages.items() if any(part in text for part in INLINE)]
