"""Guess the kind of a product from its name, or from how somebody calls it.

The last noun of a name says what it is: an "ampoule toner" is a toner, a "toner cream" a cream.
Words around it may say which toner, mask or cream. English and Korean names are understood.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from products.search_text import plain

# kind, how sure a name ending in one of the words makes us, the words. The later word wins;
# of two that end together, the longer one.
NOUNS = (
    (
        "oil_cleanser",
        0.95,
        r"(cleansing|make ?up removing) (oil|balm|butter|water|wipes?|cloths?)",
    ),
    ("oil_cleanser", 0.95, r"(oil|balm|butter) (to \w+ )?(cleanser|cleanse|make ?up remover)"),
    ("oil_cleanser", 0.95, r"micellar( cleansing)?( water| cleanser)?|make ?up remov(er|ing)"),
    ("oil_cleanser", 0.7, r"(remover|wipes?|(facial|cleansing) (wipes?|cloths?|sheets))"),
    (
        "oil_cleanser",
        0.95,
        r"클렌징 ?(오일|밤|워터|티슈)|(오일|밤) ?클렌저|(리무버|미셀라) ?(워터)?",
    ),
    (
        "cleanser",
        0.95,
        r"(face|facial|foam(ing)?|gel|water|cream) (wash|cleanser)|cleansers?|soap",
    ),
    (
        "cleanser",
        0.85,
        r"(face |facial )?wash|foam|cleansing (gel|milk|cream|lotion|mousse|powder|stick|jelly)",
    ),
    ("cleanser", 0.85, r"(cleansing )?(foam|bar)|cleanse|클렌저|비누"),
    ("cleanser", 0.95, r"클렌징 ?(폼|젤|크림|밀크|파우더|로션)?|폼 ?클렌(징|저)|워시|세안제"),
    ("exfoliant_physical", 0.9, r"scrub|polish|peeling gel|exfoliating (powder|cleanser)"),
    ("exfoliant_physical", 0.9, r"스크럽|필링 ?젤|고마쥬|gommage|microdermabrasion|dermabrasion"),
    ("wash_off_mask", 0.6, r"masks?|masque|마스크"),
    ("wash_off_mask", 0.9, r"(clay|mud|charcoal|wash off|peel off|bubble) (masks?|masque|pack)"),
    ("wash_off_mask", 0.9, r"(클레이|머드|워시 ?오프) ?(팩|마스크)|팩(?!터)"),
    ("sleeping_mask", 0.95, r"(sleeping|overnight|night) (\w+ )?(masks?|masque|pack)"),
    ("sleeping_mask", 0.95, r"(슬리핑|수면) ?(마스크|팩)( ?팩)?"),
    ("sheet_mask", 0.95, r"sheet (\w+ )?masks?|(시트 ?)?마스크 ?(팩|시트)|시트 ?마스크"),
    ("exfoliant_chemical", 0.85, r"peels?|peel pads?|exfoliants?|exfoliators?|resurfacer"),
    (
        "exfoliant_chemical",
        0.85,
        r"(aha|bha|acid|glycolic|peel(ing)?) (\w+ )?(pads?|gel|solution)",
    ),
    (
        "exfoliant_chemical",
        0.85,
        r"peeling solution|필링 ?(패드|솔루션|세럼|앰플|에센스)?|각질 ?제거제",
    ),
    (
        "hydrating_toner",
        0.9,
        r"toners?|toning (lotion|water|solution)|tonic|skin softener|astringent",
    ),
    ("hydrating_toner", 0.9, r"토너( ?패드)?|스킨(?![가-힣\d])|화장수|토닉"),
    ("hydrating_toner", 0.6, r"pads?|패드|after ?shave|애프터 ?쉐이브"),
    ("mist", 0.9, r"mist|facial spray|setting spray|face spray|thermal water|미스트"),
    ("essence", 0.9, r"essences?|first treatment|treatment (essence|lotion)|에센스"),
    ("ampoule", 0.95, r"ampo?ules?( concentrates?| boosters?)?|앰[풀플]( ?[콘컨]센트레이트)?"),
    ("serum", 0.9, r"serums?|세럼"),
    ("serum", 0.7, r"concentrate|booster|elixir|drops|부스터|[콘컨]센트레이트"),
    ("spot_treatment", 0.85, r"spot (\w+ )?(treatment|corrector|gel|cream|dots?|patch(es)?)"),
    (
        "spot_treatment",
        0.85,
        r"(pimple|acne|blemish) (\w+ )?(patch(es)?|dots?|stickers?|treatment)",
    ),
    ("spot_treatment", 0.6, r"patch(es)?|패치"),
    ("spot_treatment", 0.8, r"drying lotion|스팟( ?(크림|젤|패치|케어))?|(여드름|트러블) ?패치"),
    ("eye_cream", 0.95, r"eye (\w+ )?(cream|creme|gel|serum|balm|treatment|masks?|patch(es)?)"),
    ("eye_cream", 0.95, r"아이 ?(크림|세럼|젤|밤|앰플|패치)|under ?eye \w+"),
    ("eye_cream", 0.6, r"eyes?"),
    ("emulsion", 0.7, r"emulsions?|(day |night |face |moisture )?lotion|에멀[전젼]|로션"),
    ("emulsion", 0.5, r"fluid|milk|플루이드|밀크"),
    ("moisturizer", 0.9, r"creams?|creme|moisturi[sz]ers?|hydrator|크림|모이스[처춰쳐]라이저"),
    ("moisturizer", 0.6, r"balm|butter|jelly|gel(ee)?|souffle|ointment|밤(?![가-힣])|젤|올인원"),
    ("face_oil", 0.85, r"(face|facial|night|dry|beauty|treatment)? ?oil|(페이스 ?|페이셜 ?)?오일"),
    ("sunscreen", 0.95, r"sun ?(screen|block|cream|gel|stick|fluid|lotion|milk|serum|care)"),
    ("sunscreen", 0.95, r"uv (\w+ )?(defen[cs]e|protector|shield|fluid)|자외선 ?차단제"),
    ("sunscreen", 0.95, r"[선썬] ?(크림|스크린|블록|스틱|젤|로션|세럼|쿠션|스프레이|밀크|에센스)"),
    ("lip_balm", 0.95, r"lip (\w+ )*(balm|butter|masks?|oil|treatment|jelly|scrub|gloss|balms?)"),
    ("lip_balm", 0.95, r"lip ?balm|chapstick|lips?|립 ?(밤|마스크|오일|에센스|트리트먼트|스크럽)"),
    (
        "makeup",
        0.9,
        r"(bb|cc) (cream|cushion)|foundation|concealer|primer|blush|mascara|highlighter",
    ),
    ("makeup", 0.6, r"make ?up( base)?|메이크업 ?베이스"),
    ("medicated_topical", 0.85, r"medicated treatment"),
    ("makeup", 0.9, r"setting powder|bronzer|lipstick|(비비|씨씨) ?크림|파운데이션|쿠션|프라이머"),
    ("body_lotion", 0.95, r"body (\w+ )?(lotion|cream|creme|butter|milk|oil|serum)|self tan\w*"),
    (
        "body_lotion",
        0.95,
        r"(hand|foot) (cream|balm|lotion)|(바디|핸드|풋) ?(로션|크림|밀크|오일|버터)",
    ),
)

# If a name was taken for one of these kinds and holds the words, it is the last kind instead.
TURNS = (
    (
        "hydrating_toner",
        r"(?<!hyaluronic )(?<!amino )acids?|aha|bha|pha|exfoliat\w+|glycolic|salicylic|peel\w*"
        r"|resurfac\w+|아하|바하|필링",
        "exfoliating_toner",
    ),
    ("serum essence", r"exfoliat\w+|peel\w*|필링", "exfoliant_chemical"),
    ("wash_off_mask", r"sleep\w*|overnight|night|슬리핑|수면", "sleeping_mask"),
    ("wash_off_mask", r"sheets?|시트", "sheet_mask"),
    ("moisturizer emulsion serum essence", r"eyes?|undereye|아이크림", "eye_cream"),
    (
        "moisturizer emulsion face_oil wash_off_mask serum makeup exfoliant_physical",
        r"lips?",
        "lip_balm",
    ),
    (
        "moisturizer emulsion face_oil",
        r"body|hands?|foot|feet|바디|핸드|self tan\w*",
        "body_lotion",
    ),
    ("moisturizer", r"sun protect\w*|sun ?screens?|sun", "sunscreen"),
    ("face_oil moisturizer", r"cleans\w+|remov\w+|클렌징", "oil_cleanser"),
    (
        "moisturizer emulsion serum face_oil hydrating_toner spot_treatment",
        r"tretinoin|adapalene|isotretinoin"
        r"|tazarotene|trifarotene|hydroquinone|clindamycin|ivermectin|metronidazole|differin|finacea|skinoren",
        "medicated_topical",
    ),
    ("emulsion serum essence face_oil mist ampoule", r"spf( ?\d+)?|sun|자외선", "sunscreen"),
)

# Names without a noun: what such a thing usually is.
ACTIVES = (
    ("sunscreen", 0.85, r"spf ?\d*|sun (protect\w*|stick|gel)|선케어"),
    ("medicated_topical", 0.85, r"tretinoin|adapalene|differin|isotretinoin|tazarotene|trifarotene"
     r"|hydroquinone|benzoyl peroxide|clindamycin|metronidazole|ivermectin|finacea|skinoren"),
    ("exfoliant_chemical", 0.6, r"aha|bha|pha|(glycolic|lactic|salicylic|mandelic) acid"
     r"|retexturi\w+|exfoliat\w+|애시드"),
    ("face_oil", 0.5, r"squalane|rose ?hip( seed)?|marula|jojoba|argan"),
    ("serum", 0.5, r"retinol|retinal|niacinamide|vitamin c|ascorbic acid|hyaluronic acid|peptides?"
     r"|alpha arbutin|azelaic acid|bakuchiol|copper|caffeine"
     r"|레티놀|나이아신아마이드|히알루론\w*|알부틴|비타민 ?c"),
)  # fmt: skip

LONGEST_NAME = 200  # letters; what comes after is no name
ASIDES = re.compile(r"\[[^\]]*\]|\([^)]*\)")
CLAUSES = re.compile(r"\b(?:with|for|infused|avec|featuring)\b.*|\b(?:set|kit|duo|trio|bundle)\b")


class Guess(NamedTuple):
    """A kind, or None where nothing speaks for one, and how sure we are (0 to 1)."""

    kind: str | None
    confidence: float


LATIN = r"(?<![a-z])(?:{words})(?![a-z])"
ANY_SCRIPT = r"(?:(?<![a-z])|(?=[가-힣]))(?:{words})(?:(?![a-z])|(?<=[가-힣]))"
"""Words of Latin letters match whole; Korean nouns also at the end of longer words."""


GROUP = re.compile(r"\((?!\?)")
"""Begins a group that is kept; to find where nouns begin takes half the time without."""


class _Words:
    """The nouns with the kinds they stand for, and the words around them, in one script."""

    def __init__(self, script: str) -> None:
        latin = script == LATIN
        nouns = [noun for noun in NOUNS if not latin or re.search("[a-z]", noun[2])]
        any_of = "|".join(GROUP.sub("(?:", words) for _kind, _sure, words in nouns)
        self.begins = re.compile(f"(?={script.format(words=any_of)})")
        self.nouns = [
            (Guess(kind, sure), re.compile(script.format(words=words)))
            for kind, sure, words in nouns
        ]
        self.turns = [
            (kinds.split(), re.compile(script.format(words=words)), kind)
            for kinds, words, kind in TURNS
        ]
        self.beginning = lru_cache(maxsize=32_768)(self._beginning)

    def _beginning(self, text: str) -> Sequence[tuple[int, Guess, int]]:
        """Return the number, meaning and length of each noun that a text begins with."""
        found = (
            (number, guess, noun.match(text)) for number, (guess, noun) in enumerate(self.nouns)
        )
        return [(number, guess, match.end()) for number, guess, match in found if match]


_LATIN = _Words(LATIN)
"""For names without other letters, which most are."""
_ANY_SCRIPT = _Words(ANY_SCRIPT)
_ACTIVES = tuple(
    (kind, sure, re.compile(ANY_SCRIPT.format(words=words))) for kind, sure, words in ACTIVES
)
_ONE_DIGIT = str.maketrans("123456789", "0" * 9)
"""Any digit means the same, so that ends of names repeat, and are looked at once."""


def guess_kind(text: str) -> Guess:
    """Return the kind a name most likely stands for."""
    text = text[:LONGEST_NAME].translate(_ONE_DIGIT)
    whole = plain(text)
    for part in _readings(text, whole):
        found = _last_noun(part)
        if found.kind:
            return _turned(found, whole)
    for kind, sure, pattern in _ACTIVES:
        if pattern.search(whole):
            return Guess(kind, sure)
    return Guess(None, 0.0)


def _readings(text: str, whole: str) -> Iterator[str]:
    """Yield the name without asides and "with …", then without asides, then whole."""
    bare = plain(ASIDES.sub(" ", text)) if "[" in text or "(" in text else whole
    yield CLAUSES.sub(" ", bare)
    yield bare
    yield whole


def _words(text: str) -> _Words:
    return _LATIN if text.isascii() else _ANY_SCRIPT


def _last_noun(text: str) -> Guess:
    """Return the kind of the noun that ends last; the longer one if two end together."""
    best, end, length = Guess(None, 0.0), 0, 0
    words = _words(text)
    behind: dict[int, int] = {}
    for begin in words.begins.finditer(text):
        start = begin.start()
        for number, guess, size in words.beginning(text[start:]):
            if start < behind.get(number, 0):
                continue
            place = behind[number] = start + size
            if (place, size) > (end, length):
                best, end, length = guess, place, size
    return best


def _turned(found: Guess, text: str) -> Guess:
    """Apply the words around the noun."""
    for kinds, pattern, kind in _words(text).turns:
        if found.kind in kinds and pattern.search(text):
            return Guess(kind, max(found.confidence, 0.85))
    return found
