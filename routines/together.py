"""Answer "can I use these together?" in words, with the engine's placement behind them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from products.kinds_in_force import kinds_in_force
from products.knowledge import Suits, kinds
from products.usage import how_often
from routines.asked import Item, in_sentences
from routines.engine.flags import Rule
from routines.engine.plan import Product, Profile, Session
from routines.engine.rules import load_rules
from routines.engine.rules.traits import exfoliating
from routines.engine.together import Placement, Slot, Way, place
from routines.words import and_list, session_name

NOBODY = Profile()

PARTED = {
    None: (
        gettext_lazy("One in the morning, one at night."),
        gettext_lazy("Not all at once: some in the morning, the rest at night."),
    ),
    Session.AM: (
        gettext_lazy("Not in the same morning: use them on different mornings."),
        gettext_lazy("Not all in the same morning: spread them over different mornings."),
    ),
    Session.PM: (
        gettext_lazy("Not in the same evening: use them on different evenings."),
        gettext_lazy("Not all in the same evening: spread them over different evenings."),
    ),
}
"""What to do with two, and with more, that do not suit one session: by which one takes turns."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a stack: what it is, how often, and whether it was asked about."""

    kind: str
    name: str
    often: str
    asked: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """One morning or evening, from the skin up; `title` is empty where there is just one."""

    title: str
    session: Session
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Rules that say the same sort of thing, under a heading."""

    heading: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The question, a verdict and what follows from it, the order, and what the rules say.

    `hints` are rules of weak evidence, which change no verdict. `notes` go with some kinds.
    `nothing_parts` says that not even a hint keeps several things apart.
    """

    question: str
    verdict: str
    detail: str
    stacks: tuple[Stack, ...]
    statements: tuple[Statement, ...]
    hints: tuple[Rule, ...]
    notes: tuple[str, ...]
    nothing_parts: bool

    @property
    def text(self) -> str:
        """The whole answer in plain sentences, for search engines and previews."""
        words = [_(rule.words) for each in self.statements for rule in each.rules]
        asked = [layer for stack in self.stacks for layer in stack.layers if layer.asked]
        often = dict.fromkeys(
            _("%(name)s: %(often)s.") % {"name": layer.name, "often": in_sentences(layer.often)}
            for layer in asked
        )
        return " ".join([self.verdict, self.detail, *often, *words, *self.notes])


def question(items: Sequence[Item]) -> str:
    """Return what is asked: "Can I use an ampoule and a serum together?"."""
    if not items:
        return _("Can I use these together?")
    if len(items) == 1:
        return _("How do I use %(item)s?") % {"item": items[0].phrase}
    return _("Can I use %(items)s together?") % {"items": and_list(item.phrase for item in items)}


def answer(
    items: Sequence[Item],
    profile: Profile = NOBODY,
    session: Session = Session.PM,
    rules: Mapping[str, Rule] | None = None,
) -> Answer:
    """Judge one thing or several; `session` is the one they should go into if they can.

    `rules` are those in force; None = as they are stated.
    """
    rules = load_rules() if rules is None else rules
    placement = place([item.product for item in items], rules, profile, session, kinds_in_force())
    names = {item.product.key: item for item in items}
    return Answer(
        question=question(items),
        verdict=_verdict(items, placement, session, profile, rules),
        detail=_detail(names, placement),
        stacks=tuple(
            Stack(
                title=_title(slot, placement) if len(placement.slots) > 1 else "",
                session=slot.session,
                layers=tuple(
                    _layer(product, names, placement, profile, rules) for product in products
                ),
            )
            for slot, products in placement.slots.items()
        ),
        statements=_statements(placement),
        hints=placement.hints,
        notes=tuple(_notes(items)),
        nothing_parts=len(items) > 1 and not (placement.apart or placement.hints),
    )


def often_words(
    product: Product, sessions: Sequence[Session], profile: Profile, rules: Mapping[str, Rule]
) -> str:
    """Say how often at most: as the pack, the person, or else the rules and the kind say."""
    kind = product.kind_facts
    per_week, per_day = product.label_max_per_week, product.label_max_per_day
    if per_week is None and per_day is None:
        if Suits.PER_LABEL in (kind.am, kind.pm):
            return _("As its label or your prescriber says")
        per_week, per_day = kind.max_week, kind.max_day
        if kind.id == "ampoule":
            per_week = profile.ampoules_per_week or per_week
        elif exfoliating(product) and "over-exfoliation" in rules:
            limits = rules["over-exfoliation"].thresholds
            most = int(limits["per_week_sensitive" if profile.sensitive else "per_week"])
            per_week = min(per_week or most, most)
        if per_day:
            per_day = min(per_day, len(sessions))
    return how_often(per_week=per_week, per_day=per_day) or _("As often as you like")


