"""What the forms of a phone doctor's call ask for."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.casework.rows import FormField as Field
from desktop.handbook.nodule_materials import NODULE_TITLES
from desktop.handbook.phone import ADVICE_KINDS, ADVISED, CALLERS, CHECKS, DEPARTMENTS, OUTCOMES
from desktop.handbook.vocabulary import ITEM_TITLES, Item

Choices = tuple[tuple[str, str], ...]


def _pairs(titles: Mapping[str, str]) -> Choices:
    return tuple(titles.items())


_ADVISED = ("outcome", ADVISED)
_TURNABLE = tuple((item.value, title) for item, title in ITEM_TITLES.items() if item is not Item.PD)
_PLACED = (Item.OUTPATIENT.value, Item.INPATIENT.value)

CALL_FIELDS = (
    Field("outcome", "结果", "choice", choices=_pairs(OUTCOMES)),
    Field("caller", "来电人", "choice", choices=_pairs(CALLERS), prefill="insured"),
    Field("caller_name", "联系人姓名", required=False, show_if=("caller", ("contact",))),
    Field("checked", "已核对", "choices", required=False, choices=_pairs(CHECKS), show_if=_ADVISED),
    Field("complaint", "主诉与经过", "long_text", required=False),
    Field("onset", "起病", required=False), Field("severity", "程度", required=False),
    Field("vitals", "生命体征", required=False),
    Field("department", "科室", "choice", required=False, choices=tuple((one, one) for one in DEPARTMENTS)),
    Field("advice_kind", "建议的种类", "choice", choices=_pairs(ADVICE_KINDS), show_if=_ADVISED),
    Field("advice", "建议", "long_text", show_if=_ADVISED),
    Field("told_120", "已告知拨打 120", "yes_no", required=False),
    Field("not_emergency", "不是急症的理由", required=False, hint="主诉里有急症信号时填写"),
    Field("again_at", "回呼时间", "moment", show_if=("outcome", ("call_back",))),
    Field("reason", "无效或中断的原因", show_if=("outcome", ("invalid",))),
    Field("minutes", "通话分钟", "number", required=False),
    Field("notice_told", "已口头告知仅供参考", "yes_no", required=False),
)
TURN_FIELDS = (
    Field("item", "转为", "choice", choices=_TURNABLE),
    Field("city", "城市", required=False, show_if=("item", _PLACED)),
    Field("hospital", "医院", "hospital", required=False, show_if=("item", _PLACED)),
    Field("department", "科室", "department", required=False, show_if=("item", _PLACED)),
    Field("nodule", "结节", "choice", choices=_pairs(NODULE_TITLES), show_if=("item", (Item.ND.value,))),
    Field("reason", "要点", "long_text", required=False),
)
