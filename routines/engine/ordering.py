"""Which order of a session breaks no rule, and the fewest moves that lead there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise
from operator import itemgetter

from products.knowledge import kinds
from routines.engine.edits import line_versions
from routines.engine.fix_edits import Place, session_lines
from routines.engine.plan import Plan, Product, Session
from routines.engine.rules.order import NO_TURN, SEALING, broken_rules

MOVED_FIRST: Mapping[str, str] = {
    "ampoule-after-serum": "ampoule",
    "ampoule-before-cleanse-or-tone": "ampoule",
    "ampoule-after-moisturizer": "ampoule",
    "oil-cleanser-after-water-cleanser": "oil_cleanser",
    "serum-after-moisturizer": "serum",
    "oil-before-water": "face_oil",
    "sunscreen-not-last": "sunscreen",
}
"""The kind that is moved, where moving either of two would do."""


class Row:
    """The lines of one session of a routine, in order of application."""

    def __init__(self, lines: Sequence[str], products: Mapping[str, Product]) -> None:
        self.lines = tuple(lines)
        self._products = products
        self._known: dict[tuple[str, str, bool], frozenset[str]] = {}

    def broken(self, lines: Sequence[str]) -> list[str]:
        """Return the order rules broken if the lines went on like this, one entry a pair."""
        ranked = self._ranked(lines)
        next_to = set(pairwise(ranked))
        return [
            rule
            for one, other in combinations(ranked, 2)
            for rule in self._rules(one, other, adjacent=(one, other) in next_to)
        ]

    def _ranked(self, lines: Sequence[str]) -> list[str]:
        return [line for line in lines if self._products[line].kind not in NO_TURN]

    def _always_broken(self, rule: str, lines: Sequence[str]) -> bool:
        """Say whether these lines break a rule wherever another one is put among them."""
        return any(
            all(rule in self._rules(one, other, adjacent=near) for near in (False, True))
            for one, other in combinations(self._ranked(lines), 2)
        )

    def _rules(self, one: str, other: str, *, adjacent: bool) -> frozenset[str]:
        key = (one, other, adjacent)
        if key not in self._known:
            rules = broken_rules(self._products[one], self._products[other], adjacent=adjacent)
            self._known[key] = frozenset(rules) - {SEALING}
        return self._known[key]

    def sorted(self) -> tuple[str, ...]:
        """Return the lines in an order that breaks no rule, each as near its place as it can."""
        left, done = list(self.lines), list[str]()
        while left:
            line = next((one for one in left if self._may_lead(one, left)), left[0])
            left.remove(line)
            done.append(line)
        return tuple(done)

    def _may_lead(self, line: str, others: Sequence[str]) -> bool:
        if self._products[line].kind in NO_TURN:
            return True
        return not any(
            self._rules(line, other, adjacent=False)
            for other in others
            if other != line and self._products[other].kind not in NO_TURN
        )

    def single_moves(self, rule: str, lines: Sequence[str]) -> Iterator[Place]:
        """Yield moves of one of these lines that mend a rule, the best first."""
        found = []
        for line in lines:
            rest = [other for other in self.lines if other != line]
            if self._always_broken(rule, rest):
                continue  # weighing every place would cost a long routine seconds
            for place in range(len(self.lines)):
                broken = self.broken([*rest[:place], line, *rest[place:]])
                way = place - self.lines.index(line)
                if way and rule not in broken:
                    move = Place(line, rest[place - (way > 0)], after=way > 0)
                    found.append((len(broken), not self._moves_first(rule, line), abs(way), move))
        found.sort(key=itemgetter(0, 1, 2))
        yield from (move for *_, move in found)

    def _moves_first(self, rule: str, line: str) -> bool:
        kind = self._products[line].kind
        return MOVED_FIRST.get(rule) == kind or (
            rule == "leave-on-before-rinse-off" and kinds()[kind].rinse
        )

    def moves_to(self, wanted: Sequence[str]) -> tuple[Place, ...]:
        """Return the fewest moves that bring the lines into an order."""
        stay = longest_run([self.lines.index(line) for line in wanted])
        staying = [line for line in wanted if self.lines.index(line) in stay]
        edits = []
        for place, line in enumerate(wanted):
            if line in staying:
                continue
            before = next((other for other in wanted[place + 1 :] if other in staying), None)
            forward = before and self.lines.index(before) < self.lines.index(line)
            if before and (place == 0 or (forward and wanted[place + 1] == before)):
                edits.append(Place(line, before, after=False))
            else:
                edits.append(Place(line, wanted[place - 1], after=True))
        return tuple(edits)


def row_of(plan: Plan, routine: str, session: Session, today: date | None) -> Row:
    """Return a session of a routine as it runs from today on."""
    lines = session_lines(plan, routine, session, today)
    return Row(
        lines,
        {line: plan.products[line_versions(plan, line, today)[-1].product] for line in lines},
    )


def put_in_order(plan: Plan, routine: str, today: date | None) -> Plan:
    """Return the plan with both sessions of a routine in an order that breaks no rule.

    Steps without a fixed place stay where they are, and so does what may go either way.
    """
    for session in Session:
        row = row_of(plan, routine, session, today)
        for move in row.moves_to(row.sorted()):
            plan = move.apply(plan, today)
    return plan


def longest_run(places: Sequence[int]) -> frozenset[int]:
    """Return the most numbers that rise from left to right."""
    runs: list[tuple[int, ...]] = [()]
    for place in places:
        longest = max([run for run in runs if run[-1:] < (place,)], key=len)
        runs.append((*longest, place))
    longest = max(runs, key=len)
    return frozenset(longest)
