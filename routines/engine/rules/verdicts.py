"""What rules said of a plan, kept for one like it: most fixes change how one product is used."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from routines.engine.flags import Flag


@dataclass(slots=True)
class Verdict:
    """The flags of a rule, and the products whose uses it looked at to raise them.

    One that looked `beyond_uses` may say something else of any other plan.
    """

    flags: tuple[Flag, ...] = ()
    looked_at: set[str] = field(default_factory=set)
    beyond_uses: bool = False


class Verdicts:
    """The verdicts on one plan; those on an `earlier` one hold where nothing looked at `changed`.

    `changed` are the products that are not used as they were; the plans differ in nothing else.
    """

    def __init__(self, earlier: "Verdicts | None" = None, changed: Collection[str] = ()) -> None:
        self._found: dict[str, Verdict] = {
            name: verdict
            for name, verdict in (earlier._found if earlier else {}).items()
            if not verdict.beyond_uses and verdict.looked_at.isdisjoint(changed)
        }
        self._current = Verdict()

    def said(self, name: str, judged: Callable[[], Iterable[Flag]]) -> tuple[Flag, ...]:
        """Return the flags of a rule, or of several that are judged at once."""
        if name not in self._found:
            self._current = verdict = Verdict()
            verdict.flags = tuple(judged())
            self._found[name] = verdict
        return self._found[name].flags

    def look_at(self, products: Iterable[str]) -> None:
        """Note that what is being said depends on how these products are used."""
        self._current.looked_at.update(products)

    def look_beyond_uses(self) -> None:
        """Note that what is being said depends on more than uses of some products."""
        self._current.beyond_uses = True
