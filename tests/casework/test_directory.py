"""The directory finds hospitals by any of their names, alike on both engines; the desk's own list is the truth."""

import json
import time
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select

from desktop.casework import audit, green_channel, jobs, reviewing
from desktop.casework.desk import Desk
from desktop.casework.directory import Directory, hospital_named, keys_of, same_spelling, tally
from desktop.casework.directory_desk import DirectoryDesk
from desktop.casework.directory_import import Enlisted, HospitalRow, enlist
from desktop.casework.directory_stock import SAMPLE, listed_departments, sample_hospitals, stock
from desktop.casework.forms import FORMS
from desktop.casework.names import place_key
from desktop.casework.performing import prefilled
from desktop.casework.rows import Done
from desktop.casework.screen_desk import ScreenDesk
from desktop.casework.seeding.places import HOSPITALS, TROUBLES
from desktop.casework.views import case_view
from desktop.handbook.moments import parse_moment
from desktop.handbook.ranks import GRADES
from desktop.handbook.vocabulary import Item
from desktop.models.tables import AuditEntry, Case, Department, Escort, Hospital, Job, User
from tests.casework.desks import CANCER, MANAGER, RESOURCES, HandClock, add_policy, open_case, scratch_desk

HUASHAN, ZHONGSHAN = "复旦大学附属华山医院", "复旦大学附属中山医院"
OURS = HospitalRow(2, HUASHAN, "上海市", ("华山",), grade="三级甲等", before=45, after=20, needs_original_id=True)


@pytest.fixture
def desk(desk_url: str) -> Iterator[Desk]:
    """A desk on either engine with the samples in it."""
    made = scratch_desk(desk_url, HandClock("2026-09-23 14:20"))
    stock(made.store)
    yield made
    made.store.engine.dispose()


def found(desk: Desk, words: str, city: str = "") -> list[str]:
    return [one.value for one in DirectoryDesk(desk, "林悦").look_up("hospital", words, city)]


def departments(desk: Desk, words: str) -> list[str]:
    return [one.value for one in DirectoryDesk(desk, "林悦").look_up("department", words)]


def settled(desk: Desk, hospital: str, number: str = "P1") -> int:
    """A case settled at a hospital."""
    case_id = open_case(desk, add_policy(desk, number))
    reviewing.review(desk, case_id, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case_id, MANAGER, advised="神经外科")
    green_channel.settle(desk, case_id, MANAGER, hospital=hospital, department="神经外科")
    return case_id


@pytest.mark.parametrize(
    "words", ["复旦大学附属华山医院", "华山", "华山医院", "huashan", "HuaShan", "hs", "hsyy", "Ｈｓｙｙ", " 华 山 "]
)
def test_a_hospital_is_found_by_name_short_name_pinyin_and_initials(desk, words):
    assert HUASHAN in found(desk, words)


def test_what_matches_exactly_comes_first_then_what_begins_so(desk):
    assert found(desk, "中山医院")[0] == ZHONGSHAN
    assert found(desk, "北京医院")[0] == "北京医院"
    assert found(desk, "xhyy")[0] in ("北京协和医院", "上海交通大学医学院附属新华医院")


def test_among_equals_the_most_used_comes_first_then_the_higher_grade(desk):
    first, second = found(desk, "浙大")[:2]
    settled(desk, second)
    assert found(desk, "浙大")[:2] == [second, first]
    enlist(desk, [HospitalRow(2, "云上第一医院", "大理", grade="二级甲等"),
                  HospitalRow(3, "云上第二医院", "大理", grade="三级甲等")], "林悦")  # fmt: skip
    assert found(desk, "云上") == ["云上第二医院", "云上第一医院"]


def test_a_short_name_used_in_cases_counts_for_its_hospital(desk):
    settled(desk, "邵逸夫医院")
    assert found(desk, "浙江大学")[0] == "浙江大学医学院附属邵逸夫医院"


def test_a_city_narrows_as_long_as_it_has_any(desk):
    assert "中山大学附属第一医院" in found(desk, "中山")
    assert found(desk, "中山", "上海") == [ZHONGSHAN]
    assert found(desk, "中山", "上海市") == [ZHONGSHAN]
    assert found(desk, "华西", "上海")[0] == "四川大学华西医院"


