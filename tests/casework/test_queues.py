"""Queues: every tab counts what it lists, filters and search mean what they say, on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from desktop.casework import files
from desktop.casework.desk import Entry
from desktop.casework.queues import OPEN_TABS, TABS, queue_choices, queue_counts, queue_ids, queue_rows, tab_counts
from desktop.casework.rows import QueueQuery
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Person, Policy
from desktop.ui.pages import QUEUES
from desktop.ui.queue_wish import Wish
from tests.casework.desks import MANAGER, HandClock, add_policy, open_case, scratch_desk
from tests.casework.journeys import booked, done, locked, nodule, settled

NOW = parse_moment("2026-03-03 11:00")
QUERY = QueueQuery(now=NOW, today_end=parse_moment("2026-03-04 00:00"))
PEOPLE = ("王芳", "欧阳敏", "单_良", "Anna 李%")


def policy_of(desk, number, name):
    policy_id = add_policy(desk, number)
    with desk.store.writing() as session:
        person = session.get_one(Person, session.get_one(Policy, policy_id).insured_id)
        person.name, person.name_key = name, {"王芳": "wangfang wf", "欧阳敏": "ouyangmin oym"}.get(name, "")
        person.phone_last4, person.id_last4 = f"20{number[-1]}6", f"12{number[-1]}X"
    return policy_id


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request, tmp_path_factory):
    """A desk on each engine with six cases of four people, made once for the tests that only read."""
    clock = HandClock()
    if request.param == "sqlite":
        desk = scratch_desk(f"sqlite:///{tmp_path_factory.mktemp('queues') / 'desk.db'}", clock)
        yield desk, make_cases(desk, clock)
        desk.store.engine.dispose()
        return
    with request.getfixturevalue("postgres_server").fresh() as url:
        desk = scratch_desk(url, clock)
        yield desk, make_cases(desk, clock)
        desk.store.engine.dispose()


@pytest.fixture
def desk(filled):
    """The desk of this engine; these tests only read it."""
    return filled[0]


@pytest.fixture
def cases(filled):
    """Its cases' ids by what they are."""
    return filled[1]


def make_cases(desk, clock):
    first, second, third, fourth = (policy_of(desk, f"P-88123{n}", name) for n, name in enumerate(PEOPLE))
    kept = {
        "settled": settled(desk, first, request_no="W-77"),
        "papers": nodule(desk, second),
        "late": open_case(desk, third, Item.OC),
        "cancelled": open_case(desk, third, Item.PD),
        "new": open_case(desk, fourth, Item.MD),
        "booked": booked(desk, clock, fourth),
    }
    done(files.take(desk, kept["settled"], MANAGER))
    done(files.take(desk, kept["papers"], Entry("陈凯")))
    done(files.cancel(desk, kept["cancelled"], MANAGER, by="customer"))
    return kept


def ids(desk, **values):
    with desk.reading() as session:
        return list(queue_ids(session, replace(QUERY, **values)))


def names_of(cases, found):
    titles = {number: name for name, number in cases.items()}
    return {titles[number] for number in found}


@pytest.mark.parametrize("owner", ["", "林管家", "陈凯", "没有这个人"])
@pytest.mark.parametrize("service", ["", "GC", "OC"])
def test_every_tab_counts_what_it_lists(desk, cases, owner, service):
    query = replace(QUERY, owner=owner, service=service)
    with desk.reading() as session:
        counted = tab_counts(session, query)
        for tab in TABS:
            shown = replace(query, tab=tab)
            assert counted[tab] == len(queue_ids(session, shown)), tab
        assert sum(counted[kind] for kind in ("promise", "target", "waiting", "none")) == counted["todo"]
    assert cases


def test_my_tabs_count_mine_whichever_tab_is_shown(desk):
    page = next(spec for spec in QUEUES if spec.mine)
    with desk.reading() as session:
        counted = [
            tab_counts(session, Wish(view).query(page, "林管家", NOW)) for view, _title in page.views
        ]
    counts = [{tab: one[tab] for tab in OPEN_TABS} for one in counted]
    assert counts == [counts[0]] * len(counts)
    assert counts[0]["todo"] < counts[0]["unassigned"]


@pytest.mark.parametrize(
    ("tab", "wanted"),
    [
        ("todo", {"settled", "papers", "late", "new", "booked"}),
        ("overdue", {"late"}),
        ("today", {"new", "booked"}),
        ("customer", {"papers"}),
        ("unassigned", {"late", "new", "booked"}),
        ("done", {"cancelled"}),
        ("all", {"settled", "papers", "late", "new", "booked", "cancelled"}),
    ],
)
def test_a_tab_lists_its_cases(desk, cases, tab, wanted):
    assert names_of(cases, ids(desk, tab=tab)) == wanted


