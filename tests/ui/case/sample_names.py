"""A handful of hospitals, departments and people to pick from, ranked as the desk ranks them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.casework.names import place_key
from desktop.casework.suggestions import UNVERIFIED, Suggestion, listed, search

HOSPITALS = tuple(
    listed(name, (short,), keys, note=f"{city} · 三级甲等", mark=UNVERIFIED, city=city, uses=int(city == "上海"),
           sets=(("original_id", short == "中山医院"), ("city", city), ("grade", "三级甲等")))
    for name, short, keys, city in (
        ("复旦大学附属肿瘤医院", "上海肿瘤医院", "zhongliuyiyuan zlyy", "上海"),
        ("复旦大学附属中山医院", "中山医院", "zhongshanyiyuan zsyy", "上海"),
        ("复旦大学附属华山医院", "华山医院", "huashanyiyuan hsyy", "上海"),
        ("中山大学附属第一医院", "中山一院", "zhongshanyiyuan zsyy", "广州"),
    )
)  # fmt: skip
NAMES = {
    "hospital": HOSPITALS,
    "department": tuple(
        listed(name, (), place_key(name)) for name in ("胃外科", "乳腺外科", "胸外科")
    ),
    "said_illness": (listed("恶性肿瘤——重度", (), "exingzhongliuzhongdu exzlzd", note="C00-C97"),),
    "escort": (listed("何敏", (), "hemin hm", note="上海"),),
    "colleague": (listed("陈凯", (), "chenkai ck", note="健康管家"),),
    "supervisor": (listed("孟主管", (), "mengzhuguan mzg", note="主管"),),
}


class SampleDirectory:
    """Answers the pickers; `called` is told which kind was asked for."""

    def __init__(self, called: Callable[[str], None]) -> None:
        self._called = called

    def look_up(self, kind: str, words: str, city: str = "") -> Sequence[Suggestion]:
        """Those of the city as long as it has any, else all."""
        self._called(kind)
        return search(NAMES[kind], words, city) or search(NAMES[kind], words)
