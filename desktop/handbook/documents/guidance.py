"""The guidance after a consultation: the five blocks of the handbook, red flags and whom to call (MD-08)."""

from __future__ import annotations

from desktop.handbook.documents.shared import known, shown, told
from desktop.handbook.documents.vocabulary import Field, Form, Kind, Section, Source
from desktop.handbook.rulebook.green_channel import COSTS

_COVER = (
    shown("number", "编号"), shown("version", "版本"), shown("issued_on", "日期"), known("name", "姓名"),
    known("sex", "性别"), known("age", "年龄"), known("case_number", "案件号"), known("opinion", "对应会诊意见书"),
)  # fmt: skip
_THREE = (
    Field("three", "先记住三件事", Kind.TABLE, most=3, columns=(
        Field("title", "要点", required=True, longest=16), Field("note", "说明"),
        Field("urgent", "是否急症", Kind.CHOICE, choices=("是", "否")))),
)  # fmt: skip
_NEXT = (
    Field("next_treatments", "后续治疗安排", Kind.TABLE, required=True, columns=(
        Field("when", "什么时候", required=True), Field("at", "几点"),
        Field("where", "去哪里", required=True), Field("what", "做什么", required=True),
        Field("bring", "带什么", required=True))),
    Field("costs", "费用说明", Kind.FIXED, required=True, text=f"{COSTS}。"),
)  # fmt: skip
_DAILY = (
    told("diet", "饮食"), told("activity", "运动"), told("mind", "心理"), told("medicine", "用药"),
    told("care", "护理"),
    Field("red_flags", "立即就医的情况", Kind.TEXTS, required=True, least=1, hint="出现哪一样就立即就医，一行一条"),
)  # fmt: skip
_MANAGING = (
    Field("calendar", "复查日历", Kind.TABLE, required=True, columns=(
        Field("when", "时间", required=True), Field("item", "项目", required=True), Field("note", "说明"))),
    told("rehabilitation", "康复"), told("family", "家属筛查"),
)  # fmt: skip
_CONTACT = (
    Field("manager", "健康管家", required=True, source=Source.PREFILLED),
    Field("manager_phone", "联系电话", required=True, source=Source.PREFILLED),
    Field("hours", "服务时间", required=True, source=Source.PREFILLED),
    Field("call_back", "回访日期", Kind.DATE, required=True, source=Source.PREFILLED, hint="发出后约 7 天"),
)

GUIDANCE = Form("guidance", "诊后指导", "GD", "MD-08", (
    Section("封", "对应会诊", _COVER), Section("要", "先记住三件事", _THREE, "三件事"),
    Section("1", "会诊意见解读", (told("reading", "会诊意见解读", least=200, most=500),), "意见解读"),
    Section("2", "后续治疗安排", _NEXT, "治疗安排"),
    Section("3", "疾病科普", (told("about", "疾病科普", least=150, most=400),)),
    Section("4", "生活注意", _DAILY), Section("5", "健康管理建议", _MANAGING, "健康管理"),
    Section("联", "联系健康管家", _CONTACT, "联系方式"),
))  # fmt: skip
