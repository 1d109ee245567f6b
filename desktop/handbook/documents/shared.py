"""Fields that several forms ask for, written once."""

from __future__ import annotations

from desktop.handbook.documents.vocabulary import NOT_PROVIDED, Field, Kind, Source

LACKING = (NOT_PROVIDED,)
YEAR = r"(?s).*(?:19|20)\d\d.*"
QUALITIES = ("可读", "受限", "不可读")
SIGNED_BY = ("本人手写签名", "本人 CA 签名", "纸质原件签字")


def shown(name: str, title: str) -> Field:
    """A value of the document itself, such as its number."""
    return Field(name, title, source=Source.SHOWN)


def known(name: str, title: str, kind: Kind = Kind.SHORT) -> Field:
    """A value that is read from the case; where the case does not know it, it says `资料未提供`."""
    return Field(name, title, kind, required=True, source=Source.CASE, instead=LACKING)


def told(name: str, title: str, *, least: int = 0, most: int = 0) -> Field:
    """A longer text that must be written; an opinion cannot be `资料未提供`."""
    return Field(name, title, Kind.LONG, required=True, typical=(least, most) if most else None)


def handed_in(name: str, title: str, kind: Kind = Kind.LONG, **more: object) -> Field:
    """A fact from the customer's papers: required, and `资料未提供` when they do not say."""
    return Field(name, title, kind, required=True, instead=LACKING, **more)  # type: ignore[arg-type]


COVER = (
    shown("number", "报告编号"), shown("provider", "服务商"), shown("version", "报告版本"),
    shown("issued_on", "出具日期"),
    Field("confidential", "保密标识", Kind.FIXED, required=True, text="医疗保密文件，仅供客户本人及主治医生使用"),
    shown("pages", "页码"),
)  # fmt: skip

PERSON = (
    known("name", "姓名"), known("sex", "性别"), known("born", "出生日期", Kind.DATE), known("age", "年龄"),
    known("document", "证件号"), known("phone", "联系电话"), known("policy", "保单号末四位"),
    known("case_number", "案件号"),
)  # fmt: skip

MATERIALS = Field(
    "materials", "资料清单", Kind.TABLE, required=True, source=Source.PREFILLED,
    columns=(
        Field("item", "资料", required=True), Field("from", "来源"), Field("day", "日期"),
        Field("quality", "质量", Kind.CHOICE, required=True, choices=(*QUALITIES, "未提供")),
    ),
)  # fmt: skip

LEFT_OUT = "不放入"
KEY_IMAGES = Field(
    "key_images", "关键图像", Kind.TABLE, source=Source.CASE, key=("picture",),
    hint="在看图里按 K 截取；移除附件即撤下",
    columns=(
        Field("title", "系列与层", source=Source.CASE), Field("from", "检查", source=Source.CASE),
        Field("size", "测量", source=Source.CASE), Field("note", "图注", longest=40),
        Field("placed", "放入报告", Kind.CHOICE, choices=("放入", LEFT_OUT)),
        Field("picture", "图片", Kind.PICTURE, source=Source.CASE),
    ),
)  # fmt: skip
"""The pictures that were kept in the viewer: they come from the case's attachments, their notes are typed."""

REVIEWER = Field("reviewer", "复核人", required=True)
SIGNED = Field("signed", "签名方式", Kind.CHOICE, required=True, choices=SIGNED_BY)
SIGNATURE_IMAGE = Field("image", "签名图", Kind.PICTURE, source=Source.CASE)
SEAL_IMAGE = Field("seal_image", "印章图", Kind.PICTURE, source=Source.CASE)
SIGNED_ON = Field("signed_on", "签名日期", Kind.DATE, required=True)
