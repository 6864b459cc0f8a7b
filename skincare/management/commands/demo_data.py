"""`manage.py demo_data`: an account with a past, to look round in."""

import json
import secrets
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from journal.models import Entry
from products.models import Product
from routines.models import PlanChange, Use
from skincare.demo.telling import story_tell
from skincare.portability import account_erase

EMAIL = "demo@example.org"
FEWEST, MOST = 28, 366


class Command(BaseCommand):
    """Prints the password once, on stderr, and what was made as JSON on stdout."""

    help = f"Make the account {EMAIL} with some months of routine, uses and journal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=_days, default=90, help=f"how far back it goes, {FEWEST} to {MOST}"
        )
        parser.add_argument(
            "--replace", action="store_true", help=f"delete the account {EMAIL} first"
        )

    def handle(self, *_args: Any, days: int, replace: bool, **_options: Any) -> None:
        self._make_room(replace=replace)
        password = secrets.token_urlsafe(9)
        try:
            user = story_tell(email=EMAIL, password=password, days=days, now=timezone.now())
        except Product.DoesNotExist as error:
            message = "The starter products are missing: run `manage.py prepare` first."
            raise CommandError(message, returncode=2) from error
        self.stderr.write(f"Sign in as {EMAIL} with the password {password}")
        self.stdout.write(json.dumps({"email": EMAIL, "days": days, **_counts(user)}))

    def _make_room(self, *, replace: bool) -> None:
        known = User.objects.filter(email__iexact=EMAIL).first()
        if known is None:
            return
        if not replace:
            message = f"There is an account {EMAIL} already. --replace makes it anew."
            raise CommandError(message, returncode=2)
        account_erase(user=known)


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and FEWEST <= int(text) <= MOST):
        message = f"write a number of days from {FEWEST} to {MOST}"
        raise ArgumentTypeError(message)
    return int(text)


def _counts(user: User) -> dict[str, int]:
    return {
        "changes": PlanChange.objects.for_user(user).count(),
        "uses": Use.objects.for_user(user).count(),
        "entries": Entry.objects.for_user(user).count(),
    }
