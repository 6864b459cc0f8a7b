"""The knowledge files say what the pages and rules rely on, and a mistake in one is named."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from products import knowledge
from products.checks import knowledge_files_are_sound
from products.knowledge import Suits, families, fragrance_allergens, kinds
from products.tables import KnowledgeError


@pytest.fixture
def vocabulary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the knowledge files, which is the one that is read."""
    readers = (kinds, families, fragrance_allergens)
    copied = copytree(knowledge.VOCABULARY, tmp_path / "vocabulary")
    monkeypatch.setattr(knowledge, "VOCABULARY", copied)
    for reader in readers:
        reader.cache_clear()
    yield copied
    for reader in readers:
        reader.cache_clear()


def test_usual_evening_stands_in_order_of_layers() -> None:
    evening = ["oil_cleanser", "cleanser", "hydrating_toner", "ampoule", "serum", "moisturizer"]
    assert [kind for kind in kinds() if kind in evening] == evening
    assert list(kinds())[-1] == "body_lotion"


def test_kinds_carry_their_figures() -> None:
    ampoule, medicated = kinds()["ampoule"], kinds()["medicated_topical"]
    assert (ampoule.layer, ampoule.max_day, ampoule.max_week, ampoule.pao) == (60, 1, 2, 0)
    assert ampoule.single_use_default
    assert (medicated.am, medicated.max_day, medicated.pao) == (Suits.PER_LABEL, None, None)
    assert kinds()["body_lotion"].layer is None
    assert {kind.id for kind in kinds().values() if kind.rinse} == {
        "oil_cleanser",
        "cleanser",
        "exfoliant_physical",
        "wash_off_mask",
    }
    assert {kind.id for kind in kinds().values() if kind.flex} == {
        "mist",
        "medicated_topical",
        "spot_treatment",
        "eye_cream",
        "lip_balm",
        "makeup",
        "body_lotion",
    }


def test_texts_of_kinds_are_plain_words() -> None:
    for kind in kinds().values():
        assert kind.label[0].isupper()
        assert not re.search(r"\[|\bM\b|!", kind.label + kind.tip + kind.why)
        assert not re.search(r"\d", kind.tip)
        assert kind.why.endswith(".")


def test_families_carry_their_groups_and_traces() -> None:
    assert families()["adapalene"].group == "retinoid"
    assert {key for key, family in families().items() if family.trace_ok} == {
        "aha",
        "bha",
        "pha",
        "vitamin_c_pure",
    }
    assert "aha" in families()["photosensitizer"].members
    assert "paraben" in families()


def test_oil_or_extract_stands_for_both() -> None:
    assert {"JASMINE OIL", "JASMINE EXTRACT", "LINALOOL", "VANILLIN", "ATRANOL"} <= (
        fragrance_allergens()
    )
    assert "JASMINE OIL/EXTRACT" not in fragrance_allergens()


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("kinds", "layer = 10\n", "layr = 10\n", "kinds.toml: oil_cleanser.layr: unknown key"),
        ("kinds", 'letters = "Oc"\n', "", "kinds.toml: oil_cleanser.letters: missing"),
        (
            "kinds",
            "layer = 10\n",
            'layer = "10"\n',
            "kinds.toml: oil_cleanser.layer: '10' is not allowed here",
        ),
        (
            "kinds",
            "layer = 10\n",
            "layer = true\n",
            "kinds.toml: oil_cleanser.layer: True is not allowed here",
        ),
        (
            "kinds",
            'texture = "rinse"',
            'texture = "foam"',
            "kinds.toml: oil_cleanser.texture: 'foam' is not allowed here",
        ),
        (
            "kinds",
            'letters = "Oc"',
            'letters = "Cl"',
            "kinds.toml: cleanser.letters: must be two letters of its own",
        ),
        (
            "kinds",
            "layer = 10\n",
            "layer = 25\n",
            "kinds.toml: the kinds must stand in order of their layer",
        ),
        ("kinds", "[oil_cleanser]", "x = 1\n[oil_cleanser]", "kinds.toml: x: must be a table"),
        (
            "families",
            'usual_kind = "exfoliant_chemical"',
            'usual_kind = "acid"',
            "families.toml: aha.usual_kind: no kind 'acid'",
        ),
        ("families", "'ADAPALENE'", "'('", "families.toml: adapalene.pattern: missing )"),
        (
            "families",
            '"retinoid_rx", "adapalene"',
            '"retinoid_rx", "adaptogen"',
            "families.toml: photosensitizer.members: no family 'adaptogen'",
        ),
        (
            "families",
            '"retinoid_rx", "adapalene"',
            '"retinoid_rx", 1',
            "families.toml: photosensitizer.members.3: 1 is not allowed here",
        ),
        (
            "allergens",
            "original = [",
            "original = [1,",
            "allergens.toml: original: must be a list",
        ),
        ("allergens", "original = [", "original [", "allergens.toml: "),
    ],
)
def test_mistake_is_named_with_its_file_and_key(
    vocabulary: Path, file: str, old: str, new: str, problem: str
) -> None:
    path = vocabulary / f"{file}.toml"
    path.write_text(path.read_text().replace(old, new, 1))
    (error,) = knowledge_files_are_sound()
    assert error.msg.startswith(problem)


def test_mistake_stops_its_reader(vocabulary: Path) -> None:
    (vocabulary / "kinds.toml").unlink()
    with pytest.raises(KnowledgeError, match=r"kinds\.toml"):
        kinds()
