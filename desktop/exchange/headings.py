"""The columns of a carrier's list: what they are called, what else they are called, and how a carrier calls them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from desktop.exchange.cells import Cell, Row, text_of

FIX_HEADING = "修复后再导入"
_SEARCHED_ROWS = 15
_ENOUGH = 3


class Column(NamedTuple):
    """One column: its field, its heading in our own list, other usual headings, and whether a list must have it."""

    field: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False


def _column(field: str, title: str, aliases: str = "", *, required: bool = False) -> Column:
    return Column(field, title, tuple(aliases.split()), required)


COLUMNS: tuple[Column, ...] = (
    _column("request_no", "申请编号", "申请单号 申请号 工单号 服务申请编号 申请流水号 服务单号", required=True),
    _column("applied_at", "申请时间", "申请日期 提交时间 申请提交时间 申请日期时间", required=True),
    _column("entrance", "入口", "申请入口 渠道 申请渠道 来源 申请来源", required=True),
    _column("policy_no", "保单号", "保单号码 保险单号 保险单号码 保险合同号 合同号 保单编号", required=True),
    _column("plan", "计划", "服务计划 计划名称 产品 产品名称 险种 险种名称 保险计划", required=True),
    _column("policy_start", "保单生效日", "生效日 生效日期 保单生效日期 保单起期 保险起期 起保日期", required=True),
    _column("policy_end", "保单到期日", "到期日 到期日期 保单到期日期 保单止期 保险止期 终保日期", required=True),
    _column("holder", "投保人", "投保人姓名"),
    _column("insured", "被保险人", "被保人 被保险人姓名 被保人姓名 客户姓名 姓名", required=True),
    _column("relation", "与投保人关系", "关系 被保险人与投保人关系 与投保人的关系 投被保人关系"),
    _column("applicant", "申请人", "申请人姓名 申请人是否本人 是否本人申请 是否本人"),
    _column("id_type", "证件类型", "证件种类 证件名称 被保险人证件类型"),
    _column("id_number", "证件号码", "证件号 身份证号 身份证号码 被保险人证件号码 被保险人证件号", required=True),
    _column("phone", "手机号", "手机 手机号码 联系电话 电话 联系方式 移动电话 被保险人手机号", required=True),
    _column("service", "服务", "服务名称 服务类型 申请服务 服务项", required=True),
    _column("item", "项目", "服务项目 子项目 绿通项目 申请项目"),
    _column("illness", "病种", "疾病 疾病名称 诊断 重疾病种"),
    _column("city", "希望城市", "意向城市 就医城市 期望城市 城市"),
    _column("hospital", "希望医院", "意向医院 就医医院 期望医院 指定医院"),
    _column("department", "希望科室", "意向科室 就医科室 期望科室 指定科室"),
    _column("doctor", "希望医生", "意向医生 指定医生 指定专家 希望专家"),
    _column("certificate_hospital", "住院证医院", "住院证开具医院 开具医院"),
    _column("certificate_day", "住院证日期", "住院证开具日期 开具日期"),
    _column("stay", "关联住院", "关联住院申请 关联住院编号 住院案件号 关联案件"),
    _column("nodule", "结节类型", "结节部位 结节种类 结节"),
    _column("remark", "备注", "说明 申请说明 客户诉求 需求描述 备注说明"),
)
TITLES: Mapping[str, str] = {column.field: column.title for column in COLUMNS}


class HeadingProblem(NamedTuple):
    """A heading that is missing or double, with the sentence that says what to do."""

    heading: str
    sentence: str
    missing: bool = False


def spell_problems(problems: Sequence[HeadingProblem]) -> str:
    """All that is wrong with a list's headings; columns that are merely missing share one sentence."""
    bare = [problem for problem in problems if problem.missing]
    told = [problem.sentence for problem in problems if problem not in bare]
    if bare:
        names = "".join(f"「{problem.heading}」" for problem in bare)
        told.append(f"缺少{names}列，请补上，或用 --map 清单的列名=标准列名 指明是哪一列")
    return "；".join(told)


def nothing_known(problems: Sequence[HeadingProblem]) -> bool:
    """Whether not one of the columns that a list must have was recognised."""
    known = {problem.heading for problem in problems}
    return all(column.title in known for column in COLUMNS if column.required)


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each field stands: `places` field -> position, `titles` field -> the list's own heading."""

    places: Mapping[str, int]
    titles: Mapping[str, str]
    unknown: tuple[str, ...] = ()

    def title(self, field: str) -> str:
        """The list's own heading of a field, or ours when the list has none."""
        return self.titles.get(field) or TITLES.get(field, "")

    @property
    def renamed(self) -> dict[str, str]:
        """The headings that are the carrier's own, as the carrier's mapping keeps them."""
        return {field: title for field, title in self.titles.items() if heading_key(title) not in _known(field)}


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A heading for comparing: one width, without blanks, stars, colons and remarks in brackets."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\(.*?\)|[\s*:#【】\[\]“”\"']", "", folded)


