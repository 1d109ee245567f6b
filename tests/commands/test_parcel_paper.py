"""The parcel's letter and label come from the posting on record, on both engines; no illness, no second typing."""

from argparse import Namespace
from pathlib import Path

import pytest

from desktop.casework import consultation
from desktop.casework.acting import BadInput
from desktop.casework.documents.filling_parcel import parcel_paper
from desktop.casework.documents.house_pictures import keep_address
from desktop.casework.views import case_view
from desktop.commands.report import run as run_report
from desktop.models.tables import AuditEntry, Case
from tests.casework.desks import MANAGER
from tests.casework.documents.papers import drafted, held, read
from tests.casework.journeys import done
from tests.reports.reading import text_of

ADDRESS = "临江市滨江路 18 号 3 幢 502 室"
SENT = {"courier": "顺丰", "number": "SF1402883055"}


@pytest.mark.rule("MD-10", "GC-19")
def test_letter_and_label_hold_what_was_posted_and_where_to(desk, papers):
    case = held(desk)
    for item in ("dicom", "slides"):
        done(consultation.check_material(desk, case, MANAGER, item=item, state="received", form="original"))
    papers.issue(drafted(desk, case, "mdt").id)
    papers.send(drafted(desk, case, "guidance").id, "wechat", "客户本人")
    keep_address(desk, MANAGER, "上海市示例路 8 号")
    done(consultation.post_report(desk, case, MANAGER, address=ADDRESS, **SENT))
    paper = parcel_paper(desk, case, MANAGER)
    assert [(one.title, one.nature) for one in paper.items] == [
        ("报告（签章原件）", "新出具"), ("诊后指导", "新出具"), ("影像光盘", "退回"), ("切片、蜡块或白片", "退回"),
    ]  # fmt: skip
    assert (paper.to.name, paper.to.address) == ("孙国\u3000女士", ADDRESS)
    assert paper.sender.address == "上海市示例路 8 号"
    assert (paper.tracking, paper.fragile) == ("顺丰 SF1402883055", True)
    letter = text_of(papers.parcel(case).read_bytes())
    assert "".join(ADDRESS.split()) in letter
    assert "孙女士，您好。" in letter
    (label,) = papers.folder().glob("寄件面单-*.pdf")
    assert "SF1402883055" in text_of(label.read_bytes()) or "".join(ADDRESS.split()) in text_of(label.read_bytes())


@pytest.mark.rule("ND-07")
def test_originals_that_go_back_alone_have_a_letter_of_their_own(desk):
    case = read(desk)
    done(consultation.receive_materials(desk, case, MANAGER, items=["report"], originals=["检查报告"], **SENT))
    done(consultation.return_originals(desk, case, MANAGER, address=ADDRESS, **SENT))
    paper = parcel_paper(desk, case, MANAGER)
    assert paper.heading == "随信退回您的资料原件"
    assert [tuple(one) for one in paper.items] == [("检查报告", "原件", 1, "退回")]


def test_the_address_is_in_no_list_and_each_printing_is_recorded(desk, papers):
    case = read(desk)
    papers.issue(drafted(desk, case, "nodule").id)
    done(consultation.post_report(desk, case, MANAGER, address=ADDRESS, **SENT))
    with desk.reading() as session:
        assert "滨江路" not in repr(case_view(session, desk, case, desk.clock(), MANAGER.person).timeline)
    papers.parcel(case)
    with desk.reading() as session:
        assert session.query(AuditEntry).filter_by(action="print_parcel", person=MANAGER.person).count() == 1


def test_without_a_posting_or_its_address_the_reason_is_said(desk, papers):
    case = read(desk)
    with pytest.raises(BadInput, match="还没有登记寄出"):
        papers.parcel(case)
    papers.issue(drafted(desk, case, "nodule").id)
    done(consultation.post_report(desk, case, MANAGER, **SENT))
    with pytest.raises(BadInput, match="没有写收件地址"):
        papers.parcel(case)


def test_the_command_writes_letter_and_label(desk, papers, tmp_path, capsys):
    case = read(desk)
    papers.issue(drafted(desk, case, "nodule").id)
    done(consultation.post_report(desk, case, MANAGER, address=ADDRESS, **SENT))
    with desk.reading() as session:
        number = session.get_one(Case, case).number
    args = Namespace(kind="parcel", case=number, sample=False, sign=None, out=tmp_path / "寄件.pdf", db="", draft=False)
    assert run_report(args, desk) == 0
    letter, label = (Path(line) for line in capsys.readouterr().out.splitlines())
    assert (letter.name, label.name) == ("寄件.pdf", "寄件-2.pdf")
    assert "报告（签章原件）" in text_of(letter.read_bytes())
