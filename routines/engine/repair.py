"""Find the fix for a cause, proven before it is offered, and mend a whole plan."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain

from routines.engine.causes import Cause, causes
from routines.engine.fix_edits import Reschedule
from routines.engine.fixes import Fix, FixError, Verb, apply
from routines.engine.flags import Flag, Rule
from routines.engine.plan import Plan
from routines.engine.proposals import less_helps, proposals, skips
from routines.engine.timeline import DAY
from routines.engine.trouble import Outlook, Trouble, look_ahead

PROOFS_A_VERB = 4
"""How many fixes of one verb are tried against all rules; most fail a quicker look before."""
MOST_DELAYS = 3
RECENT = timedelta(days=7)


Wanted = Callable[[Plan, Flag], bool]
"""Says whether a flag of a plan is to be mended."""


class Reason(StrEnum):
    """Why nothing is offered for a cause."""

    PRESCRIBED = "prescribed"
    PAST = "past"
    NONE = "none"
    NO_WORKING_FIX = "no_working_fix"


@dataclass(frozen=True, slots=True)
class Repair:
    """A mended plan: the fixes that led there, in order, and the flags that stay."""

    plan: Plan
    fixes: tuple[Fix, ...]
    left: tuple[tuple[Flag, Reason], ...]


def first_working(outlook: Outlook, cause: Cause) -> Fix | Reason:
    """Return the first fix that works for a cause of the outlook's plan, or why there is none.

    It works if afterwards the cause is gone for the whole outlook and no flag as severe is new
    there; one after which nothing at all is new is preferred.
    """
    trouble = _trouble(outlook, cause)
    if reason := _hopeless(trouble):
        return reason
    second_best: Fix | None = None
    for fix, after in _proven(trouble, proposals(trouble)):
        if not after.says_more_than(outlook):
            return fix
        second_best = second_best or fix
    return second_best or Reason.NO_WORKING_FIX


def fixes_of_flags(outlook: Outlook, cause: Cause) -> Iterator[tuple[Flag, Fix]]:
    """Yield the flags of a cause that something mends, each with its fix.

    That is the fix of the whole cause. Where it has none, flags of the same products and session
    are tried together, then each date by itself.
    """
    whole = first_working(outlook, cause)
    if isinstance(whole, Fix):
        yield from ((flag, whole) for flag in cause.flags)
        return
    same: dict[tuple[object, ...], list[Flag]] = {}
    for flag in cause.flags:
        same.setdefault((flag.rule, flag.products, flag.lines, flag.session), []).append(flag)
    for group in same.values():
        trouble = Trouble(outlook, outlook.rules[group[0].rule], tuple(group))
        if _hopeless(trouble):
            continue
        together = next((fix for fix, _ in _proven(trouble, proposals(trouble))), None)
        for flag in group:
            if fix := together or _skip_alone(trouble, flag):
                yield flag, fix


def _skip_alone(trouble: Trouble, flag: Flag) -> Fix | None:
    if not less_helps(trouble.rule):
        return None
    alone = replace(trouble, flags=(flag,))
    return next((fix for fix, _ in _proven(alone, skips(alone))), None)


def fix_all(
    plan: Plan,
    first: date,
    last: date,
    today: date | None,
    rules: Mapping[str, Rule],
    wanted: Wanted = lambda _plan, flag: flag.is_grave,
) -> Repair:
    """Mend what can be mended of the `wanted` flags of a window.

    Those are the grave ones unless told otherwise. Causes are taken in the order of their dates,
    until none is left or none can be helped. Mending the result again changes nothing.
    """
    outlook = look_ahead(plan, first, last, today, rules)
    fixes: list[Fix] = []
    while step := next(_steps_forward(outlook, last, wanted), None):
        fixes.append(step[0])
        outlook = step[1]
    left = [
        (flag, reason)
        for cause in _wanted_causes(outlook, last, wanted)
        for reason in [_hopeless(_trouble(outlook, cause)) or Reason.NO_WORKING_FIX]
        for flag in cause.flags
    ]
    left.sort(key=lambda entry: (entry[0].date, entry[0].session or "", entry[0].rule))
    return Repair(outlook.plan, tuple(fixes), tuple(left))


def _steps_forward(outlook: Outlook, last: date, wanted: Wanted) -> Iterator[tuple[Fix, Outlook]]:
    """Yield fixes after which nothing is new: for whole causes first, then for single flags."""
    troubles = [_trouble(outlook, cause) for cause in _wanted_causes(outlook, last, wanted)]
    single_flags = (
        replace(trouble, flags=(flag,))
        for trouble in troubles
        for flag in trouble.flags
        if len(trouble.flags) > 1
        and less_helps(trouble.rule)
        and flag.date <= last
        and not flag.prescribed
    )
    tries = chain(
        ((trouble, proposals(trouble)) for trouble in troubles if not _hopeless(trouble)),
        ((trouble, skips(trouble)) for trouble in single_flags),
    )
    for trouble, candidates in tries:
        for fix, after in _proven(trouble, candidates):
            if not after.says_more_than(outlook):
                yield fix, after


def _wanted_causes(outlook: Outlook, last: date, wanted: Wanted) -> tuple[Cause, ...]:
    flags = [flag for flag in outlook.flags if flag.date <= last and wanted(outlook.plan, flag)]
    return causes(flags, outlook.rules, outlook.today)


def _trouble(outlook: Outlook, cause: Cause) -> Trouble:
    """Return all flags of the outlook that belong to a cause, beyond the window it came from."""
    names = {cause.rule.id, *cause.folded}
    products = set(cause.products)
    flags = (
        flag
        for flag in outlook.flags
        if flag.rule in names and (not products.isdisjoint(flag.products) or flag in cause.flags)
    )
    return Trouble(outlook, cause.rule, tuple(flags))


def _hopeless(trouble: Trouble) -> Reason | None:
    """Return why no fix needs to be looked for."""
    if not trouble.flags:
        return Reason.PAST
    if not trouble.rule.verbs:
        return Reason.NONE
    if any(flag.prescribed for flag in trouble.flags):
        return Reason.PRESCRIBED
    return None


def _proven(trouble: Trouble, candidates: Iterable[Fix]) -> Iterator[tuple[Fix, Outlook]]:
    """Yield the candidates that work, each with what the rules say afterwards."""
    tries: Counter[Verb] = Counter()
    for candidate in candidates:
        if tries[candidate.verb] == PROOFS_A_VERB:
            continue
        fix, plan = _fitted(trouble, candidate)
        if plan is None:
            continue
        tries[fix.verb] += 1
        after = trouble.outlook.after(plan)
        if not trouble.unsolved(after.flags):
            yield fix, after


def _fitted(trouble: Trouble, fix: Fix) -> tuple[Fix, Plan | None]:
    """Return a fix and its plan if it survives a quick look, None for the plan if it does not.

    Where only uses before today stand in its way, it begins when they are a week old.
    """
    today = trouble.outlook.today
    for _ in range(MOST_DELAYS):
        try:
            plan = apply(trouble.outlook.plan, fix, today)
        except FixError:
            break
        left = trouble.left(plan)
        if not left:
            return fix, plan
        if today is None or left[-1].date >= today + RECENT:
            break
        fix = _delayed(fix, left[-1].date + DAY)
    return fix, None


def _delayed(fix: Fix, begin: date) -> Fix:
    edits = (
        replace(edit, begin=begin) if isinstance(edit, Reschedule) else edit for edit in fix.edits
    )
    return replace(fix, edits=tuple(edits))
