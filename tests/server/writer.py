"""A process that writes rows to DATABASE_URL and says what it has committed.

`python -m tests.server.writer NAME COUNT` prints a number a line, each once it is committed.
"""

import sys

import django
from django.conf import settings
from django.db import connection, transaction

from skincare import environment


def write(name: str, count: int) -> None:
    """Read, then write, in each transaction, as services do."""
    for number in range(count):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM written")
            cursor.execute("INSERT INTO written VALUES (%s, %s)", [name, number])
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    settings.configure(DATABASES={"default": environment.database("DATABASE_URL", default="")})
    django.setup()
    write(sys.argv[1], int(sys.argv[2]))