def _layer(
    product: Product,
    names: dict[str, Item],
    placement: Placement,
    profile: Profile,
    rules: Mapping[str, Rule],
) -> Layer:
    item = names.get(product.key)
    sessions = placement.sessions.get(product.key, ())
    name = item.name if item else _(kinds()[product.kind].label)
    return Layer(
        kind=product.kind,
        name=name,
        often=often_words(product, sessions, profile, rules) if item else "",
        asked=item is not None,
        url=item.url if item else "",
    )


def _title(slot: Slot, placement: Placement) -> str:
    alone = all(not other.turn for other in placement.slots if other.session is slot.session)
    if alone:
        return session_name(slot.session)
    if slot.session is Session.AM:
        return _("Another morning") if slot.turn else _("One morning")
    return _("Another evening") if slot.turn else _("One evening")


def _verdict(
    items: Sequence[Item],
    placement: Placement,
    session: Session,
    profile: Profile,
    rules: Mapping[str, Rule],
) -> str:
    if len(items) == 1:
        sessions = placement.sessions[items[0].id]
        often = often_words(items[0].product, sessions, profile, rules)
        return _("%(often)s.") % {"often": often}
    if placement.way is Way.TOGETHER:
        return _yes(items, placement, session)
    if placement.way is Way.OWN_TIMES:
        return _("Yes: %(places)s.") % {"places": _places(items, placement)}
    turning = next((slot.session for slot in placement.slots if slot.turn), None)
    return str(PARTED[turning][len(items) > 2])  # noqa: PLR2004 (a pair has words of its own)


def _yes(items: Sequence[Item], placement: Placement, session: Session) -> str:
    asked = {item.product.key: item for item in items}
    slot, products = next(iter(placement.slots.items()))
    ordered = [asked[product.key] for product in products if product.key in asked]
    names = [_short(item) for item in ordered]
    values = {"first": names[0], "rest": and_list(names[1:])}
    free = len({item.kind.layer for item in items}) == 1 or any(item.kind.flex for item in items)
    if slot.session is not session:
        if session is Session.PM:
            words = _("Yes, in the morning: %(first)s first, then %(rest)s.")
        else:
            words = _("Yes, in the evening: %(first)s first, then %(rest)s.")
        return words % values
    if free:
        return _("Yes, in either order.")
    return _("Yes: %(first)s first, then %(rest)s.") % values


def _places(items: Iterable[Item], placement: Placement) -> str:
    """Say what goes when: "sunscreen in the morning, retinol in the evening"."""
    names = {item.product.key: item for item in items}
    words = {
        Session.AM: _("%(items)s in the morning"),
        Session.PM: _("%(items)s in the evening"),
    }
    return ", ".join(
        words[slot.session] % {"items": and_list(_short(names[each.key]) for each in asked)}
        for slot, products in placement.slots.items()
        if (asked := [product for product in products if product.key in names])
    )


def _short(item: Item) -> str:
    return item.name if item.url else in_sentences(item.name)


def _detail(names: dict[str, Item], placement: Placement) -> str:
    if placement.way is Way.OWN_TIMES:
        return _("None of them minds another; each just has its time of day.")
    if placement.way is Way.TWO_SESSIONS:
        places = _places(names.values(), placement)
        return _("%(places)s.") % {"places": places[:1].upper() + places[1:]}
    if placement.way is Way.OTHER_DAYS:
        return _("They share a week, not a session. This is where each one goes.")
    products = next(iter(placement.slots.values()))
    asked = [place for place, product in enumerate(products) if product.key in names]
    before = _around(products[: asked[0]])
    after = _around(products[asked[-1] + 1 :])
    values = {"before": before, "after": after}
    if before and after:
        return _("After %(before)s, before %(after)s.") % values
    if before:
        return _("After %(before)s.") % values
    return _("Before %(after)s.") % values if after else ""


def _around(products: Iterable[Product]) -> str:
    return and_list(in_sentences(_(kinds()[product.kind].label)) for product in products)


def _statements(placement: Placement) -> tuple[Statement, ...]:
    found = (
        Statement(_("Keep apart"), placement.apart),
        Statement(_("When in the day"), (*placement.times, *placement.sun)),
        Statement(_("In which order"), placement.order),
        Statement(_("How often"), placement.often),
        Statement(_("Once opened"), placement.keeping),
    )
    return tuple(each for each in found if each.rules)


def _notes(items: Sequence[Item]) -> Iterable[str]:
    if any(item.product.prescribed or item.kind.am is Suits.PER_LABEL for item in items):
        yield _("What your prescriber or the label of a medicine says comes before this page.")
    if len(items) == 2:  # noqa: PLR2004 ("both")
        need = _("Nobody needs both, or either.")
    else:
        need = _("Nobody needs any of this.")
    rest = _(
        "If your routine works, leave it as it is; nobody knows your skin better than you do."
    )
    yield f"{need} {rest}"
