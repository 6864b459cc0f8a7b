"""A mark that a form carries: whose form it is, and which version of the entry it showed."""

from dataclasses import dataclass
from typing import Self

from django.core import signing

from journal.models import Entry

_signer = signing.Signer(salt="journal.stamps")


@dataclass(frozen=True, slots=True)
class Stamp:
    """`entry` and `version` are 0 where nothing was saved yet."""

    owner: int
    entry: int
    version: int

    @classmethod
    def of(cls, entry: Entry) -> Self:
        return cls(entry.owner_id, entry.pk or 0, entry.version)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read a stamp; None if it is missing or was not made here."""
        try:
            owner, entry, version = _signer.unsign(text).split("-")
        except signing.BadSignature:
            return None
        return cls(int(owner), int(entry), int(version))

    def __str__(self) -> str:
        return _signer.sign(f"{self.owner}-{self.entry}-{self.version}")

    def shows(self, entry: Entry) -> bool:
        """Tell whether the form showed the entry as it is now."""
        return self == Stamp.of(entry)
