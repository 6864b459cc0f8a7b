"""Read TOML tables into frozen dataclasses, and say which file and key is wrong."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


class KnowledgeError(ValueError):
    """A mistake in a knowledge file; the message names the file and the key."""


def read_toml(file: Path) -> dict[str, Any]:
    """Return what a TOML file holds. Raises KnowledgeError if it cannot be read."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        message = f"{file.name}: {error}"
        raise KnowledgeError(message) from error


def read_records(file: Path, record: type[Record]) -> dict[str, Record]:
    """Return one `record` for each table of the file, in its order; the table's name is the `id`.

    The types of the dataclass say what each key may hold. Raises KnowledgeError for the first
    unknown key, missing key or value of another type.
    """
    return {
        name: _record(f"{file.name}: {name}", {**_table(file, name, table), "id": name}, record)
        for name, table in read_toml(file).items()
    }


def mistakes(*readers: Callable[[], object]) -> list[str]:
    """Return what is wrong with the files that these read, in words; empty if nothing is."""
    found: list[str] = []
    for read in readers:
        try:
            read()
        except KnowledgeError as error:
            found.append(str(error))
    return list(dict.fromkeys(found))


def _table(file: Path, name: str, table: object) -> dict[str, object]:
    if not isinstance(table, dict):
        message = f"{file.name}: {name}: must be a table"
        raise KnowledgeError(message)
    return table


def _record(place: str, table: Mapping[str, object], record: type[Record]) -> Record:
    assert is_dataclass(record)  # noqa: S101 - tells the type checker what callers pass
    known = {field.name: field for field in fields(record)}
    for key in table:
        if key not in known:
            message = f"{place}.{key}: unknown key"
            raise KnowledgeError(message)
    for key, field in known.items():
        optional = field.default is not MISSING or field.default_factory is not MISSING
        if key not in table and not optional:
            message = f"{place}.{key}: missing"
            raise KnowledgeError(message)
    hints = get_type_hints(record)
    values = {key: _fitted(f"{place}.{key}", value, hints[key]) for key, value in table.items()}
    return record(**values)


def _fitted(place: str, value: object, hint: Any) -> Any:
    """Return the value as the annotated type, or raise KnowledgeError."""
    kind, inner = get_origin(hint), get_args(hint)
    if kind is UnionType:  # TOML has no null, so a written value is never None
        return _fitted(place, value, inner[0])
    if kind is tuple and isinstance(value, list):
        return tuple(_fitted(f"{place}.{n}", item, inner[0]) for n, item in enumerate(value))
    if kind is Mapping and isinstance(value, dict):
        return {key: _fitted(f"{place}.{key}", item, inner[1]) for key, item in value.items()}
    if isinstance(hint, type) and issubclass(hint, StrEnum) and value in list(hint):
        return hint(str(value))
    if type(value) is hint or (hint is float and type(value) is int):
        return value
    message = f"{place}: {value!r} is not allowed here"
    raise KnowledgeError(message)
