"""`manage.py make_curator EMAIL`: let somebody curate the catalogue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from products.services.curators import curator_make


class Command(BaseCommand):
    """Give one person the catalogue's part of the admin."""

    help = "Let somebody curate the catalogue in the admin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the email they signed up with")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            user = curator_make(email=options["email"])
        except User.DoesNotExist:
            message = f"nobody has signed up as {options['email']}"
            raise CommandError(message, returncode=2) from None
        self.stdout.write(f"{user.email} is a curator now: /admin/")
