"""A list of experts: told from the other lists, previewed, entered once, and every faulty row named."""

import pytest
from sqlalchemy import select

from desktop.casework.consulting.consulting_desk import ConsultingDesk
from desktop.casework.consulting.rows import ExpertDraft
from desktop.exchange.expert_list import import_experts, is_expert_list
from desktop.exchange.hospital_list import is_hospital_list
from desktop.exchange.list_preview import preview_list, take_in
from desktop.exchange.reading import ListUnreadable, Sheet, read_list
from desktop.models.tables import AuditEntry
from tests.casework.escort_desks import CHEST, HUASHAN, add_hospitals
from tests.exchange.lists import SAMPLE, comma_list
from tests.exchange.test_hospital_list import HOSPITALS

HEADER = ["专家姓名", "所在医院", "职称", "科室", "城市", "手机", "星座"]
ROWS = [
    ["郑安", CHEST, "主任医师", "胸外科", "上海市", "13800001111", "x"],
    ["夏清", HUASHAN, "副主任医师", "放射科", "", "", ""],
    ["林一", "云上医院", "主任医师", "病理科", "", "", ""],
    ["林二", CHEST, "大专家", "病理科", "", "123", ""],
    ["郑安", CHEST, "主任医师", "胸外科", "", "", ""],
]


@pytest.fixture
def experts(desk):
    """The directory of a desk with two hospitals."""
    add_hospitals(desk)
    return ConsultingDesk(desk, "孟佳")


@pytest.fixture
def path(tmp_path):
    """A list with two good rows and three faulty ones."""
    return comma_list(tmp_path / "专家.csv", [HEADER, *ROWS])


def test_a_list_is_previewed_and_then_entered_once(desk, experts, path):
    shown = preview_list(desk, path, person="孟佳")
    assert shown.report.counts == "将新增 2 位，将更新 0 位，没有变化 0 位，未通过 3 行"
    assert (shown.admissible, experts.experts()) == (2, ())
    report = take_in(desk, shown, person="孟佳")
    assert report.counts == "新增 2 位，更新 0 位，没有变化 0 位，未通过 3 行"
    card = experts.experts()[-1]
    assert (card.name, card.hospital, card.title, card.specialty, card.city, card.phone) == (
        "郑安", CHEST, "主任医师", "胸外科", "上海", "13800001111",
    )  # fmt: skip
    again = take_in(desk, preview_list(desk, path, person="孟佳"), person="孟佳")
    assert again.counts.startswith("新增 0 位，更新 0 位，没有变化 2 位")
    with desk.reading() as session:
        assert [one.after for one in session.scalars(select(AuditEntry).filter_by(action="import_experts"))] == [
            {"added": 2, "updated": 0}
        ]


@pytest.mark.usefixtures("experts")
def test_every_faulty_row_says_what_to_do(desk, path):
    told = {one.row: one.message for one in preview_list(desk, path, person="孟佳").report.errors()}
    assert "医院名录里没有「云上医院」" in told[4]
    assert "不认识职称「大专家」" in told[5]
    assert "与第 2 行是同一家医院的同一位专家" in told[6]


def test_what_the_list_leaves_empty_stays(desk, experts, path):
    experts.save_expert(ExpertDraft("夏清", HUASHAN, "主治医师", "超声科", "杭州", "13811112222", note="周三"))
    take_in(desk, preview_list(desk, path, person="孟佳"), person="孟佳")
    card = next(card for card in experts.experts() if card.name == "夏清")
    assert (card.title, card.specialty, card.city, card.phone, card.note) == (
        "副主任医师", "放射科", "杭州", "13811112222", "周三",
    )  # fmt: skip


def test_the_three_kinds_of_list_are_told_apart(path):
    assert is_expert_list(read_list(path))
    for other in (HOSPITALS, SAMPLE):
        assert not is_expert_list(read_list(other))
    assert is_hospital_list(read_list(HOSPITALS))


@pytest.mark.parametrize(("rows", "words"), [
    ((("姓名", "职称", "医院"), ("郑安", "主任医师", CHEST)), "缺少「专科」列"),
    ((("姓名", "职称", "医院", "专科"),), "没有一位专家"),
    ((("甲", "乙"),), "不是专家名单"),
])  # fmt: skip
def test_a_list_that_cannot_be_one_says_why(small_desk, rows, words):
    sheets = (Sheet("专家", tuple(range(1, len(rows) + 1)), rows),)
    with pytest.raises(ListUnreadable, match=words):
        import_experts(small_desk, "专家.csv", sheets, person="孟佳")
