"""Call-backs and complaints: recorded on the case, tasks while they wait, taken back like every other act."""

from datetime import date
from uuid import uuid4

import pytest

from desktop.casework import aftercare, breaches, files, undoing
from desktop.casework.acting import BadInput
from desktop.casework.aftercare_fields import filled
from desktop.casework.desk import Entry
from desktop.casework.forms import FORMS
from desktop.casework.queues import queue_ids, queue_rows, tab_counts
from desktop.casework.rows import QueueQuery
from desktop.casework.verification import verify
from desktop.casework.views import case_view
from desktop.handbook.vocabulary import Item
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.casework.journeys import done, locked, served

SAID = {"category": "escort", "words": "陪诊迟到 20 分钟", "responsible": "林管家", "due_on": date(2026, 3, 11)}


def lin() -> Entry:
    """The health manager with a command that can be taken back."""
    return Entry("林管家", command_id=uuid4().hex)


def seen(desk, case):
    """The case as its screens show it."""
    with desk.reading() as session:
        return case_view(session, desk, case, desk.clock(), "林管家")


def follow_ups(desk):
    """The queue of what waits: case -> next step."""
    query = QueueQuery(desk.clock(), desk.clock(), tab="follow")
    with desk.reading() as session:
        found = queue_ids(session, query)
        assert tab_counts(session, query)["follow"] == len(found)
        return {row.id: row.next_step for row in queue_rows(session, found)}


def tasks(desk, case):
    """The case's tasks: name -> done."""
    return {task.name: task.done for task in seen(desk, case).tasks}


@pytest.mark.rule("D-08")
def test_a_served_customer_is_called_back_on_the_first_to_third_working_day(desk, clock):
    case = served(desk, clock, add_policy(desk))
    task = next(one for one in seen(desk, case).tasks if one.name == "survey")
    assert (task.day, f"{task.before:%m-%d %H:%M}", task.done) == (date(2026, 3, 9), "03-11 18:00", False)
    first = seen(desk, case).steps[0]
    assert (first.verb, first.primary) == ("survey", True)
    done(aftercare.survey(desk, case, MANAGER, outcome="reached", level=5, words="都好"))
    assert tasks(desk, case)["survey"] is True
    assert seen(desk, case).timeline[0].detail == "非常满意 5 分，都好"
    assert seen(desk, case).steps[0].verb == "close"


def test_who_was_not_reached_may_be_called_again(desk, clock):
    case = served(desk, clock, add_policy(desk))
    done(aftercare.survey(desk, case, MANAGER, outcome="not_reached", reason="no_answer"))
    assert seen(desk, case).timeline[0].detail == "未回访：多次未接"
    assert "survey" in [step.verb for step in seen(desk, case).steps]
    done(aftercare.survey(desk, case, MANAGER, outcome="reached", level=2))
    assert "survey" not in [step.verb for step in seen(desk, case).steps]


@pytest.mark.parametrize(("given", "said"), [
    ({"outcome": "reached"}, "请选满意度"), ({"outcome": "reached", "level": 6}, "请选满意度"),
    ({"outcome": "not_reached"}, "未回访的原因"), ({"outcome": "perhaps"}, "perhaps"),
])  # fmt: skip
def test_a_call_back_says_how_content_or_why_not(small_desk, clock, given, said):
    case = served(small_desk, clock, add_policy(small_desk))
    with pytest.raises(BadInput, match=said):
        aftercare.survey(small_desk, case, MANAGER, **given)


def test_nobody_is_asked_about_a_service_that_is_not_done(small_desk, clock):
    case = locked(small_desk, clock, add_policy(small_desk))
    assert "survey" not in [step.verb for step in seen(small_desk, case).steps]
    with pytest.raises(BadInput, match="还没有完成"):
        aftercare.survey(small_desk, case, MANAGER, outcome="reached", level=5)


def test_a_question_is_asked_about_only_where_somebody_wants_to(small_desk):
    case = open_case(small_desk, add_policy(small_desk), Item.OC)
    assert "survey" not in tasks(small_desk, case)


