"""Reads that most pages make, with their SQL written once.

Django takes several times as long to write the SQL of a read of few rows as a database to
answer it.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import BigAutoField, DateField, Field, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Given(Value):
    """A value that each call of a prepared read names. It is never None, which is another SQL."""

    def __init__(self, name: str, kind: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=kind)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        """Leave a place, and stand for what goes there."""
        return "%s", [self]

    def among(self, given: dict[str, Any], connection: Any) -> Any:
        """Return its value among those of a call, as the database takes it."""
        return self.output_field.get_db_prep_value(given[self.value], connection)


OWNER = Given("owner", BigAutoField())
FIRST, LAST = Given("first", DateField()), Given("last", DateField())


@dataclass(frozen=True)
class Prepared(Generic[Row]):
    """A read, made once: `make` returns its query set, in which `Given` stands for what varies.

    A call gives these values by name, and returns the rows. One query.
    """

    make: Callable[[], QuerySet[Any, Row]]

    def __call__(self, **given: Any) -> list[Row]:
        sql, params, columns = self._written
        rows = self._rows.all()
        compiler: Any = copy(self._compiler)
        compiler.connection = connections[rows.db]
        filled = tuple(
            param.among(given, compiler.connection) if isinstance(param, Given) else param
            for param in params
        )
        compiler.as_sql = lambda: (sql, filled)
        compiler.get_converters = lambda _columns: columns
        query: Any = rows.query
        query.get_compiler = lambda *_args, **_kwargs: compiler
        return list(rows)

    @cached_property
    def _rows(self) -> QuerySet[Any, Row]:
        return self.make()

    @cached_property
    def _compiler(self) -> Any:
        return self._rows.query.get_compiler(self._rows.db)

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...], Any]:
        """The SQL, what fills its places, and what turns its columns into values."""
        sql, params = self._compiler.as_sql()
        columns = self._compiler.get_converters([each[0] for each in self._compiler.select])
        return sql, tuple(params), columns
