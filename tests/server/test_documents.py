"""What the documents tell people to type exists, and the deployment files fit the tree."""

import configparser
import json
import re
import shutil
import subprocess
import urllib.parse
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command, get_commands

from products.imports.formats import NEEDED
from products.imports.values import PACK, PERCENTS
from skincare import environment

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TOLD = "\n".join(file.read_text() for file in DOCUMENTS)
SHELL = "\n".join(line for line in TOLD.splitlines() if line.startswith("    "))
SHELL += "\n" + "\n".join(re.findall(r"`([^`\n]+)`", TOLD))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return found


def dockerfile(instruction: str) -> list[list[str]]:
    """Return the arguments of each such line, without options."""
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    return [line.split()[1:] for line in lines if line.split(maxsplit=1)[:1] == [instruction]]


def test_every_make_target_that_is_named_exists() -> None:
    typed = re.sub(r"apt install .*", "", SHELL)
    named = {*re.findall(r"\bmake (?:-C \S+ )?([a-z][a-z-]*)", typed)}
    targets = {*re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)}
    assert {"run", "test", "install"} <= named <= targets


def test_every_management_command_that_is_named_exists() -> None:
    named = {*re.findall(r"manage\.py ([a-z_]+)", SHELL)}
    assert {"backup", "restore", "check_routine"} <= named <= {*get_commands()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_file_that_is_linked_exists(document: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)", document.read_text()):
        if not urllib.parse.urlsplit(link).scheme:
            assert (document.parent / link).exists(), link


@pytest.mark.parametrize(
    "typed", re.findall(r"(?m)^    \.venv/bin/python manage\.py (.+)", DOCUMENTS[0].read_text())
)
def test_every_command_that_reads_a_file_answers_what_the_readme_says(
    typed: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    label = tmp_path / "label.txt"
    label.write_text("Aqua, Glycerin, Niacinamide")
    monkeypatch.chdir(ROOT)
    call_command(*typed.replace("label.txt", str(label)).split())
    assert json.loads(capsys.readouterr().out)


def test_every_folder_is_on_the_map() -> None:
    named = {*re.findall(r"`(\w+)/`", (ROOT / "README.md").read_text())}
    folders = {file.name for file in ROOT.iterdir() if file.is_dir() and file.name[0] not in "._"}
    assert folders <= named


def test_every_file_under_deploy_that_is_named_exists() -> None:
    named = {*re.findall(r"\bdeploy/([\w.]+\w)", SHELL)} - {".env"}
    assert {"layerwise.service", "nginx.conf", "compose.yaml"} <= named
    assert named <= {file.name for file in DEPLOY.iterdir()}


def test_every_setting_is_explained() -> None:
    read = re.findall(
        r"environment\.\w+\(\s*\"([A-Z_]+)\"", (ROOT / "skincare" / "settings.py").read_text()
    )
    table = {*re.findall(r"`([A-Z_]+)`", (ROOT / "README.md").read_text())}
    assert read
    assert {*read} - table == set()


def test_commands_are_told_with_the_settings_and_the_user_of_the_unit() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read(DEPLOY / "layerwise.service")
    service = unit["Service"]
    here = f"set -a; . {service['EnvironmentFile']}; cd {service['WorkingDirectory']}"
    as_user = f"runuser -u {service['User']} -- .venv/bin/python manage.py "
    typed = (ROOT / "docs" / "deploy.md").read_text().splitlines()
    assert f"    {here}" in typed
    assert any(line.startswith(f"    {as_user}") for line in typed)
    [nightly] = [line for line in typed if "backup /var/backups" in line]
    assert f"{here} && /sbin/{as_user}backup" in nightly


def test_every_column_of_an_import_is_explained() -> None:
    table = re.findall(r"(?m)^\| (`.+?`) \|", (ROOT / "docs" / "catalogue.md").read_text())
    folder = ROOT / "products" / "imports"
    code = "".join((folder / name).read_text() for name in ("rows.py", "values.py"))
    read = {*re.findall(r"values(?:\.get\(|\[)\"(\w+)\"", code)} - {"barcode_may_be_wrong"}
    assert {*re.findall(r"`(\w+)`", " ".join(table))} == {*read, *NEEDED, *PACK, *PERCENTS}


def test_the_image_holds_every_folder_the_site_needs() -> None:
    sources = [name for words in dockerfile("COPY") for name in words[:-1] if "--" not in name]
    local = {name.rstrip("/") for name in sources} - {"/app"}
    assert all((ROOT / name).exists() for name in local)
    apps = {file.parent.name for file in ROOT.glob("*/apps.py")}
    needed = {*apps, "templates", "static", "bin/serve", "manage.py", "requirements.txt"}
    if (ROOT / "locale").exists():
        needed.add("locale")
    assert needed <= local
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert local == {line[1:] for line in kept if line.startswith("!")}


def test_the_image_runs_as_a_user_of_its_own_and_its_build_key_is_accepted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert dockerfile("USER") == [["layerwise"]]
    assert dockerfile("CMD")[-1] == ['["bin/serve"]']
    assert dockerfile("HEALTHCHECK")
    key = re.search(r"SECRET_KEY=(\S+)", (DEPLOY / "Dockerfile").read_text())
    assert key
    monkeypatch.setenv("SECRET_KEY", key[1])
    assert environment.secret_key("SECRET_KEY", file=tmp_path / "key") == key[1]


def test_the_key_of_an_image_lies_on_its_volume(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "volume" / "key"))
    made = environment.secret_key("SECRET_KEY", file=tmp_path / "elsewhere")
    assert (tmp_path / "volume" / "key").read_text() == made
    assert not (tmp_path / "elsewhere").exists()


def test_containers_are_closed_in_and_wait_for_each_other(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert {*services} == {"web", "proxy", "postgres"}
    assert services["postgres"]["profiles"] == ["postgres"]
    assert "ports" not in services["web"]
    assert services["web"]["read_only"] is True
    assert services["web"]["cap_drop"] == ["ALL"]
    assert services["web"]["volumes"] == ["data:/data"]
    assert services["proxy"]["depends_on"]["web"]["condition"] == "service_healthy"
    assert services["web"]["depends_on"]["postgres"]["required"] is False
    build = services["web"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
    mounted = {volume.split(":")[0] for one in services.values() for volume in one["volumes"]}
    assert mounted - {"./Caddyfile"} == {*compose["volumes"]}


def test_every_value_that_containers_read_is_in_the_example(compose: dict[str, Any]) -> None:
    read = {*re.findall(r"\$\{([A-Z_]+)", yaml.safe_dump(compose))}
    assert read <= {*re.findall(r"\b([A-Z_]+)=", (DEPLOY / "example.env").read_text())}


def test_the_unit_starts_the_server_and_is_hardened(tmp_path: Path) -> None:
    text = (DEPLOY / "layerwise.service").read_text()
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[method-assign, assignment]  # its documented switch
    unit.read_string(text)
    service = unit["Service"]
    assert (ROOT / service["ExecStart"].removeprefix("/opt/layerwise/")).is_file()
    assert service["ReadWritePaths"] == "/opt/layerwise/var"
    assert (service["User"], service["ProtectSystem"]) == ("layerwise", "strict")
    systemd = shutil.which("systemd-analyze")
    if systemd:
        here = tmp_path / "layerwise.service"
        here.write_text(text.replace("/opt/layerwise", str(ROOT)))
        done = subprocess.run(
            [systemd, "verify", here], capture_output=True, text=True, check=False
        )
        assert "layerwise.service" not in done.stderr


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_proxy_configuration_closes_what_it_opens(name: str) -> None:
    text = (DEPLOY / name).read_text()
    assert text.count("{") == text.count("}")
