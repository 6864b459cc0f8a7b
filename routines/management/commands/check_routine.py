"""Print the flags of a routine file, or the file mended. Reads the file and nothing else."""

import datetime as dt
import json
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from routines.engine.causes import causes
from routines.engine.check import check
from routines.engine.fix_text import text
from routines.engine.fixes import to_json
from routines.engine.flags import Flag
from routines.engine.plan import Plan
from routines.engine.readers import record
from routines.engine.repair import Reason, fix_all, fixes_of_flags
from routines.engine.routine_file import parse, to_document
from routines.engine.rules import load_rules
from routines.engine.trouble import look_ahead
from routines.management.documents import DocumentCommand

PRESCRIBER_NOTE = "prescription-follow-prescriber"
WHY_IT_STAYS = {
    Reason.PAST: "it is past",
    Reason.NONE: "this rule has no fix",
    Reason.PRESCRIBED: "ask your prescriber",
    Reason.NO_WORKING_FIX: "no change to the routine helps without another flag",
}


class Command(DocumentCommand):
    """Say which rules hold, or mend what they speak of."""

    help = "Print the flags of a routine file (JSON) as one JSON object, or the file mended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--lines",
            action="store_true",
            help="one document per line in, one result per line out",
        )
        parser.add_argument(
            "--fix",
            action="store_true",
            help="print the document with each flag of caution or more mended that can be",
        )

    def handle(self, *_args: str, file: str, lines: bool, fix: bool, **_options: object) -> None:
        self.print_answers(file, self._mended if fix else result, lines=lines)

    def _mended(self, document: object) -> dict[str, Any]:
        """Return the mended document; say which flags stay, and why."""
        found, left = mended(document)
        for flag, reason in left:
            place = " ".join(filter(None, [flag.date.isoformat(), flag.session]))
            self.stderr.write(f"stays: {flag.rule} {place}: {WHY_IT_STAYS[reason]}")
        return found


def result(document: object) -> dict[str, Any]:
    """Return the flags of a document's window and the prescriber's notes on them, sorted."""
    plan, (first, last) = parse(document)
    found = check(plan, first, last)
    fixes = offered_fixes(plan, first, last, found)
    flags = [list(same) for _key, same in groupby(found, key=_key)]
    return {
        "flags": [flag_entry(same, fixes) for same in flags],
        "notes": [note_entry(same[0]) for same in flags if any(flag.prescribed for flag in same)],
    }


def offered_fixes(
    plan: Plan, first: dt.date, last: dt.date, flags: Sequence[Flag]
) -> dict[Flag, dict[str, Any]]:
    """Return the fix of each flag that has one: of its whole cause, else of its own."""
    rules = load_rules()
    found = causes(flags, rules, None)
    if not found:
        return {}
    outlook = look_ahead(plan, first, last, None, rules)
    return {
        flag: {"text": text(fix, plan), **json.loads(to_json(fix))}
        for cause in found
        for flag, fix in fixes_of_flags(outlook, cause)
    }


def mended(document: object) -> tuple[dict[str, Any], tuple[tuple[Flag, Reason], ...]]:
    """Return the document with its routine mended, and the flags that stay."""
    plan, (first, last) = parse(document)
    repair = fix_all(plan, first, last, None, load_rules())
    return to_document(repair.plan, record(document, "")), repair.left


def flag_entry(same: list[Flag], fixes: Mapping[Flag, dict[str, Any]]) -> dict[str, Any]:
    """Return the entry of flags that differ in their products only."""
    flag = max(same, key=lambda flag: flag.severity.rank)
    offered = {json.dumps(fixes[flag]): fixes[flag] for flag in same if flag in fixes}
    return {
        "rule": flag.rule,
        "date": flag.date.isoformat(),
        "session": flag.session,
        "severity": flag.severity,
        "products": list(dict.fromkeys(product for flag in same for product in flag.products)),
        "message": load_rules()[flag.rule].words,
        "fixes": list(offered.values()),
    }


def note_entry(flag: Flag) -> dict[str, Any]:
    """Return the note that a prescriber's word comes before this flag."""
    date = flag.date.isoformat()
    return {"rule": PRESCRIBER_NOTE, "flag": flag.rule, "date": date, "session": flag.session}


def _key(flag: Flag) -> tuple[object, ...]:
    return flag.date, flag.session, flag.rule
