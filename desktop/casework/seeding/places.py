"""Where and for what a seeded desk works: hospitals, departments, illnesses, experts, and what people write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.desk import Desk
from desktop.casework.directory_stock import sample_hospitals, stock_departments, stock_hospitals
from desktop.casework.seeding.people import MEN, SURNAMES, WOMEN
from desktop.models.tables import Case, ExemptionRow, Expert, Hospital, User

SUPERVISOR = "孟主管"
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "GC": ("林悦", "林悦", "林悦", "陈凯", "陈凯", "周岚", "周岚", "孟主管"),
    "MD": ("林悦", "陈凯", "陈凯", "周岚"),
    "ND": ("林悦", "周岚", "周岚", "陈凯"),
    "OC": ("吴双", "吴双", "周岚", "林悦"),
    "PD": ("吴双", "吴双", "陈凯"),
}
_NAMES = tuple(dict.fromkeys(name for names in PEOPLE.values() for name in names))

HOSPITALS: Mapping[str, tuple[str, ...]] = {
    "上海": ("复旦大学附属华山医院", "上海交通大学医学院附属瑞金医院", "复旦大学附属中山医院", "复旦大学附属肿瘤医院",
             "上海交通大学医学院附属仁济医院", "上海市胸科医院"),
    "北京": ("北京协和医院", "中国医学科学院肿瘤医院", "北京大学第一医院", "首都医科大学附属北京天坛医院"),
    "广州": ("中山大学附属第一医院", "中山大学肿瘤防治中心", "广东省人民医院"),
    "杭州": ("浙江大学医学院附属第一医院", "浙江省肿瘤医院"),
    "成都": ("四川大学华西医院", "四川省肿瘤医院"),
    "武汉": ("华中科技大学同济医学院附属同济医院", "湖北省肿瘤医院"),
}  # fmt: skip
READING_CITIES = ("北京", "上海", "广州")
EXEMPTED = ("广东省人民医院", "呼吸与危重症医学科")


class Trouble(NamedTuple):
    """An illness with the department that fits it, its diagnosis as a review records it, and a rarer wish."""

    illness: str
    department: str
    diagnosis: Mapping[str, Any]
    other: str


def _cancer(name: str, code: str, department: str, other: str, stage: str = "II") -> Trouble:
    diagnosis = {"name": name, "icd10": code, "icdo3": 3, "pathology": True, "stage": stage}
    return Trouble(name, department, diagnosis, other)


def _severe(name: str, code: str, department: str, other: str) -> Trouble:
    return Trouble(name, department, {"name": name, "icd10": code}, other)


CANCERS = (
    _cancer("肺腺癌", "C34.1", "胸外科", "呼吸内科"),
    _cancer("乳腺浸润性癌", "C50.9", "乳腺外科", "肿瘤内科"),
    _cancer("胃腺癌", "C16.9", "胃肠外科", "消化内科", "III"),
    _cancer("结肠癌", "C18.7", "结直肠外科", "肿瘤内科"),
    _cancer("肝细胞癌", "C22.0", "肝胆外科", "介入科"),
    _cancer("胰腺癌", "C25.0", "胰腺外科", "肿瘤内科", "III"),
    _cancer("甲状腺乳头状癌", "C73", "甲状腺外科", "核医学科"),
    _cancer("食管鳞癌", "C15.4", "胸外科", "放疗科"),
    _cancer("宫颈癌", "C53.9", "妇科肿瘤科", "放疗科"),
    _cancer("弥漫大B细胞淋巴瘤", "C83.3", "血液科", "肿瘤内科"),
)
TROUBLES = (
    *CANCERS,
    _severe("较重急性心肌梗死", "I21.0", "心内科", "心外科"),
    _severe("严重脑中风后遗症", "I69.3", "神经内科", "康复科"),
    _severe("严重慢性肾衰竭", "N18.5", "肾内科", "泌尿外科"),
    _severe("严重非恶性颅内肿瘤", "D32.0", "神经外科", "神经内科"),
    _severe("重型再生障碍性贫血", "D61.9", "血液科", "儿科"),
    _severe("严重原发性帕金森病", "G20", "神经内科", "神经外科"),
    _severe("严重慢性呼吸衰竭", "J96.1", EXEMPTED[1], "胸外科"),
)
SPECIALTIES = ("肿瘤内科", "放疗科", "影像科", "病理科", "介入科", "消化内科", "呼吸内科", "血液科")
QUESTIONS = ("是否需要手术", "术后是否需要辅助治疗", "靶向或免疫治疗怎样选择", "复查怎样安排")
ONLINE_QUESTIONS = (
    "皮疹三天", "体检报告看不懂", "孩子发热 38.5℃", "血压药漏服一次", "胃胀两周", "腰疼一月", "睡眠不好", "咽痛伴咳嗽",
)  # fmt: skip
PHONE_QUESTIONS = (
    "内科 胃痛", "儿科 咳嗽两天", "皮肤科 荨麻疹", "骨科 扭伤", "妇产科 孕期用药", "泌尿科 尿频", "外科 伤口护理",
)  # fmt: skip
ANSWERS = (
    "建议先观察三天，若加重请到皮肤科就诊", "这项指标轻度偏高，三个月后复查", "可服退热药并补水，持续发热请就诊",
    "想起时补服，临近下次则跳过", "建议饮食清淡，必要时做胃镜", "建议热敷并减少久坐",
)  # fmt: skip
DOCTORS = tuple(
    {"name": name, "title": title, "years": years, "hospital_grade": "三甲", "public": True,
     "general_practitioner": True}
    for name, title, years in (("贺文静", "主治医师", 6), ("石立军", "副主任医师", 15), ("范晓云", "主治医师", 8))
)  # fmt: skip
REMARKS = ("客户方便下午接听", "已转告注意事项", "家属代为联系", "客户在外地，周末返回")


class Physician(NamedTuple):
    """An expert as consultations and readings name one."""

    name: str
    hospital: str
    city: str
    title: str
    specialty: str

    def invitation(self) -> dict[str, str]:
        """The details of `book_expert`."""
        return {**self.reading(), "specialty": self.specialty}

    def reading(self) -> dict[str, str]:
        """The details of `assign_reader`."""
        return {"name": self.name, "hospital": self.hospital, "city": self.city, "grade": "三甲", "title": self.title}


def _physicians() -> Iterator[Physician]:
    for place, (city, hospital) in enumerate((city, name) for city, names in HOSPITALS.items() for name in names):
        for turn, specialty in enumerate(SPECIALTIES):
            given = (MEN, WOMEN)[(place + turn) % 2][(place * 11 + turn * 29 + 17) % len(MEN)]
            title = ("主任医师", "副主任医师")[(place + turn) % 3 == 0]
            yield Physician(SURNAMES[(place * 7 + turn * 13) % len(SURNAMES)] + given, hospital, city, title, specialty)


PHYSICIANS = tuple(_physicians())
READERS = tuple(one for one in PHYSICIANS if one.city in READING_CITIES and one.specialty in ("影像科", "呼吸内科"))


def furnish(session: Session, desk: Desk) -> None:
    """Enter the users, hospitals, departments, experts and the one declared exemption that a seeded desk lacks."""
    fresh = session.scalar(select(Case.id).limit(1)) is None
    known = set(session.scalars(select(User.name)))
    session.add_all(
        User(login=name, name=name, role="supervisor" if name == SUPERVISOR else "manager")
        for name in _NAMES if name not in known
    )  # fmt: skip
    stock_departments(session)
    _furnish_hospitals(session)
    if fresh and session.scalar(select(ExemptionRow.id).limit(1)) is None:
        session.add(_declared(desk))
    session.flush()


def _furnish_hospitals(session: Session) -> None:
    stock_hospitals(session)
    names = {name for each in HOSPITALS.values() for name in each}
    known = set(session.scalars(select(Hospital.name)))
    session.add_all(row for row in sample_hospitals() if row.name in names - known)
    session.flush()
    rows = {row.name: row for row in session.scalars(select(Hospital).where(Hospital.name.in_(names)))}
    staffed = set(session.scalars(select(Expert.hospital_id)))
    for row in (rows[name] for name in HOSPITALS["北京"]):
        row.needs_original_id = row.needs_original_id or not row.verified
    session.add_all(
        Expert(name=one.name, hospital_id=rows[one.hospital].id, title=one.title, specialty=one.specialty,
               city=one.city)
        for one in PHYSICIANS if rows[one.hospital].id not in staffed
    )  # fmt: skip


def _declared(desk: Desk) -> ExemptionRow:
    now = desk.clock()
    first = desk.office.calendar.subtract(now.date(), 10)
    return ExemptionRow(
        reason="流感高峰，该科门诊停诊", asked_by="林悦", approved_by=SUPERVISOR, case_id=None, hospital=EXEMPTED[0],
        department=EXEMPTED[1], start=first, end=desk.office.calendar.add(now.date(), 5), created_at=now,
    )  # fmt: skip
