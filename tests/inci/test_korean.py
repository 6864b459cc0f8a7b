"""Korean names are put together from their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.inci.korean import is_korean, translated
from products.inci.vocabulary import korean


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("정제수", "Aqua"),
        ("글리세릴스테아레이트", "Glyceryl Stearate"),
        ("다이소듐이디티에이", "Disodium EDTA"),
        ("폴리글리세릴-10라우레이트", "Polyglyceryl-10 Laurate"),
        ("폴리솔베이트20", "Polysorbate 20"),
        ("1,2-헥산다이올", "1,2-Hexanediol"),
        ("피이지-40하이드로제네이티드캐스터오일", "PEG-40 Hydrogenated Castor Oil"),
        ("카프릴릭/카프릭트라이글리세라이드", "Caprylic/Capric Triglyceride"),
        ("로즈마리잎추출물", "Rosmarinus Officinalis Leaf Extract"),
        ("병풀잎/줄기추출물", "Centella Asiatica Leaf/Stem Extract"),
        ("에스에이치-올리고펩타이드-1", "sh-Oligopeptide-1"),
        ("소듐 하이알루로네이트", "Sodium Hyaluronate"),
        ("유자껍질오일", "Citrus Junos Peel Oil"),
        ("에칠아스코빌에텔", "3-O-Ethyl Ascorbic Acid"),
        ("3-O-에틸아스코빅애씨드", "3-O-Ethyl Ascorbic Acid"),
        ("1,2-핵산다이올", "1,2-Hexanediol"),
        ("유차나무씨오일", "Camellia Oleifera Seed Oil"),
        ("모르는이름", None),
        ("글리세린모르는이름", None),
        ("", None),
        ("글리세린" * 100, None),
    ],
)
def test_name_is_translated(printed: str, name: str | None) -> None:
    assert translated(printed) == name


def test_older_spelling_means_the_same() -> None:
    pairs = [
        ("메칠파라벤", "메틸파라벤"),
        ("디메치콘", "다이메티콘"),
        ("프로판디올", "프로판다이올"),
    ]
    assert [translated(old) for old, _new in pairs] == [translated(new) for _old, new in pairs]


def test_every_whole_name_and_plant_is_korean_and_its_meaning_is_not() -> None:
    texts = {**korean().names, **korean().parts}
    assert [name for name, text in texts.items() if is_korean(text)] == []
    assert [name for name in korean().names if not is_korean(name)] == []


@given(st.lists(st.sampled_from(sorted(korean().parts)), min_size=1, max_size=6))
def test_any_parts_make_a_name_without_hangul(parts: list[str]) -> None:
    name = translated("".join(parts))
    assert name is None or not is_korean(name)
