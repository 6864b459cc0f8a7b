"""The rules of docs/architecture.md, checked on every run."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDER = ["accounts", "products", "journal", "routines", "insights", "skincare"]  # bottom first
MAY_IMPORT = {app: set(ORDER[: rank + 1]) for rank, app in enumerate(ORDER)}
CODE = sorted(
    file for app in ORDER for file in (ROOT / app).rglob("*.py") if "migrations" not in file.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py")) + sorted((ROOT / "benchmarks").rglob("*.py"))
PURE = ("routines/engine", "products/inci", "products/knowledge.py")


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("file", CODE, ids=name_of)
def test_a_file_imports_downwards_only(file: Path) -> None:
    app = file.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imported(ast.parse(file.read_text()))} & {*ORDER}
    assert ours <= MAY_IMPORT[app]


@pytest.mark.parametrize("file", [*CODE, *TESTS], ids=name_of)
def test_files_and_functions_are_short(file: Path) -> None:
    text = file.read_text()
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno:
            assert node.end_lineno - node.lineno < 40, node.name


@pytest.mark.parametrize("file", CODE, ids=name_of)
def test_nothing_is_imported_inside_a_function(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef):
            assert not imported(node), node.name


@pytest.mark.parametrize(
    "file", [file for file in CODE if name_of(file).startswith(PURE)], ids=name_of
)
def test_pure_code_names_no_django(file: Path) -> None:
    names = {name.split(".")[0] for name in imported(ast.parse(file.read_text()))}
    assert not names & {"django", "allauth"}


@pytest.mark.parametrize("module", ["routines.engine.check", "products.inci.families"])
def test_the_engine_and_the_parser_run_without_django(module: str) -> None:
    code = f"import {module}, sys; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_only_middleware_and_commands_read_the_clock() -> None:
    allowed = {"skincare/middleware.py", "accounts/models.py", "accounts/sessions.py"}
    for file in CODE:
        if name_of(file) in allowed or "commands" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute):
                called = ast.unparse(node)
                assert called not in {
                    "timezone.now",
                    "timezone.localdate",
                    "date.today",
                    "datetime.now",
                }, name_of(file)


def test_no_template_has_inline_style_or_script() -> None:
    for file in (ROOT / "templates").rglob("*.html"):
        text = file.read_text()
        for forbidden in (' style="', " onclick", "javascript:", "<script>", "<style"):
            assert forbidden not in text, name_of(file)