def test_at_most_eight_are_offered_and_nothing_for_nonsense(desk):
    assert len(found(desk, "医院")) == 8
    assert len(found(desk, "")) == 8
    assert found(desk, "qqxx") == []
    assert found(desk, "%") == []


def test_city_grade_and_what_is_unverified_stand_beside_the_name(desk):
    one = DirectoryDesk(desk, "林悦").look_up("hospital", "huashan")[0]
    assert (one.note, one.mark, one.exact) == ("上海 · 三级甲等", "未核实", False)
    assert dict(one.sets) == {"original_id": False, "city": "上海", "grade": "三级甲等"}
    assert DirectoryDesk(desk, "林悦").look_up("hospital", "上海华山医院")[0].exact


def test_a_hospital_that_only_cases_know_is_offered_as_unlisted(desk):
    settled(desk, "云上山人民医院")
    (one,) = DirectoryDesk(desk, "林悦").look_up("hospital", "云上山人民医院")
    assert (one.value, one.mark, one.exact) == ("云上山人民医院", "未在目录", False)


def test_the_directory_in_memory_follows_every_change(desk):
    screens = DirectoryDesk(desk, "林悦")
    assert [one.value for one in screens.look_up("hospital", "云上")] == []
    enlist(desk, [HospitalRow(2, "云上医院", "大理")], "林悦")
    assert [one.value for one in screens.look_up("hospital", "云上")] == ["云上医院"]


def test_a_few_thousand_hospitals_are_searched_in_a_blink():
    desk = scratch_desk()
    names = [f"第{number}区{word}医院" for number in range(1000) for word in ("人民", "中心", "协和")]
    with desk.store.writing() as session:
        session.add_all(Hospital(name=name, city="北京", name_key=f"di{place}quyiyuan dqyy")
                        for place, name in enumerate(names))  # fmt: skip
    directory, spans = Directory(desk.clock), []
    with desk.reading() as session:
        directory.hospitals(session, "协和")
        for words in ("协和", "dq", "di2999", "没有", "中心医院"):
            start = time.perf_counter()
            directory.hospitals(session, words)
            spans.append(time.perf_counter() - start)
    assert sorted(spans)[2] < 0.1


def test_departments_are_found_by_subject_common_name_and_initials(desk):
    assert departments(desk, "胸外科")[0] == "胸外科"
    assert departments(desk, "rxwk")[0] == "乳腺外科"
    assert "呼吸内科" in departments(desk, "huxi")
    one = DirectoryDesk(desk, "林悦").look_up("department", "乳腺外科")[0]
    assert (one.mark, one.note, one.exact) == ("常用名", "普通外科", True)
    assert DirectoryDesk(desk, "林悦").look_up("department", "呼吸内科")[0].note == "03.01 内科"


def test_the_list_of_departments_has_every_first_level_subject_once():
    rows = list(listed_departments())
    codes = [row.code for row in rows]
    assert len(set(codes)) == len(codes)
    names = [row.name for row in rows]
    assert len(set(names)) == len(names)
    first = {code for code in codes if len(code) == 2}
    assert first == {f"{number:02d}" for number in (*range(1, 29), *range(30, 33), *range(50, 53))}
    assert all(row.parent in codes for row in rows if len(row.code) > 2)
    assert {row.code: row.name for row in rows}["03.01"] == "呼吸内科"
    assert all(row.common == ("-" in row.code) for row in rows)


def test_the_sample_hospitals_are_all_unverified_and_say_so():
    rows = list(sample_hospitals())
    assert len(rows) >= 200
    assert len({row.name for row in rows}) == len(rows)
    assert {row.source for row in rows} == {SAMPLE}
    assert not any(row.verified for row in rows)
    assert {row.grade for row in rows} <= {*GRADES, "三级"}
    assert len({row.city for row in rows}) >= 50
    aliases = [alias for row in rows for alias in (row.name, *row.aliases)]
    assert len(set(aliases)) == len(aliases)


@pytest.mark.rule("GC-04")
def test_what_ships_has_no_place_for_a_doctor_and_names_none():
    shipped = json.loads((RESOURCES / "hospitals.json").read_text(encoding="utf-8"))
    assert "示例·未核实" in shipped["note"]
    assert {key for entry in shipped["hospitals"] for key in entry} == {"name", "city", "district", "grade", "aliases"}
    words = [word for entry in shipped["hospitals"] for word in (entry["name"], *entry["aliases"])]
    assert [word for word in words if any(title in word for title in ("主任", "教授", "医生", "医师"))] == []


