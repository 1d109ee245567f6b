"""Writes resources/samples: an invented carrier's list of 60 applications, 9 of them faulty, and a desk's hospitals."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from sample_books import file_of, new_book  # noqa: E402

from desktop.exchange.headings import TITLES  # noqa: E402
from desktop.exchange.hospital_rows import TITLES as HOSPITAL_TITLES  # noqa: E402
from desktop.handbook.identity import check_digit  # noqa: E402

TARGET = ROOT / "resources" / "samples" / "carrier-list.xlsx"
HOSPITALS = TARGET.with_name("hospital-list.xlsx")
FIELDS = [field for field in TITLES if field != "doctor"]
DATES = {"applied_at": "yyyy-mm-dd hh:mm", "policy_start": "yyyy-mm-dd", "policy_end": "yyyy-mm-dd",
         "certificate_day": "yyyy-mm-dd"}  # fmt: skip
WIDE = {"request_no": 19, "applied_at": 17, "entrance": 15, "policy_no": 20, "id_number": 21, "phone": 14, "plan": 17,
        "illness": 26, "hospital": 26, "certificate_hospital": 26, "insured": 18, "remark": 40}  # fmt: skip

PLANS = ("i 无忧 3.0", "i 无忧 3.0 精选", "专享保障 2.0")
ENTRANCES = ("人保寿险E服务", "人保寿险管家", "人保寿险E服务", "人保寿险管家", "电话")
REGIONS = ("110105", "310104", "440106", "320102", "330106", "510104", "420106", "370102", "610113", "430104",
           "210102", "350203", "500103", "410105", "340104", "120101", "230102", "450103", "530102")  # fmt: skip

# Name, sex, year of birth; 42 invented people hold one policy each.
PEOPLE = [row.split() for row in (
    "欧阳敏 女 1979", "单文静 女 1986", "仇晓峰 男 1971", "解志强 男 1968", "查丽华 女 1974", "区炳辉 男 1963",
    "曾可欣 女 1992", "朴善姬 女 1981", "司马慧兰 女 1966", "诸葛明远 男 1977", "上官云 女 1989", "尉迟建国 男 1958",
    "令狐雅 女 1984", "王𨱇 男 1990", "李㛃 女 1995", "盖晓燕 女 1976", "任思远 男 1983", "翟玉梅 女 1961",
    "覃艳红 女 1970", "乐嘉树 男 1988", "阿依古丽·买买提 女 1985", "扎西多吉 男 1973", "陈国栋 男 1965",
    "林婉清 女 1991",
    "黄志明 男 1972", "周雪芬 女 1969", "吴海波 男 1980", "徐静怡 女 1994", "孙立军 男 1962", "马秀英 女 1957",
    "朱子涵 女 1998", "胡文斌 男 1978", "郭淑珍 女 1960", "何俊杰 男 1987", "高美玲 女 1975", "罗天佑 男 2011",
    "郑小满 女 2015", "梁永康 男 1967", "谢雨桐 女 1993", "韩国庆 男 1964", "唐慧 女 1982", "冯少波 男 1959",
)]  # fmt: skip
HOLDERS = {"罗天佑": ("罗建平", "子女"), "郑小满": ("郑伟", "子女"), "马秀英": ("刘洋", "父母"),
           "周雪芬": ("杜鹏", "配偶"), "冯少波": ("冯倩", "父母"), "唐慧": ("丁磊", "配偶")}  # fmt: skip
DOCUMENTS = {"区炳辉": ("回乡证", "H12630745"), "朴善姬": ("护照", "M48203177"), "上官云": ("台胞证", "06218473"),
             "盖晓燕": ("港澳台居民居住证", "81000019760419002"),
             "令狐雅": ("外国人永久居留证", "91100219840307006")}  # fmt: skip

# Illness, city, hospital, department.
OUTPATIENT = [row.split() for row in (
    "恶性肿瘤——重度 北京 北京协和医院 乳腺外科", "恶性肿瘤——重度 上海 复旦大学附属肿瘤医院 胸外科",
    "较重急性心肌梗死 北京 首都医科大学附属北京安贞医院 心内科", "严重慢性肾衰竭 广州 中山大学附属第一医院 肾内科",
    "恶性肿瘤——重度 广州 中山大学肿瘤防治中心 头颈科", "严重脑中风后遗症 北京 首都医科大学宣武医院 神经内科",
    "恶性肿瘤——重度 成都 四川大学华西医院 消化内科", "严重非恶性颅内肿瘤 北京 首都医科大学附属北京天坛医院 神经外科",
    "恶性肿瘤——重度 杭州 浙江大学医学院附属第一医院 肝胆胰外科",
    "重型再生障碍性贫血 天津 中国医学科学院血液病医院 血液内科",
    "恶性肿瘤——轻度 上海 复旦大学附属肿瘤医院 甲状腺外科", "严重原发性帕金森病 上海 复旦大学附属华山医院 神经内科",
    "恶性肿瘤——重度 武汉 华中科技大学同济医学院附属同济医院 妇科", "主动脉手术 南京 南京鼓楼医院 心胸外科",
)]  # fmt: skip
INPATIENT = [row.split() for row in (
    "恶性肿瘤——重度 北京 中国医学科学院肿瘤医院 胸外科",
    "冠状动脉搭桥术（或称冠状动脉旁路移植术） 北京 首都医科大学附属北京安贞医院 心外科",
    "恶性肿瘤——重度 上海 上海交通大学医学院附属瑞金医院 胰腺外科", "心脏瓣膜手术 广州 广东省人民医院 心外科",
    "恶性肿瘤——重度 济南 山东省肿瘤医院 放疗科", "严重非恶性颅内肿瘤 上海 复旦大学附属华山医院 神经外科",
    "恶性肿瘤——重度 西安 空军军医大学西京医院 消化外科", "恶性肿瘤——重度 长沙 中南大学湘雅医院 泌尿外科",
)]  # fmt: skip
CONSULTATION = ("恶性肿瘤——重度",) * 5
NODULES = ("肺结节", "甲状腺结节", "乳腺结节", "肺结节", "甲状腺结节", "肺结节", "乳腺结节")
QUESTIONS = (
    "体检血脂偏高，饮食上要注意什么", "孩子反复咳嗽两周，需要做哪些检查", "术后伤口有些红肿，附照片",
    "血压药能否改为晚上服用",
    "皮疹三天，附照片，想知道挂什么科", "化验单请帮忙看看", "睡眠差半年，是否需要看神经内科", "备孕期能否打流感疫苗",
    "膝关节上楼疼，日常如何锻炼",
)  # fmt: skip
CALLS = (
    "夜间胸闷，请医生回电", "老人跌倒后手腕肿痛，如何处理", "孩子发热 39 度", "头晕伴恶心，想问是否要去急诊",
    "尿频尿痛两天", "产后复查挂什么科", "被猫抓伤，是否要打疫苗", "高血压控制不稳，请推荐医院",
)  # fmt: skip
READING = ("体检发现，请专家读片", "随访一年，想对比有没有长大", "当地医院建议手术，想听第二意见")

Application = dict[str, Any]


def identity(name: str, sex: str, year: int, place: int, luck: Random) -> tuple[str, str]:
    """An invented document with a valid check digit."""
    kind, number = DOCUMENTS.get(name, ("身份证", ""))
    if kind != "身份证":
        return kind, number + check_digit(number) if len(number) == 17 else number
    birth = date(year, 1, 1) + timedelta(days=luck.randrange(365))
    last = luck.randrange(100, 480) * 2 + (sex == "男")
    first = f"{REGIONS[place % len(REGIONS)]}{birth:%Y%m%d}{last:03d}"
    return kind, first + check_digit(first)


def person(place: int, luck: Random) -> Application:
    """One insured person with a policy that runs for a year."""
    name, sex, year = PEOPLE[place]
    kind, number = identity(name, sex, int(year), place, luck)
    start = date(2026, 1, 5) + timedelta(days=luck.randrange(225)) if place != 24 else date(2025, 10, 9)
    holder, relation = HOLDERS.get(name, (name, "本人"))
    return {
        "policy_no": f"00{start:%Y%m}{36_0100 + place * 37:010d}", "plan": PLANS[(0, 0, 1, 0, 2)[place % 5]],
        "policy_start": start, "policy_end": start.replace(year=start.year + 1) - timedelta(days=1), "holder": holder,
        "insured": name, "relation": relation, "applicant": "本人", "id_type": kind, "id_number": number,
        "phone": f"1{(38, 39, 36, 87, 59)[place % 5]}0000{1200 + place * 83:04d}",
    }  # fmt: skip


def wish(illness: str, city: str, hospital: str, department: str) -> Application:
    """Where somebody wants to go with an illness."""
    return {"service": "重疾绿通", "illness": illness, "city": city, "hospital": hospital, "department": department}


def good(people: list[Application], luck: Random) -> Iterator[Application]:
    """51 applications that the rules allow; OC and PD also by people who apply for something else."""
    everywhere = [row for row in people if row["plan"] != PLANS[1]]
    for who, place in zip(people, OUTPATIENT, strict=False):
        yield {**who, **wish(*place), "item": "专家门诊"}
    for who, place in zip(people[14:], INPATIENT, strict=False):
        paper = {"certificate_hospital": place[2], "certificate_days": luck.randrange(1, 5)}
        yield {**who, **wish(*place), "item": "住院安排", **paper}
    for who, illness in zip(everywhere[18:], CONSULTATION, strict=False):
        yield {**who, "service": "多学科会诊", "illness": illness, "remark": "已有病理报告，希望多个学科一起定方案"}
    for count, (who, nodule) in enumerate(zip(everywhere[23:], NODULES, strict=False)):
        yield {**who, "service": "解结服务", "nodule": nodule, "remark": READING[count % 3]}
    for who, question in zip(people[35:] + people[3:], QUESTIONS, strict=False):
        yield {**who, "service": "在线问诊", "remark": question}
    for who, question in zip(people[30:35] + people[8:], CALLS, strict=False):
        yield {**who, "service": "电话医生", "remark": question}


def faulty(people: list[Application]) -> Iterator[tuple[Application, str]]:
    """Nine applications, each with a fault of its own kind, and its name."""
    number = people[40]["id_number"]
    wrong = f"{number[:-1]}{'7' if number[-1] != '7' else '8'}"
    yield {**people[40], "id_number": wrong, "service": "在线问诊", "remark": QUESTIONS[0]}, "证件号码校验码不对"
    yield {**people[39], "phone": "1390000268", "service": "电话医生", "remark": CALLS[3]}, "手机号少一位"
    lapsed = {"policy_no": "00202508000099871", "policy_start": date(2025, 8, 1), "policy_end": date(2026, 7, 31)}
    yield {**people[28], **lapsed, **wish(*OUTPATIENT[2]), "item": "专家门诊"}, "申请时保单已到期（G-04）"
    lean = next(row for row in people[22:] if row["plan"] == PLANS[1])
    yield {**lean, "service": "多学科会诊", "illness": "恶性肿瘤——重度"}, "计划不含多学科会诊（G-03）"
    yield {**people[0], **wish(*OUTPATIENT[7]), "item": "专家门诊"}, "同一保单第二次专家门诊（G-08、D-03）"
    yield {**people[41], **wish(*INPATIENT[0]), "item": "住院安排"}, "住院安排没有住院证（GC-13）"
    other = {"applicant": "女儿代办", "service": "在线问诊", "remark": QUESTIONS[5]}
    yield {**people[38], **other}, "申请人不是被保险人（G-02）"
    named = {"service": "解结服务", "nodule": "肺结节", "city": "北京", "hospital": "北京协和医院"}
    yield {**people[15], **named, "remark": READING[2]}, "解结服务指定了医院（ND-09）"
    yield {**people[6], **wish(*INPATIENT[3]), "item": "住院探视"}, "探视没有对应的住院（GC-15）"


def moments(count: int, luck: Random) -> list[datetime]:
    """Mixed times from Monday 14 to Wednesday 23 September 2026, most of them in office hours."""
    numbers = (14, 14, 15, 15, 16, 16, 17, 17, 18, 18, 19, 20, 21, 21, 21, 22, 22, 22, 23, 23)
    days = [date(2026, 9, number) for number in numbers]
    found = set()
    while len(found) < count:
        day = luck.choice(days)
        hour = luck.choice((8, 9, 10, 11, 12) if day.day == 23 else (8, 9, 9, 10, 10, 11, 13, 14, 15, 16, 17, 20))
        found.add(datetime(day.year, day.month, day.day, hour, luck.randrange(60)))
    return sorted(found)


def applications() -> tuple[list[Application], list[str]]:
    """All rows in the order of their times, and what is wrong with which row of the sheet."""
    luck = Random(20260914)
    people = [person(place, luck) for place in range(len(PEOPLE))]
    fine = list(good(people, luck))
    luck.shuffle(fine)
    rows = [(row, "") for row in fine]
    for count, entry in enumerate(faulty(people)):
        rows.insert(8 + count * 6, entry)
    rows = _second_after_first(rows)
    times = moments(len(rows), luck)
    faults = []
    for count, ((row, fault), moment) in enumerate(zip(rows, times, strict=True)):
        row |= {"request_no": f"EJ{moment:%Y%m%d}{4100 + count * 7}", "applied_at": moment}
        row["entrance"] = ENTRANCES[luck.randrange(5)] if row["service"] != "电话医生" else "电话"
        if days := row.pop("certificate_days", 0):
            row["certificate_day"] = moment.date() - timedelta(days=days)
        if fault:
            faults.append(f"第 {count + 2} 行：{fault}")
    return [row for row, _ in rows], faults


def _second_after_first(rows: list[tuple[Application, str]]) -> list[tuple[Application, str]]:
    """The right is gone only when the first outpatient visit was applied for before the second."""
    second = next(place for place, (_, fault) in enumerate(rows) if "D-03" in fault)
    policy = rows[second][0]["policy_no"]
    first = next(place for place, (row, _) in enumerate(rows)
                 if row["policy_no"] == policy and row.get("item") == "专家门诊" and place != second)  # fmt: skip
    if first > second:
        rows[first], rows[0] = rows[0], rows[first]
    return rows


def write_list(sheet: Worksheet, rows: list[Application]) -> None:
    """The list itself: everything but dates as text."""
    sheet.append([TITLES[field] for field in FIELDS])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EEF5")
    for row in rows:
        sheet.append([row.get(field) for field in FIELDS])
    for place, field in enumerate(FIELDS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDE.get(field, 12)
        for (cell,) in sheet.iter_rows(min_row=2, min_col=place, max_col=place):
            cell.number_format = DATES.get(field, "@")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def write_notes(sheet: Worksheet, faults: list[str]) -> None:
    """The second sheet: what this is."""
    for line in (
        "本清单全部虚构：姓名、证件号码、手机号、保单号都是编造的，证件号码只是校验码成立；与任何真实人员无关。",
        "用途：演示和测试健管台的清单导入。共 60 行，五项服务、三个计划；51 行可以登记，下列 9 行各有一种错误：",
        *faults,
    ):
        sheet.append([line])
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True)
    sheet.column_dimensions["A"].width = 110


def workbook() -> bytes:
    """The sample list as a file."""
    book, first = new_book("申请清单")
    rows, faults = applications()
    write_list(first, rows)
    write_notes(book.create_sheet("说明"), faults)
    return file_of(book)


# What a desk in Shanghai might keep of its hospitals: short name, minutes before and after, original ID wanted.
DESK_HOSPITALS = [row.split() for row in (
    "复旦大学附属华山医院 华山医院 静安区 三级甲等 45 30 是", "复旦大学附属中山医院 中山医院 徐汇区 三级甲等 45 30 是",
    "复旦大学附属肿瘤医院 肿瘤医院 徐汇区 三级甲等 60 30 是", "上海市胸科医院 胸科医院 徐汇区 三甲 30 30 否",
    "上海交通大学医学院附属瑞金医院 瑞金医院 黄浦区 三级甲等 40 30 否", "上海市肺科医院 肺科医院 杨浦区 三甲 60 45 否",
    "上海交通大学医学院附属仁济医院 仁济医院 浦东新区 三甲 40 30 否", "上海市第六人民医院 六院 徐汇区 三甲 30 30 否",
)]  # fmt: skip


def hospital_workbook() -> bytes:
    """The sample list of hospitals as a file."""
    book, first = new_book("医院名录")
    first.append(list(HOSPITAL_TITLES.values()))
    for name, alias, district, grade, before, after, original in DESK_HOSPITALS:
        first.append([name, alias, "上海", district, grade, "公立", None, None, int(before), int(after), original])
    for place in range(1, len(HOSPITAL_TITLES) + 1):
        first.column_dimensions[get_column_letter(place)].width = 34 if place == 1 else 14
    first.freeze_panes = "B2"
    notes = book.create_sheet("说明")
    for line in ("示例：医院名称是公开的，等级、路程分钟和是否需要原件只是举例，没有核实；请换成本台自己的名录。",
                 "导入后这些医院算已核实，同城市未核实的示例停用；清单里不收医生（客户可指定医院和科室，不能指定医生）。"):
        notes.append([line])
    notes.column_dimensions["A"].width = 110
    return file_of(book)


def main() -> None:
    """Write the files."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    for target, content in ((TARGET, workbook()), (HOSPITALS, hospital_workbook())):
        target.write_bytes(content)
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
