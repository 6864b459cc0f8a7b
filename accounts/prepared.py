"""Reads that most pages make, with their SQL written and their rows laid out once.

Django takes several times as long to write the SQL of a read of few rows as a database to
answer it, and as long again to find out anew for each row where its columns go.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import BigAutoField, DateField, Field, JSONField, Model, QuerySet, Value
from django.db.models.base import ModelState
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
class _Layout:
    """Where the columns of a model stand in a row, and those of the models joined to it.

    `joins` have the functions that tell either of two joined rows of the other.
    """

    model: type[Model]
    names: tuple[str, ...]
    columns: slice
    key: int
    joins: tuple[tuple["_Layout", Callable[..., None], Callable[..., None]], ...]

    @classmethod
    def of(cls, told: Mapping[str, Any], select: Sequence[Any]) -> "_Layout":
        """Return the layout that a compiler tells of its columns."""
        places, model = told["select_fields"], told["model"]
        names = tuple(select[place][0].target.attname for place in places)
        return cls(
            model,
            names,
            slice(places[0], places[-1] + 1),
            places[names.index(model._meta.pk.attname)],
            tuple(
                (cls.of(each, select), each["local_setter"], each["remote_setter"])
                for each in told.get("related_klass_infos", ())
            ),
        )

    def made(self, row: Sequence[Any], alias: str) -> Model | None:
        """Return a row as its model, as unpickling does it; None where nothing was joined.

        A column that was not read is read by the model when it is asked for.
        """
        if row[self.key] is None:
            return None
        made = self.model.__new__(self.model)
        made.__dict__.update(zip(self.names, row[self.columns], strict=True))
        made._state = state = ModelState()
        state.adding, state.db = False, alias
        for layout, tell_this, tell_that in self.joins:
            joined = layout.made(row, alias)
            tell_this(made, joined)
            if joined is not None:
                tell_that(joined, made)
        return made


def _list_or(turn: Callable[..., Any]) -> Callable[..., Any]:
    """Return what turns JSON into a value: most of it is an empty list, which needs no parsing."""

    def turned(value: Any, column: Any, connection: Any) -> Any:
        return [] if value == "[]" else turn(value, column, connection)

    return turned


@dataclass(frozen=True)
class Prepared(Generic[Row]):
    """A read, made once: `make` returns its query set, in which `Given` stands for what varies.

    A call gives these values by name, and returns the rows, tuples where the query set is one of
    `values_list`. One query.
    """

    make: Callable[[], QuerySet[Any, Row]]

    def __call__(self, **given: Any) -> list[Row]:
        sql, params = self._written
        connection: Any = connections[self._rows.db]
        filled = tuple(
            param.among(given, connection) if isinstance(param, Given) else param
            for param in params
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            rows: list[Any] = cursor.fetchall()
        return [self._made(self._read(row, connection)) for row in rows]

    def _read(self, row: Sequence[Any], connection: Any) -> list[Any]:
        """Return a row with its columns turned into values; NULL is None for each of them."""
        values = list(row)
        for place, turn, column in self._turned:
            if values[place] is not None:
                values[place] = turn(values[place], column, connection)
        return values

    def _made(self, values: list[Any]) -> Any:
        if self._layout is None:
            return tuple(values)
        made = self._layout.made(values, self._rows.db)
        for name, place in self._compiler.annotation_col_map.items():
            setattr(made, name, values[place])
        return made

    @cached_property
    def _rows(self) -> QuerySet[Any, Row]:
        return self.make()

    @cached_property
    def _compiler(self) -> Any:
        return self._rows.query.get_compiler(self._rows.db)

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        """The SQL, and what fills its places."""
        sql, params = self._compiler.as_sql()
        return sql, tuple(params)

    @cached_property
    def _turned(self) -> tuple[tuple[int, Callable[..., Any], Any], ...]:
        """What turns columns into values: the column's place, the function, and the column."""
        found = self._compiler.get_converters([each[0] for each in self._compiler.select])
        return tuple(
            (place, _list_or(turn) if isinstance(column.output_field, JSONField) else turn, column)
            for place, (turns, column) in found.items()
            for turn in turns
        )

    @cached_property
    def _layout(self) -> _Layout | None:
        """How models are made of rows; None for tuples."""
        if not self._rows.query.default_cols:
            return None
        return _Layout.of(self._compiler.klass_info, self._compiler.select)
