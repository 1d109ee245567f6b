"""A handful of hospitals, departments and people to pick from, ranked as the desk ranks them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.casework.names import place_key, plain_name
from desktop.casework.suggestions import UNVERIFIED, Listed, Suggestion, search

HOSPITALS = tuple(
    Listed(name, (plain_name(name), short), keys, f"{city} · 三级甲等", UNVERIFIED, city, int(city == "上海"),
           sets=(("original_id", short == "中山医院"), ("city", city), ("grade", "三级甲等")))
    for name, short, keys, city in (
        ("复旦大学附属肿瘤医院", "上海肿瘤医院", ("zhongliuyiyuan", "zlyy"), "上海"),
        ("复旦大学附属中山医院", "中山医院", ("zhongshanyiyuan", "zsyy"), "上海"),
        ("复旦大学附属华山医院", "华山医院", ("huashanyiyuan", "hsyy"), "上海"),
        ("中山大学附属第一医院", "中山一院", ("zhongshanyiyuan", "zsyy"), "广州"),
    )
)  # fmt: skip
NAMES = {
    "hospital": HOSPITALS,
    "department": tuple(
        Listed(name, (name,), tuple(place_key(name).split())) for name in ("胃外科", "乳腺外科", "胸外科")
    ),
    "escort": (Listed("何敏", ("何敏",), ("hemin", "hm"), "上海"),),
    "colleague": (Listed("陈凯", ("陈凯",), ("chenkai", "ck"), "健康管家"),),
    "supervisor": (Listed("孟主管", ("孟主管",), ("mengzhuguan", "mzg"), "主管"),),
}


class SampleDirectory:
    """Answers the pickers; `called` is told which kind was asked for."""

    def __init__(self, called: Callable[[str], None]) -> None:
        self._called = called

    def look_up(self, kind: str, words: str, city: str = "") -> Sequence[Suggestion]:
        """Those of the city as long as it has any, else all."""
        self._called(kind)
        return search(NAMES[kind], words, city) or search(NAMES[kind], words)
