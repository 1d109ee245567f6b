"""The forms hold every row of the field lists, and nothing that cannot be filled in or said."""

import json
import re

import pytest

from desktop.handbook.documents import FORMS, GUIDANCE, MDT, NODULE
from desktop.handbook.documents.vocabulary import NOT_PROVIDED, UNKNOWN, UNTREATED, Kind, Source
from desktop.paths import resource_path

OPINION = """
A R 报告编号 服务商 报告版本 出具日期 保密标识 页码
B R 姓名 性别 出生日期 年龄 证件号 联系电话 保单号末四位 案件号
B O 身高 体重 BMI 血型
C R 会诊方式 会诊日期时间 地点 主持人 记录人 专家名单
D R 会诊目的 会诊原因 会诊类型
E R 主诉 现病史 既往史 个人史 婚育 家族肿瘤史 过敏史 目前用药 ECOG
E O KPS 合并症 疼痛 营养
F R 临床诊断 ICD-10 病理诊断 ICD-O-3 分化 TNM 分期版本 总分期 确诊日期 确诊医院
F O 分子
G R 影像检查 病理检查
G O 化验
H R 既往治疗
I R 各学科意见
I O 分歧点
J R 诊断共识 推荐方案 备选方案 不推荐 逐条回答 补充检查建议 临床试验 转诊建议 紧急程度
K O 疗效 主要风险 患者意愿
L R 随访计划
M O 指南
N R 局限与声明
O R 专家签名 复核人 服务商章 资料清单
"""
COLUMNS = {
    "experts": "姓名 医院 医院等级 专科 职称 参加方式", "imaging": "日期 医院 类型 部位 所见摘要 结论 编号",
    "pathology": "日期 医院 病理号 标本 结论 是否会诊复核", "labs": "项目 结果 单位 参考范围 日期",
    "markers": "指标 结果 方法 标本 日期", "opinions": "意见 依据", "follow_up": "时间点 项目 科室 目的",
    "treatments": "术式 切缘 总剂量 次数 周期 起 止 RECIST CTCAE", "signatures": "签名方式 签名日期",
}  # fmt: skip
GUIDANCE_BLOCKS = {
    "1": "会诊意见解读", "2": "后续治疗安排", "3": "疾病科普", "4": "饮食 运动 心理 用药 护理 立即就医",
    "5": "复查日历 康复 家属筛查", "联": "健康管家 联系电话 回访日期",
}  # fmt: skip
READING = {
    "1": "结节类型 资料收齐日期 本次检查", "2": "资料清单 影像质量", "3": "既往检查 对比检查日期", "4": "结节",
    "5": "解读结论 给客户的解读", "6": "下一次检查 随访时间表", "7": "尽快门诊 立即急诊", "8": "声明",
    "9": "阅片专家 职称 医院 城市 签名方式",
}  # fmt: skip
FIELDS = [(form, section, field) for form in FORMS.values() for section, field in form.fields()]


def titles(form, letter, *, required):
    section = next(section for section in form.sections if section.letter == letter)
    return [field.title for field in section.fields if field.required is required or not field.stored]


def unnamed(words, known):
    return [word for word in words.split() if not any(word in title for title in known)]


@pytest.mark.rule("MD-07")
@pytest.mark.parametrize("row", OPINION.strip().splitlines(), ids=lambda row: row[:3])
def test_the_opinion_has_every_field_of_the_list_required_or_not(row):
    letter, need, words = row.split(" ", 2)
    assert unnamed(words, titles(MDT, letter, required=need == "R")) == []


@pytest.mark.parametrize("name", COLUMNS)
def test_the_opinions_tables_have_every_column_of_the_list(name):
    assert unnamed(COLUMNS[name], [column.title for column in MDT.field(name).columns]) == []


@pytest.mark.rule("MD-08")
@pytest.mark.parametrize("letter", GUIDANCE_BLOCKS)
def test_the_guidance_has_five_required_blocks_and_a_contact(letter):
    assert unnamed(GUIDANCE_BLOCKS[letter], titles(GUIDANCE, letter, required=True)) == []


@pytest.mark.rule("ND-04")
@pytest.mark.parametrize("letter", READING)
def test_the_reading_goes_from_the_application_to_the_experts_signature(letter):
    assert unnamed(READING[letter], titles(NODULE, letter, required=True)) == []


def test_the_sections_stand_in_the_reports_order():
    assert "".join(section.letter for section in MDT.sections) == "ABCDEFGHIJKLMNO"
    assert "".join(section.letter for section in NODULE.sections) == "封123456789"
    assert "".join(section.letter for section in GUIDANCE.sections) == "封要12345联"


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.kind)
def test_names_are_used_once_and_conditions_name_fields(form):
    names = [field.name for _, field in form.fields()]
    assert len(names) == len(set(names))
    for _, field in form.fields():
        for condition in (field.unless, field.only_if):
            assert condition is None or condition.name in names
        columns = [column.name for column in field.columns]
        assert len(columns) == len(set(columns))
        assert set(field.key) <= set(columns)
        assert all(one.only_if is None or one.only_if.name in columns for one in field.columns)


@pytest.mark.parametrize(("form", "section", "field"), FIELDS, ids=lambda part: getattr(part, "name", ""))
def test_every_field_has_what_its_kind_needs(form, section, field):
    assert bool(field.columns) is field.kind.has_rows
    assert bool(field.choices) is (field.kind is Kind.CHOICE)
    assert bool(field.text) is (field.kind is Kind.FIXED)
    for one in (field, *field.columns):
        re.compile(one.pattern)
        assert bool(one.pattern) is bool(one.example)
        assert (one.low is None) is (one.high is None)
        assert "" not in one.instead
    assert section.letter
    assert form.rule in ("MD-07", "MD-08", "ND-04")


def test_facts_may_be_lacking_and_opinions_may_not():
    for _, field in MDT.fields():
        section = next(one.letter for one in MDT.sections if field in one.fields)
        if section in "EG" and field.required:
            assert NOT_PROVIDED in field.instead
        if section in "DIJLN":
            assert field.instead == ()
    assert UNTREATED in MDT.field("treatments").instead
    assert UNKNOWN in MDT.field("tnm").instead


def test_the_statement_is_fixed_long_enough_and_sends_emergencies_away():
    for form in (MDT, NODULE):
        text = form.field("statement").text
        assert 80 <= len(text) <= 150
        for word in ("资料", "未", "面", "参考", "不替代", "急"):
            assert word in text


def test_experts_the_person_and_the_reader_come_from_the_case():
    given = {field.name for form in FORMS.values() for _, field in form.fields() if field.source is Source.CASE}
    assert given >= {"name", "document", "policy", "held_at", "experts", "kind", "reader", "complete_on", "opinion"}
    assert [column.name for column in MDT.field("opinions").columns if not column.read_only] == ["opinion", "basis"]


def test_every_phrase_that_ships_belongs_to_a_field_and_says_that_a_doctor_must_approve_it():
    shipped = json.loads(resource_path("report_blocks.json").read_text(encoding="utf-8"))
    assert shipped["note"] == "示例，须由医师审定"
    for block in shipped["blocks"]:
        name, _, column = block["field"].partition(".")
        field = FORMS[block["form"]].field(name)
        assert not field.read_only
        assert not column or field.column(column).name == column
