"""Measure processor time, not the clock on the wall: other work on the machine counts less."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import process_time


def cpu_ms(call: Callable[[], object], *, times: int = 25) -> float:
    """Return the milliseconds of processor time of one call: the least of many, after a warm-up.

    What slows a call down is always something else on the machine, so the least is the truest.
    """
    call()
    spent = []
    for _ in range(times):
        begin = process_time()
        call()
        spent.append(process_time() - begin)
    return min(spent) * 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value beside what it may be at most (None = told for interest only)."""

    what: str
    value: float
    unit: str
    budget: float | None = None

    @property
    def missed(self) -> bool:
        return self.budget is not None and self.value > self.budget

    def __str__(self) -> str:
        budget = "" if self.budget is None else f"  (budget {self.budget:g})"
        mark = "  MISSED" if self.missed else ""
        return f"{self.what:<44}{self.value:>9.2f} {self.unit}{budget}{mark}"


def tell(figures: Iterable[Figure]) -> None:
    """Print figures, and end with status 1 if one misses its budget."""
    missed = False
    for figure in figures:
        print(figure)
        missed |= figure.missed
    sys.exit(int(missed))