def _known(field: str) -> set[str]:
    return {key for key, known in _FIELDS.items() if known == field}


_FIELDS: Mapping[str, str] = {
    heading_key(name): column.field for column in COLUMNS for name in (column.title, *column.aliases)
}


def match_headings(header: Sequence[Cell], mapping: Mapping[str, str]) -> Headings | tuple[HeadingProblem, ...]:
    """Where each field of the list stands, or every heading that is missing or double.

    `mapping` is the carrier's own (field -> its heading) and comes before the usual headings.
    """
    names, found, unknown = _look_up(header, mapping)
    problems = (*_doubles(found, names), *_missing(found, unknown))
    if problems:
        return problems
    places = {field: places[0] for field, places in found.items()}
    return Headings(places, {field: names[place] for field, place in places.items()}, unknown)


def _look_up(
    header: Sequence[Cell], mapping: Mapping[str, str]
) -> tuple[list[str], dict[str, list[int]], tuple[str, ...]]:
    """The headings as text, where each field could stand, and the headings that mean nothing to the desk."""
    own = {heading_key(title): field for field, title in mapping.items() if field in TITLES and title}
    fields = {**_FIELDS, **own}
    names = [text_of(cell) for cell in header]
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if field := fields.get(heading_key(name), ""):
            found.setdefault(field, []).append(place)
    found = {field: _own(places, names, mapping.get(field, "")) for field, places in found.items()}
    unknown = tuple(name for name in names if name and heading_key(name) not in fields and name != FIX_HEADING)
    return names, found, unknown


class OpenColumn(NamedTuple):
    """A column that a person can say the meaning of: place, heading, and the field it would be ("" for none)."""

    place: int
    heading: str
    field: str


def open_columns(header: Sequence[Cell], mapping: Mapping[str, str]) -> tuple[OpenColumn, ...]:
    """The columns nobody knows, those that claim one field together, and those the carrier's own mapping named.

    A column nobody knows carries the field that its heading looks most like, when that is still free.
    """
    names, found, unknown = _look_up(header, mapping)
    own = {heading_key(title): field for field, title in mapping.items() if field in TITLES and title}
    double = {place: field for field, places in found.items() if len(places) > 1 for place in places}
    free, opened = {column.field for column in COLUMNS if column.field not in found}, []
    for place, name in enumerate(names):
        guess = _guess(name, free) if name in unknown else own.get(heading_key(name), double.get(place, ""))
        if name in unknown or guess:
            free.discard(guess)
            opened.append(OpenColumn(place, name, guess))
    return tuple(opened)


def _guess(name: str, free: Iterable[str]) -> str:
    spelled = {key: field for key, field in _FIELDS.items() if field in free}
    close = get_close_matches(heading_key(name), spelled, n=1, cutoff=0.5)
    return spelled[close[0]] if close else ""


def missing_fields(header: Sequence[Cell], mapping: Mapping[str, str]) -> tuple[str, ...]:
    """The titles of the columns that a list must have and this one lacks."""
    _, found, _ = _look_up(header, mapping)
    return tuple(column.title for column in COLUMNS if column.required and column.field not in found)


def _own(places: list[int], names: Sequence[str], own: str) -> list[int]:
    """The carrier's own heading decides between several that could be meant."""
    exact = [place for place in places if own and heading_key(names[place]) == heading_key(own)]
    return exact or places


def _doubles(found: Mapping[str, Sequence[int]], names: Sequence[str]) -> list[HeadingProblem]:
    problems = []
    for field, places in found.items():
        if len(places) > 1:
            where = "、".join(f"第 {place + 1} 列「{names[place]}」" for place in places)
            problems.append(HeadingProblem(TITLES[field], f"「{TITLES[field]}」有多列：{where}，请只留一列"))
    return problems


def _missing(found: Mapping[str, Sequence[int]], unknown: Sequence[str]) -> list[HeadingProblem]:
    return [
        _problem_of(column, unknown) for column in COLUMNS if column.required and column.field not in found
    ]


def _problem_of(column: Column, unknown: Sequence[str]) -> HeadingProblem:
    names, lacks = (column.title, *column.aliases), f"缺少「{column.title}」列"
    close = next((name for name in unknown if get_close_matches(heading_key(name), names, n=1, cutoff=0.5)), "")
    if not close:
        return HeadingProblem(column.title, lacks, missing=True)
    advice = f"；「{close}」若就是这一列，请改名，或用 --map {close}={column.title} 指明"
    return HeadingProblem(column.title, lacks + advice)


def find_header(rows: Sequence[Row], mapping: Mapping[str, str]) -> int:
    """Which of the first rows holds the headings: the one that names the most columns; the first when none does."""
    own = {heading_key(title) for title in mapping.values()}
    counts = [
        sum(heading_key(cell) in _FIELDS or heading_key(cell) in own for cell in row if isinstance(cell, str) and cell)
        for row in rows[:_SEARCHED_ROWS]
    ]
    best = max(counts, default=0)
    return counts.index(best) if best >= _ENOUGH else 0
