"""The tables of the consultation's opinion, by their columns."""

from __future__ import annotations

from desktop.handbook.documents.shared import LACKING, handed_in
from desktop.handbook.documents.vocabulary import NOT_PROVIDED, UNTREATED, Field, Given, Kind, Source

_DAY = handed_in("day", "日期", Kind.DATE)


def _of_case(name: str, title: str, required: bool = True) -> Field:
    return Field(name, title, required=required, source=Source.CASE)


EXPERT = (
    _of_case("name", "姓名"), _of_case("hospital", "医院"), _of_case("specialty", "专科"),
    _of_case("grade", "医院等级"), _of_case("title", "职称"),
)  # fmt: skip
"""An invited expert as the case knows them; name and hospital tell who it is."""

IMAGING = (
    _DAY, handed_in("hospital", "医院", Kind.SHORT),
    Field("type", "类型", Kind.CHOICE, required=True,
          choices=("CT", "MR", "PET-CT", "超声", "骨扫描", "钼靶", "内镜", "其他")),
    Field("part", "部位", required=True), handed_in("findings", "所见摘要"), handed_in("conclusion", "结论"),
    Field("number", "编号"),
)  # fmt: skip
PATHOLOGY = (
    _DAY,
    handed_in("hospital", "医院", Kind.SHORT),
    handed_in("number", "病理号", Kind.SHORT),
    Field("specimen", "标本", required=True, instead=LACKING),
    handed_in("conclusion", "结论"),
    Field("reviewed", "是否会诊复核", Kind.CHOICE, required=True, choices=("已复核", "未复核"), instead=LACKING),
)
MARKERS = (
    Field("marker", "指标", required=True),
    Field("result", "结果", required=True),
    Field("method", "方法"),
    Field("specimen", "标本"),
    Field("day", "日期", Kind.DATE, instead=LACKING),
)
LABS = (
    Field("item", "项目", required=True),
    Field("value", "结果", required=True),
    Field("unit", "单位"),
    Field("reference", "参考范围"),
    Field("day", "日期", Kind.DATE, required=True, instead=LACKING),
    Field("flag", "高低", Kind.CHOICE, choices=("偏高", "偏低", "正常")),
)

_SURGERY = Given("kind", ("手术",))
_RADIATION = Given("kind", ("放疗",))
_DRUGS = Given("kind", ("系统治疗", "靶向 / 免疫"))
TREATMENTS = Field(
    "treatments", "既往治疗", Kind.TABLE, required=True, instead=(UNTREATED, NOT_PROVIDED),
    columns=(
        Field("kind", "类别", Kind.CHOICE, required=True,
              choices=("手术", "放疗", "系统治疗", "靶向 / 免疫", "介入", "其他")),
        handed_in("from", "起", Kind.SHORT), Field("until", "止"),
        Field("plan", "术式 / 部位 / 方案", required=True),
        Field("margin", "切缘", required=True, only_if=_SURGERY, instead=LACKING),
        Field("dose", "总剂量", Kind.DECIMAL, required=True, only_if=_RADIATION, instead=LACKING, low=0, high=200,
              unit="Gy"),
        Field("fractions", "次数", Kind.WHOLE, required=True, only_if=_RADIATION, instead=LACKING, low=1, high=100,
              unit="次"),
        Field("cycles", "周期", Kind.WHOLE, required=True, only_if=_DRUGS, instead=LACKING, low=1, high=200,
              unit="周期"),
        Field("response", "最佳疗效 RECIST", Kind.CHOICE, choices=("CR", "PR", "SD", "PD", "未评价"), instead=LACKING),
        Field("adverse", "不良反应 CTCAE"),
    ),
)  # fmt: skip
"""Past treatment (section H); `未治疗` is said in its place."""