@pytest.mark.rule("D-08")
def test_a_complaint_has_a_number_a_deadline_and_an_outcome_also_after_closing(desk, clock):
    case = served(desk, clock, add_policy(desk))
    done(files.close(desk, case, MANAGER, gaps={"reminded": "客户自己来电确认", "escort_called": "同上"}))
    done(aftercare.complain(desk, case, MANAGER, **SAID))
    done(aftercare.complain(desk, case, MANAGER, **{**SAID, "category": "fee", "due_on": date(2026, 3, 10)}))
    view = seen(desk, case)
    assert view.matters.complaints == (("TS-2026-0002", "TS-2026-0002 费用"), ("TS-2026-0001", "TS-2026-0001 陪诊"))
    with pytest.raises(BadInput, match="请选要办结的投诉"):
        aftercare.settle_complaint(desk, case, MANAGER, outcome="upheld", answer="致歉")
    for number in ("TS-2026-0001", "TS-2026-0002"):
        done(aftercare.settle_complaint(desk, case, MANAGER, outcome="upheld", answer="致歉", number=number))
    assert "complaint" not in tasks(desk, case)
    assert seen(desk, case).timeline[0].detail == "TS-2026-0002 成立：致歉"
    assert verify(desk).differences == ()


@pytest.mark.parametrize(("wrong", "said"), [
    ({"category": "weather"}, "weather"), ({"words": " "}, "投诉什么"), ({"responsible": ""}, "由谁处理"),
    ({"responsible": "无此人"}, "无此人"), ({"due_on": date(2026, 3, 5)}, "早于投诉当天"),
])  # fmt: skip
def test_a_complaint_that_cannot_be_right_says_why_and_takes_no_number(small_desk, clock, wrong, said):
    case = served(small_desk, clock, add_policy(small_desk))
    with pytest.raises(BadInput, match=said):
        aftercare.complain(small_desk, case, MANAGER, **{**SAID, **wrong})
    done(aftercare.complain(small_desk, case, MANAGER, **SAID))
    assert seen(small_desk, case).matters.complaints[0][0] == "TS-2026-0001"


@pytest.mark.rule("D-08")
def test_what_waits_stands_in_the_queue_also_of_a_case_that_is_over(desk, clock):
    case = served(desk, clock, add_policy(desk))
    assert follow_ups(desk) == {case: "满意度回访"}
    done(aftercare.complain(desk, case, MANAGER, **SAID))
    assert follow_ups(desk) == {case: "处理投诉"}
    done(files.close(desk, case, MANAGER, gaps={"reminded": "客户自己来电确认", "escort_called": "同上"}))
    assert follow_ups(desk) == {case: "处理投诉"}
    done(aftercare.settle_complaint(desk, case, MANAGER, outcome="withdrawn", answer="客户撤回"))
    assert follow_ups(desk) == {case: "补超时原因"}
    for clock_name in ("gc.reminder", "gc.escort_call"):
        done(breaches.explain_breach(desk, case, MANAGER, clock=clock_name, cause="desk", words="漏发"))
    assert follow_ups(desk) == {}
    assert verify(desk).differences == ()


@pytest.mark.rule("D-09")
def test_both_are_taken_back_and_done_again(desk, clock):
    case = served(desk, clock, add_policy(desk))
    asked = done(aftercare.survey(desk, case, lin(), outcome="reached", level=3))
    back = done(undoing.undo(desk, case, lin(), record=asked.seq))
    assert tasks(desk, case)["survey"] is False
    done(undoing.undo(desk, case, lin(), record=back.seq))
    assert tasks(desk, case)["survey"] is True
    said = done(aftercare.complain(desk, case, lin(), **SAID))
    settled = done(aftercare.settle_complaint(desk, case, lin(), outcome="unfounded", answer="已解释"))
    done(undoing.undo(desk, case, lin(), record=settled.seq))
    assert tasks(desk, case)["complaint"] is False
    done(undoing.undo(desk, case, lin(), record=said.seq))
    assert "complaint" not in tasks(desk, case)


def test_the_forms_offer_the_usual_deadline_and_the_open_complaints(small_desk, clock):
    case = served(small_desk, clock, add_policy(small_desk))
    done(aftercare.complain(small_desk, case, MANAGER, **SAID))
    matters, now = seen(small_desk, case).matters, clock()
    calendar = small_desk.office.calendar
    asked = filled(FORMS["complain"], matters, now, calendar)
    assert next(one.prefill for one in asked.fields if one.name == "due_on") == "2026-03-11"
    settled = filled(FORMS["settle_complaint"], matters, now, calendar)
    assert (settled.fields[0].prefill, settled.fields[0].choices) == ("TS-2026-0001", matters.complaints)
