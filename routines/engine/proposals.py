"""What might mend a trouble: fixes worth trying, verb by verb, the least change first."""

from collections.abc import Callable, Container, Iterator, Mapping
from datetime import timedelta
from itertools import combinations, islice

from routines.engine.dated_edits import MoveUse
from routines.engine.fix_edits import Edit, MoveSession, Place, Remove, Reschedule
from routines.engine.fixes import Fix, Verb
from routines.engine.flags import Flag, Rule, Scope
from routines.engine.ordering import row_of
from routines.engine.plan import Plan, Session, Step
from routines.engine.rhythm import (
    Schedules,
    fewer_days,
    longer_gaps,
    moved_days,
    turns,
)
from routines.engine.schedule import EPOCH, Periodic
from routines.engine.spares import add_sunscreen, another_of_its_kind, sunscreen_habits
from routines.engine.timeline import Use, expand
from routines.engine.trouble import Trouble
from routines.engine.waiting import MANY_SKIPS, pause, skip, start_later

OWN_WAYS = frozenset((Verb.REORDER, Verb.ADD_STEP, Verb.REPLACE_PRODUCT, Verb.START_LATER))
"""Where one of these is the answer, using something less often is none."""
FALLBACKS = (Verb.DROP_WEEKDAYS, Verb.SET_EVERY, Verb.MOVE_DATE, Verb.ALTERNATE, Verb.SKIP_ONCE)
FEW_SKIPS = 4
"""How many dates of a habit one fix skips; of steps that have a list of dates it may be many."""
MOST_LINES = 4
"""How many lines are tried in every combination."""
SINGLE_MOVES = 2
MOVES_AHEAD = 3
"""How many days later a single use is tried."""


def proposals(trouble: Trouble) -> Iterator[Fix]:
    """Yield fixes to try: the verbs of the rule in order, then what else makes sense for it."""
    for verb in _verbs(trouble):
        yield from _PROPOSERS[verb](trouble)


def _verbs(trouble: Trouble) -> list[Verb]:
    verbs = [*trouble.rule.verbs]
    if less_helps(trouble.rule):
        if Verb.PAUSE not in verbs and trouble.passes:
            verbs.insert(0, Verb.SKIP_ONCE)
        verbs += FALLBACKS
    last_resort = [Verb.REMOVE_STEP] if Verb.REMOVE_STEP in verbs else []
    return [verb for verb in dict.fromkeys(verbs) if verb not in last_resort] + last_resort


def less_helps(rule: Rule) -> bool:
    """Say whether using something less often answers a rule, whatever its verbs say first."""
    return bool(rule.verbs) and rule.scope is not Scope.PRODUCT and OWN_WAYS.isdisjoint(rule.verbs)


def _edits(schedules: Schedules) -> tuple[Edit, ...]:
    return tuple(
        Remove(line) if schedule is None else Reschedule(line, schedule)
        for line, schedule in schedules.items()
    )