def test_seeded_desks_and_the_directory_use_the_same_names(desk):
    known = {row.name for row in sample_hospitals()}
    assert {name for names in HOSPITALS.values() for name in names} <= known
    wanted = {name for trouble in TROUBLES for name in (trouble.department, trouble.other)}
    with desk.reading() as session:
        assert wanted <= set(session.scalars(select(Department.name)))


@pytest.mark.parametrize(
    ("name", "key"),
    [("长海医院", "changhaiyiyuan chyy"), ("北京朝阳医院", "beijingchaoyangyiyuan bjcyyy"),
     ("解放军总医院", "jiefangjunzongyiyuan jfjzyy"), ("血管外科", "xueguanwaike xgwk"), ("301医院", "301yiyuan 3yy")],
)  # fmt: skip
def test_places_are_read_as_places_and_not_as_surnames(name, key):
    assert place_key(name) == key
    assert keys_of(name, ()) == key


def test_stocking_twice_changes_nothing_and_an_own_list_stays_alone(desk):
    with desk.reading() as session:
        before = tally(session)
    stock(desk.store)
    with desk.reading() as session:
        assert tally(session) == before
    assert before.hospitals == before.unverified == len(list(sample_hospitals()))


def test_a_directory_of_ones_own_is_not_filled_with_samples():
    desk = scratch_desk()
    with desk.store.writing() as session:
        session.add(Hospital(name="云上医院"))
    stock(desk.store)
    with desk.reading() as session:
        assert session.scalars(select(Hospital.name_key)).all() == ["yunshangyiyuan ysyy"]


def test_the_desks_own_list_is_verified_and_hides_the_samples_of_its_cities(desk):
    with desk.reading() as session:
        here = session.scalar(select(func.count()).where(Hospital.city == "上海"))
        everywhere = session.scalar(select(func.count(Hospital.id)))
    assert enlist(desk, [OURS], "林悦") == Enlisted(0, 1, 0, here - 1, (), saved=True)
    with desk.reading() as session:
        row = session.scalars(select(Hospital).where(Hospital.name == HUASHAN)).one()
        assert (row.verified, row.active, row.source, row.buffer_before_min) == (True, True, "本台名录", 45)
        assert {"华山", "华山医院"} <= set(row.aliases)
        assert session.scalar(select(func.count(Hospital.id))) == everywhere
        assert tally(session).hospitals == everywhere - here + 1
    assert found(desk, "中山", "上海") == found(desk, "中山")
    assert ZHONGSHAN not in found(desk, "中山")
    assert "北京协和医院" in found(desk, "协和")


def test_the_same_list_again_changes_nothing(desk):
    rows = [OURS, HospitalRow(3, "云上医院", "上海", grade="二级甲等")]
    enlist(desk, rows, "林悦")
    assert enlist(desk, rows, "林悦") == Enlisted(0, 0, 2, 0, (), saved=True)
    with desk.reading() as session:
        kept = session.scalars(select(AuditEntry).where(AuditEntry.action == "import_hospitals")).all()
        assert audit.first_break(session) is None
    assert [(entry.person, entry.after["added"], entry.after["updated"]) for entry in kept] == [("林悦", 1, 1)]


def test_a_row_under_a_short_name_is_the_hospital_it_means_and_keeps_its_old_name(desk):
    assert enlist(desk, [HospitalRow(2, "上海华山医院", "上海")], "林悦").updated == 1
    with desk.reading() as session:
        row = hospital_named(session, HUASHAN)
        assert (row.name, row.verified) == ("上海华山医院", True)
        assert HUASHAN in row.aliases
    assert found(desk, "fddxfshs") == ["上海华山医院"]


def test_two_rows_for_one_hospital_are_told(desk):
    rows = [OURS, HospitalRow(3, "上海华山医院", "上海")]
    assert enlist(desk, rows, "林悦").doubles == (3,)


def test_a_dry_run_writes_nothing(desk):
    assert not enlist(desk, [OURS], "林悦", dry_run=True).saved
    with desk.reading() as session:
        assert tally(session).unverified == tally(session).hospitals


