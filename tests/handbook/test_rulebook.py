"""The frozen table says what the rulebook says: every id in its order, with section, clocks and refusals."""

import inspect

import pytest

from desktop.handbook.facts import Facts
from desktop.handbook.path import PATHS
from desktop.handbook.rulebook import CLOCK_NAMES, CLOCKS, REFUSES, RULEBOOK, RULES
from desktop.handbook.verbs import VERBS
from desktop.handbook.vocabulary import Item, Kind, Unit

# The rulebook's ids in its order, and the handbook's section of each where the handbook has one.
IDS = [
    *(f"T-{n:02}" for n in range(1, 8)), *(f"G-{n:02}" for n in range(1, 9)), *(f"OC-{n:02}" for n in range(1, 4)),
    *(f"PD-{n:02}" for n in range(1, 6)), *(f"GC-{n:02}" for n in range(1, 20)), *(f"MD-{n:02}" for n in range(1, 11)),
    *(f"ND-{n:02}" for n in range(1, 11)), *(f"D-{n:02}" for n in range(1, 11)),
]  # fmt: skip

SECTIONS = {
    "OC-01": "一", "OC-02": "一（三）", "OC-03": "一（六）", "PD-01": "二（一）", "PD-02": "二（四）1",
    "PD-03": "二（四）2", "PD-04": "二（三）", "PD-05": "二（七）", "GC-02": "三（二）2", "GC-03": "三（二）3",
    "GC-04": "三（四）1（2）", "GC-05": "三（四）1（2）", "GC-06": "三（四）2（2）", "GC-07": "三（四）3",
    "GC-09": "三（二）5", "GC-10": "三（二）6（1）", "GC-11": "三（二）6（2）", "GC-12": "三（七）2",
    "GC-13": "三（七）4", "GC-14": "三（七）6", "GC-15": "三（七）7", "GC-16": "三（七）8", "GC-17": "三（七）5",
    "GC-18": "三（三）", "GC-19": "三（七）1", "MD-01": "四（二）2", "MD-02": "四（二）3", "MD-03": "四（二）4",
    "MD-04": "四（二）5", "MD-05": "四（四）2", "MD-06": "四（四）4", "MD-07": "四（二）6", "MD-08": "四（二）7",
    "MD-09": "四（三）", "MD-10": "四（七）2", "ND-01": "五（一）", "ND-02": "五（一）", "ND-03": "五（二）2",
    "ND-04": "五（四）1", "ND-05": "五（二）4", "ND-06": "五（三）", "ND-07": "五（四）2", "ND-08": "五（七）1",
    "ND-09": "五（七）2", "ND-10": "五（七）3",
}  # fmt: skip

# "Clocks at a glance": name -> rule, limit, unit, kind.
GLANCE = {
    "gc.review": ("GC-02", 1, Unit.DAYS, Kind.TARGET), "gc.outpatient": ("GC-05", 5, Unit.DAYS, Kind.PROMISE),
    "gc.outpatient_visit": ("GC-05", 5, Unit.DAYS, Kind.WATCHED),
    "gc.inpatient": ("GC-06", 10, Unit.DAYS, Kind.PROMISE),
    "gc.inpatient_admission": ("GC-06", 10, Unit.DAYS, Kind.WATCHED), "gc.visit": ("GC-07", 3, Unit.DAYS, Kind.PROMISE),
    "gc.notice": ("GC-08", 4, Unit.HOURS, Kind.TARGET), "gc.reminder": ("GC-09", 0, Unit.DAYS, Kind.PROMISE),
    "gc.escort_call": ("GC-09", 0, Unit.DAYS, Kind.PROMISE), "md.review": ("MD-01", 1, Unit.DAYS, Kind.TARGET),
    "md.call": ("MD-02", 1, Unit.DAYS, Kind.PROMISE), "md.report": ("MD-06", 7, Unit.DAYS, Kind.PROMISE),
    "md.guidance": ("MD-08", 3, Unit.DAYS, Kind.TARGET), "nd.call": ("ND-03", 1, Unit.DAYS, Kind.PROMISE),
    "nd.report": ("ND-04", 5, Unit.DAYS, Kind.PROMISE), "nd.posting": ("ND-05", 1, Unit.DAYS, Kind.PROMISE),
    "oc.answer": ("OC-01", 30, Unit.MINUTES, Kind.TARGET), "pd.answer": ("PD-02", 10, Unit.MINUTES, Kind.TARGET),
}  # fmt: skip

CHECKLISTS = {
    Item.OC: "answered", Item.PD: "call_taken",
    Item.OUTPATIENT: "reviewed triaged booked notified reminded escort_called served",
    Item.INPATIENT: "reviewed triaged certificate booked notified reminded escort_called admitted discharged",
    Item.VISIT: "materials visited", Item.MD: "reviewed called planned held report guidance posted",
    Item.ND: "called materials read report posted",
}  # fmt: skip


def test_every_id_of_the_rulebook_stands_once_and_in_its_order():
    assert [rule.id for rule in RULEBOOK] == IDS


@pytest.mark.parametrize(("rule", "section"), SECTIONS.items())
def test_a_rule_names_the_handbooks_section_it_comes_from(rule, section):
    assert RULES[rule].section.startswith(section)


@pytest.mark.parametrize("rule", RULEBOOK, ids=lambda rule: rule.id)
def test_every_rule_has_words_for_the_user(rule):
    assert rule.title
    assert rule.text
    assert rule.section


@pytest.mark.rule("T-07")
def test_clocks_have_the_limits_units_and_kinds_of_the_rulebook():
    found = {
        clock.name: (rule, clock.limit, clock.unit, clock.kind) for pairs in CLOCKS.values() for rule, clock in pairs
    }
    assert found == GLANCE
    assert set(GLANCE) == CLOCK_NAMES


def test_clocks_start_and_end_at_facts_that_exist():
    known = {name for name, _ in inspect.getmembers(Facts)} | set(Facts.__slots__)
    for pairs in CLOCKS.values():
        for _, clock in pairs:
            assert {clock.starts, clock.ends} <= known


def test_refusals_name_verbs_that_exist():
    for rule in RULEBOOK:
        for entry in (*rule.refuses, *rule.warns):
            assert set(entry.verbs) <= set(VERBS)
            assert entry.items
    assert any(REFUSES.values())


def test_refusing_rules_stand_in_the_rulebooks_order():
    order = {rule: place for place, rule in enumerate(IDS)}
    for entries in REFUSES.values():
        places = [order[rule] for rule, _ in entries]
        assert places == sorted(places)


def test_every_condition_says_in_its_docstring_which_rule_it_decides():
    for rule in RULEBOOK:
        for entry in (*rule.refuses, *rule.warns):
            for check in filter(None, (getattr(entry, "when", None), entry.given)):
                assert rule.id in (check.__doc__ or ""), f"{rule.id}: {check.__name__}"


@pytest.mark.rule("D-08")
@pytest.mark.parametrize(("item", "names"), CHECKLISTS.items())
def test_closing_checklists_are_those_of_the_rulebook(item, names):
    assert [station.item for station in PATHS[item] if station.item] == names.split()


@pytest.mark.rule("G-01")
def test_five_services_and_three_green_channel_items_exist():
    assert {item.service.value for item in Item} == {"OC", "PD", "GC", "MD", "ND"}
    assert sum(item.service.value == "GC" for item in Item) == 3
