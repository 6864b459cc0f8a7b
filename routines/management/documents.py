"""Commands that read JSON documents and print JSON: the file, its mistakes, the exit status."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand

from routines.engine.readers import RoutineFileError

Answer = Callable[[object], dict[str, Any]]


class DocumentCommand(BaseCommand):
    """Exit status 2 and one line on standard error say that a file breaks the format."""

    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a routine file, or - for standard input")

    def print_answers(self, file: str, answer: Answer, *, lines: bool = False) -> None:
        """Print the answer to a file, or to each of its lines; leave with 2 if one is faulty."""
        try:
            with _opened(file) as source:
                if lines:
                    failed = self._print_lines(source, answer)
                else:
                    failed = self._print_one(source.read(), file, answer)
        except OSError as error:
            failed = self._say(f"{file}: {error.strerror}")
        if failed:
            sys.exit(2)

    def _print_one(self, data: bytes, file: str, answer: Answer) -> bool:
        try:
            self.stdout.write(json.dumps(answer(_document(data, file))))
        except RoutineFileError as error:
            return self._say(str(error))
        return False

    def _print_lines(self, source: Iterable[bytes], answer: Answer) -> bool:
        failed = False
        for line in source:
            try:
                found = answer(_document(line.rstrip(b"\r\n")))
            except RoutineFileError as error:
                found, failed = {"error": str(error)}, True
            self.stdout.write(json.dumps(found))
        return failed

    def _say(self, trouble: str) -> bool:
        self.stderr.write(f"error: {' '.join(trouble.split())}")
        return True


def _document(data: bytes, file: str = "") -> object:
    """Return what a JSON text holds. Raises RoutineFileError, which names the file and line."""
    prefix = f"{file}, " if file else ""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"{prefix}line {error.lineno} column {error.colno}"
        raise RoutineFileError(place, error.msg) from error
    except (ValueError, RecursionError) as error:
        place = f"{prefix}not JSON in UTF-8"
        raise RoutineFileError(place, str(error)) from error


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb")


def _refuse_constant(name: str) -> object:
    message = f"{name} is no number"
    raise ValueError(message)