def test_what_a_case_refers_to_stays_although_its_sample_is_hidden(desk):
    case_id = settled(desk, ZHONGSHAN)
    enlist(desk, [OURS], "林悦")
    with desk.reading() as session:
        assert session.get(Case, case_id).hospital == ZHONGSHAN
        assert hospital_named(session, ZHONGSHAN) is not None


@pytest.mark.rule("D-01")
@pytest.mark.parametrize("name", [HUASHAN, "华山"])
def test_a_job_blocks_the_minutes_that_the_list_gives_the_hospital(desk, name):
    enlist(desk, [OURS], "林悦")
    case_id = settled(desk, name)
    when = {"from_": parse_moment("2026-09-28 09:00"), "to": parse_moment("2026-09-28 11:00")}
    jobs.assign_escort(desk, case_id, MANAGER, escort="何敏", **when)
    with desk.reading() as session:
        job = session.scalars(select(Job)).one()
    assert (job.blocked_from, job.blocked_to) == (parse_moment("2026-09-28 08:15"), parse_moment("2026-09-28 11:20"))


@pytest.mark.rule("GC-10")
def test_a_hospital_that_wants_the_original_id_is_booked_with_it(desk):
    enlist(desk, [OURS], "林悦")
    case_id = settled(desk, HUASHAN)
    screens = ScreenDesk(desk, "林悦")
    view = screens.case_view(case_id, desk.clock())
    ticked = {field.name: field.prefill for field in screens.form("book", view).fields}
    assert (ticked["hospital"], ticked["original_id"]) == (HUASHAN, "true")
    other = settled(desk, "北京协和医院", "P2")
    plain = screens.form("book", screens.case_view(other, desk.clock()))
    assert {field.name: field.prefill for field in plain.fields}["original_id"] == ""


@pytest.mark.rule("GC-13")
def test_a_short_name_and_the_full_one_are_the_same_hospital(desk):
    certificate = {"hospital": "华山医院", "issued_on": date(2026, 9, 22)}
    case_id = open_case(desk, add_policy(desk), Item.INPATIENT, certificate=certificate)
    reviewing.review(desk, case_id, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case_id, MANAGER, advised="神经外科")
    other = green_channel.book(desk, case_id, MANAGER, visit_at=parse_moment("2026-09-28 08:00"),
                               hospital=ZHONGSHAN, department="神经外科")  # fmt: skip
    assert other.rules == ("GC-13",)
    done = green_channel.book(desk, case_id, MANAGER, visit_at=parse_moment("2026-09-28 08:00"),
                              hospital=HUASHAN, department="神经外科")  # fmt: skip
    assert isinstance(done, Done)
    with desk.reading() as session:
        assert session.get(Case, case_id).hospital == "华山医院"
        assert same_spelling(session, HUASHAN, ("上海华山医院",)) == "上海华山医院"
        assert same_spelling(session, HUASHAN, (ZHONGSHAN, "")) == HUASHAN


def test_a_form_without_a_hospital_stays_as_it_is(desk):
    case_id = settled(desk, HUASHAN)
    with desk.reading() as session:
        view = case_view(session, desk, case_id, desk.clock(), "林悦")
    form = prefilled(FORMS["serve"], view, desk.clock())
    assert DirectoryDesk(desk, "林悦").preset(form) is form


@pytest.mark.rule("D-05")
def test_people_are_found_by_pinyin_and_nobody_picks_themselves(desk):
    with desk.store.writing() as session:
        session.add_all([User(login="a", name="林悦", role="supervisor"), User(login="b", name="单文静"),
                         User(login="c", name="陈凯", active=False), Escort(name="解志强", active=False),
                         Escort(name="何敏", phone="13800004471", cities=["上海", "苏州"])])  # fmt: skip
    screens = DirectoryDesk(desk, "林悦")
    assert [one[:2] for one in screens.look_up("colleague", "swj")] == [("单文静", "健康管家")]
    assert [one.value for one in screens.look_up("colleague", "")] == ["单文静", "孟主管"]
    assert [one.value for one in screens.look_up("supervisor", "")] == ["孟主管"]
    assert [one[:2] for one in screens.look_up("escort", "hemin")] == [("何敏", "上海、苏州")]
    assert screens.look_up("escort", "xie") == []
    with pytest.raises(ValueError, match="doctor"):
        screens.look_up("doctor", "")
