"""Compare the engine with the second reading on many routine files at random."""

import sys
from argparse import ArgumentParser
from collections import Counter

from routines.engine.rules import load_rules
from tests.engine.reference.compare import differences, report
from tests.engine.reference.evaluate import RULES
from tests.engine.reference.random_documents import random_document


def main() -> int:
    """Print one example of each way in which they differ; return 1 if there is any."""
    parser = ArgumentParser(prog="python -m tests.engine.reference", description=__doc__)
    parser.add_argument("count", type=int, help="how many routine files")
    parser.add_argument("--from", type=int, default=0, dest="first", help="first seed")
    asked = parser.parse_args()
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(asked.first, asked.first + asked.count):
        ways = {(what, flag[0]) for what, flag in differences(random_document(seed))}
        if ways - set(seen):
            said = report(seed)
            sys.stdout.writelines(f"{said[way]}\n\n" for way in sorted(ways - set(seen)))
        seen.update(ways)
    rules = len(RULES & set(load_rules()))
    sys.stdout.write(f"{asked.count} routine files, {rules} rules, differing in:\n")
    sys.stdout.writelines(f"{count:6} {rule}: {what}\n" for (what, rule), count in seen.items())
    return 1 if seen else 0


sys.exit(main())
