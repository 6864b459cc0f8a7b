"""How long a search takes: `python -m benchmarks.search [products, 100000 unless told]`.

Measures on a throw-away SQLite file, then on a throw-away PostgreSQL if `pg_virtualenv` is here,
each in a process of its own. Exits with status 1 if a budget of the design is missed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
MANY = 100_000
IN_CLUSTER = 'DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE" exec "$@"'


def _missed(command: Sequence[str], more: Mapping[str, str]) -> bool:
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **more}, check=False)  # noqa: S603 (our own module)
    return done.returncode != 0


def main() -> None:
    number = sys.argv[1] if len(sys.argv) > 1 else str(MANY)
    command = [sys.executable, "-m", "benchmarks.search_here", number]
    with TemporaryDirectory() as folder:
        missed = _missed(command, {"DATABASE_URL": f"sqlite:///{folder}/search.sqlite3"})
    if shutil.which("pg_virtualenv"):
        cluster = ["pg_virtualenv", "-o", "fsync=off", "sh", "-c", IN_CLUSTER, "sh"]
        missed |= _missed([*cluster, *command], {})
    else:
        print("No pg_virtualenv here: PostgreSQL is not measured.")
    sys.exit(int(missed))


if __name__ == "__main__":
    main()
