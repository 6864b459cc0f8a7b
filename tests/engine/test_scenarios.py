"""Whole plans raise exactly the flags they should."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from routines.engine.check import check
from routines.engine.routine_file import parse
from tests.engine.reference import evaluate

FILES = [Path(__file__).with_name(name) for name in ("scenarios.yaml", "clauses.yaml")]


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_json(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [as_json(entry) for entry in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


CONTENTS = [as_json(yaml.load(file.read_text(), yaml.CSafeLoader)) for file in FILES]
CATALOG = {key: product for content in CONTENTS for key, product in content["catalog"].items()}
SCENARIOS = [scenario for content in CONTENTS for scenario in content["scenarios"]]


def document(scenario: dict[str, Any]) -> dict[str, Any]:
    products = {key: dict(product) for key, product in CATALOG.items()}
    for key, changes in scenario.get("products", {}).items():
        products.setdefault(key, {}).update(changes)
    parts = ("window", "start", "tz", "profile", "routine", "events")
    return {"products": products} | {part: scenario[part] for part in parts if part in scenario}


def expected(scenario: dict[str, Any]) -> set[tuple[str, str]]:
    return {(rule, when) for rule, dates in scenario["expect"].items() for when in dates}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["id"])
def test_scenario_raises_exactly_the_flags_it_expects_in_both_readings(
    scenario: dict[str, Any],
) -> None:
    given = document(scenario)
    plan, (first, last) = parse(given)
    flags = [(flag.rule, str(flag.date), flag.session) for flag in check(plan, first, last)]
    second, _notes = evaluate(given)
    for raised in (flags, second):
        assert {(rule, f"{day} {session or ''}".strip()) for rule, day, session in raised} == (
            expected(scenario)
        )