@pytest.mark.parametrize("sort", ["due", "accepted", "name", "stage", "number"])
def test_descending_is_ascending_backwards(desk, cases, sort):
    forth = ids(desk, sort=sort, tab="all")
    assert ids(desk, sort=sort, tab="all", descending=True) == forth[::-1]
    assert sorted(forth) == sorted(cases.values())


def test_the_nearest_deadline_comes_first_and_a_clock_that_waits_last(desk, cases):
    order = ids(desk)
    assert order[0] == cases["late"]
    with desk.reading() as session:
        keys = [session.get_one(Case, case).due_key for case in order]
    assert keys == sorted(keys)


def test_numbers_are_sorted_as_they_read(desk, cases):
    with desk.reading() as session:
        numbers = [session.get_one(Case, case).number for case in ids(desk, sort="number", tab="all")]
    assert numbers == sorted(numbers)
    assert cases


@pytest.mark.parametrize(
    ("search", "wanted"),
    [
        ("王芳", {"settled"}),
        ("  王  ", {"settled"}),
        ("OYM", {"papers"}),
        ("ouyang", {"papers"}),
        ("_", {"late"}),
        ("%", {"new", "booked"}),
        ("\\", set()),
        ("w-77", {"settled"}),
        ("-77", set()),
        ("jj-", {"papers"}),
        ("2006", {"settled"}),
        ("121x", {"papers"}),
        ("p-881230", {"settled"}),
        ("1231", {"papers"}),
        ("31", set()),
        ("协和", {"settled", "booked"}),
        ("没有", set()),
    ],
)
def test_a_search_finds_name_pinyin_number_request_last_four_policy_and_hospital(desk, cases, search, wanted):
    assert names_of(cases, ids(desk, search=search)) == wanted
    with desk.reading() as session:
        assert tab_counts(session, replace(QUERY, search=search))["todo"] == len(wanted)


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("stage", "待预约", {"settled"}),
        ("hospital", "北京协和医院", {"settled", "booked"}),
        ("holder", "customer", {"papers"}),
        ("owner", "陈凯", {"papers"}),
    ],
)
def test_a_filter_keeps_its_cases_and_is_offered_as_a_choice(desk, cases, field, value, wanted):
    assert names_of(cases, ids(desk, **{field: value})) == wanted
    with desk.reading() as session:
        choices = queue_choices(session, QUERY, field)
    assert value in choices
    assert choices == sorted(set(choices))
    assert "" not in choices


def test_counts_of_the_pages_add_up_and_name_the_late_ones(desk, cases):
    with desk.reading() as session:
        counts = queue_counts(session, "林管家", NOW)
    assert (counts["all"].open, counts["all"].overdue) == (5, 1)
    assert (counts["OC"].open, counts["OC"].overdue) == (1, 1)
    assert counts["today"].open == 1
    assert counts["all"].open == sum(count.open for name, count in counts.items() if name in ("GC", "MD", "ND", "OC"))
    assert "PD" not in counts or counts["PD"].open == 0
    assert cases


def test_rows_are_masked_carry_their_clock_and_leave_gone_ids_out(desk, cases):
    wanted = [cases["booked"], 99_999, cases["settled"]]
    with desk.reading() as session:
        rows = {row.id: row for row in queue_rows(session, wanted)}
    assert set(rows) == {cases["booked"], cases["settled"]}
    settled_row = rows[cases["settled"]]
    assert (settled_row.name, settled_row.owner, settled_row.stage) == ("王*", "林管家", "待预约")
    assert (settled_row.reading.name, settled_row.reading.kind, settled_row.reading.rule) == (
        "gc.outpatient", "promise", "GC-05",
    )  # fmt: skip
    assert settled_row.request == "专家门诊·北京协和医院 乳腺外科"
    assert rows[cases["booked"]].owner == ""


def test_an_empty_page_of_rows_asks_for_nothing(desk, cases):
    with desk.reading() as session:
        assert queue_rows(session, []) == []
    assert cases


def test_a_page_of_rows_is_one_statement_however_many_cases(desk, cases):
    asked = []
    with desk.reading() as session:
        session.connection()
        event.listen(desk.store.engine, "before_cursor_execute", lambda *what: asked.append(what[2]))
        queue_rows(session, list(cases.values()))
    assert len([words for words in asked if words.lstrip().upper().startswith("SELECT")]) == 1


@pytest.mark.rule("GC-14")
def test_a_locked_case_is_marked_in_its_row(small_desk, clock):
    case = locked(small_desk, clock, add_policy(small_desk))
    with small_desk.reading() as session:
        (row,) = queue_rows(session, [case])
    assert (row.locked, row.open) == (True, True)


def test_a_deadline_at_the_very_moment_is_not_overdue_yet(desk, cases):
    with desk.reading() as session:
        due = session.scalar(select(Case.due_key).where(Case.id == cases["late"]))
        late = replace(QUERY, tab="overdue")
        assert cases["late"] not in queue_ids(session, replace(late, now=due))
        assert cases["late"] in queue_ids(session, replace(late, now=due + timedelta(seconds=1)))