def _together_then_alone(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """Yield the steps that repeat: all of them, then each by itself."""
    repeating = tuple(step for step in steps if isinstance(step.schedule, Periodic))
    if repeating:
        yield repeating
    if len(repeating) > 1:
        yield from ((step,) for step in repeating)


def _drop_weekdays(trouble: Trouble) -> Iterator[Fix]:
    if trouble.within_days:
        return
    for steps in _together_then_alone(trouble.steps):
        for schedules in fewer_days(steps, trouble.begin):
            yield Fix(Verb.DROP_WEEKDAYS, _edits(schedules))


def _set_every(trouble: Trouble) -> Iterator[Fix]:
    if trouble.within_days:
        return
    for steps in _together_then_alone(trouble.steps):
        for schedules in longer_gaps(steps, trouble.begin):
            yield Fix(Verb.SET_EVERY, _edits(schedules))


def _alternate(trouble: Trouble) -> Iterator[Fix]:
    """Propose that the lines of a session (or for a rule about days, of both) take turns."""
    groups = [trouble.steps]
    if trouble.rule.scope is Scope.SESSION:
        groups = [
            tuple(step for step in trouble.steps if step.session is session) for session in Session
        ]
    found = [turns(steps, trouble.begin) for steps in groups if len(steps) > 1]
    schedules = {line: schedule for one in found if one for line, schedule in one.items()}
    if schedules:
        yield Fix(Verb.ALTERNATE, _edits(schedules))


def skips(trouble: Trouble) -> Iterator[Fix]:
    """Propose to skip the last use of each date in trouble, as long as these are exceptions."""
    habit = any(isinstance(step.schedule, Periodic) for step in trouble.steps)
    limit = FEW_SKIPS if habit else MANY_SKIPS
    if len({flag.date for flag in trouble.flags}) > 2 * limit:
        return
    edits: list[Edit] = []
    plan, left = trouble.outlook.plan, trouble.flags
    while left and len(edits) < limit:
        use = _last_use(trouble, plan, left[0])
        if use is None:
            return
        edits.append(skip(use))
        plan = edits[-1].apply(plan, trouble.outlook.today)
        left = trouble.left(plan)
    yield Fix(Verb.SKIP_ONCE, tuple(edits))


def _last_use(trouble: Trouble, plan: Plan, flag: Flag) -> Use | None:
    """Return the last use behind a flag that is planned and may be skipped."""
    lines = {step.line for step in trouble.steps}
    earliest = trouble.outlook.today or trouble.begin
    for day in sorted({flag.date, *flag.dates}, reverse=True):
        timeline = expand(plan, day, day)
        sessions = Session if flag.session is None else (flag.session,)
        uses = [
            use
            for session in sessions
            for use in timeline.uses(day, session)
            if use.line in lines and use.product.key in flag.products
        ]
        if uses and day >= earliest:
            return uses[-1]
    return None


def _move_date(trouble: Trouble) -> Iterator[Fix]:
    """Propose another weekday for a habit, a later date for a single use."""
    weekdays = frozenset((flag.date - EPOCH).days % 7 for flag in trouble.flags)
    repeating = next(_together_then_alone(trouble.steps), ())
    for schedules in moved_days(repeating, weekdays, trouble.begin):
        yield Fix(Verb.MOVE_DATE, _edits(schedules))
    use = _last_use(trouble, trouble.outlook.plan, trouble.flags[0])
    if trouble.outlook.today and use and len(trouble.flags) == 1:
        for days in range(1, MOVES_AHEAD + 1):
            to = use.date + timedelta(days=days)
            move = MoveUse(use.date, use.session, use.line or "", use.product.key, to)
            yield Fix(Verb.MOVE_DATE, (move,))


def _remove_step(trouble: Trouble) -> Iterator[Fix]:
    """Propose to take out as few lines as will do, the rarest and last first.

    Before all of them go, one is kept on fewer days.
    """
    steps = sorted(trouble.steps, key=lambda step: (_uses_a_day(step), -trouble.steps.index(step)))
    lines = list(dict.fromkeys(step.line for step in steps))[:MOST_LINES]
    for number in range(1, len(lines)):
        for chosen in combinations(lines, number):
            yield Fix(Verb.REMOVE_STEP, tuple(Remove(line) for line in chosen))
    for step in steps if len(lines) > 1 else ():
        others = tuple(Remove(line) for line in lines if line != step.line)
        for schedules in fewer_days([step], trouble.begin):
            yield Fix(Verb.REMOVE_STEP, (*others, *_edits(schedules)))
    yield Fix(Verb.REMOVE_STEP, tuple(Remove(line) for line in lines))


def _uses_a_day(step: Step) -> float:
    if isinstance(step.schedule, Periodic):
        return len(step.schedule.due) / step.schedule.period
    return 0


def _reorder(trouble: Trouble) -> Iterator[Fix]:
    """Propose to move one line, then another one, then to put the whole session in order."""
    sessions = {flag.session for flag in trouble.flags}
    found: list[list[tuple[Place, ...]]] = []
    for routine, session in {(step.routine, step.session): None for step in trouble.steps}:
        if session in sessions:
            row = row_of(trouble.outlook.plan, routine, session, trouble.outlook.today)
            lines = [step.line for step in trouble.steps if step.line in row.lines]
            moves = islice(row.single_moves(trouble.rule.id, lines), SINGLE_MOVES)
            found.append([*((move,) for move in moves), row.moves_to(row.sorted())])
    for choice in range(SINGLE_MOVES + 1):
        edits: list[Place] = [edit for ways in found for edit in ways[min(choice, len(ways) - 1)]]
        if edits and not _prescribed(trouble.outlook.plan, {edit.line for edit in edits}):
            yield Fix(Verb.REORDER, tuple(edits))


def _prescribed(plan: Plan, lines: Container[str]) -> bool:
    return any(plan.products[step.product].prescribed for step in plan.steps if step.line in lines)


def _move_session(trouble: Trouble) -> Iterator[Fix]:
    """Propose to use one product of a session in the other one, where it is not used yet.

    Where something stands in its way there, a sunscreen comes with it, or it moves on fewer days.
    """
    plan = trouble.outlook.plan
    sessions = {flag.session for flag in trouble.flags} & set(Session) or set(Session)
    moving: dict[tuple[str, Session], list[Step]] = {}
    for step in reversed(trouble.steps):
        other = Session.PM if step.session is Session.AM else Session.AM
        there = any((use.product, use.session) == (step.product, other) for use in plan.steps)
        if step.session in sessions and not there:
            moving.setdefault((step.product, other), []).append(step)
    moves = {
        place: tuple(MoveSession(step.line, place[1]) for step in steps)
        for place, steps in moving.items()
    }
    yield from (Fix(Verb.MOVE_SESSION, move) for move in moves.values())
    sunscreen = next(filter(None, sunscreen_habits(trouble).values()), ())
    for move in moves.values() if sunscreen else ():
        yield Fix(Verb.MOVE_SESSION, (*move, *sunscreen))
    for place, move in moves.items():
        for schedules in fewer_days(moving[place], trouble.begin):
            yield Fix(Verb.MOVE_SESSION, (*move, *_edits(schedules)))


_PROPOSERS: Mapping[Verb, Callable[[Trouble], Iterator[Fix]]] = {
    Verb.MOVE_SESSION: _move_session,
    Verb.DROP_WEEKDAYS: _drop_weekdays,
    Verb.SET_EVERY: _set_every,
    Verb.SKIP_ONCE: skips,
    Verb.REORDER: _reorder,
    Verb.REMOVE_STEP: _remove_step,
    Verb.ALTERNATE: _alternate,
    Verb.ADD_STEP: add_sunscreen,
    Verb.PAUSE: pause,
    Verb.START_LATER: start_later,
    Verb.REPLACE_PRODUCT: another_of_its_kind,
    Verb.MOVE_DATE: _move_date,
}
