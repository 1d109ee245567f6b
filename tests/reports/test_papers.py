"""Every paper, short, long, empty or draft: the same bytes, the same house, nothing lost, nothing cut."""

import re
from dataclasses import replace

import pytest

from desktop.casework.documents.fingerprint import fingerprint, verification_code
from desktop.casework.documents.papers_common import Labelled, Span
from desktop.casework.documents.samples.after import sample_parcel
from desktop.casework.documents.samples.house import as_draft
from desktop.casework.documents.samples.mdt import sample_mdt
from desktop.casework.documents.samples.nodule import sample_lung, sample_thyroid
from desktop.reports.fonts import UnprintableText
from desktop.reports.neutral import IllnessNamed
from desktop.reports.papers_out import files_of, missing_in
from desktop.reports.watching import Cancelled, Watch
from tests.reports.papers import ALL, DRAFTS, LONG, long_mdt
from tests.reports.reading import fonts_of, opened, page_texts, text_of


def made(paper):
    return files_of(paper)[0].content


@pytest.fixture(scope="module")
def all_files():
    """Every paper of the tests, made once."""
    return {name: made(make()) for name, make in ALL.items()}


@pytest.mark.parametrize("name", ALL)
def test_the_same_paper_gives_the_same_bytes(name, all_files):
    assert made(ALL[name]()) == all_files[name]


def test_only_embedded_house_faces_are_used(all_files):
    for content in all_files.values():
        fonts = fonts_of(content)
        assert all(fonts.values())
        assert all("Noto" in font for font in fonts)


def test_every_page_is_numbered_and_every_report_page_says_it_is_confidential(all_files):
    for name, content in all_files.items():
        texts = page_texts(content)
        assert all(text.endswith(f"第{number}页，共{len(texts)}页") for number, text in enumerate(texts, 1)), name
        if "guidance" not in name and "parcel" not in name:
            assert all("医疗保密文件" in text for text in texts)


def test_the_long_opinion_takes_twenty_pages_and_more():
    assert len(page_texts(made(long_mdt()))) >= 20


def test_the_designs_papers_take_as_many_pages_as_in_the_design(all_files):
    pages = {name: len(page_texts(all_files[f"short-{name}"])) for name in ("mdt", "lung", "guidance", "parcel")}
    assert pages == {"mdt": 5, "lung": 3, "guidance": 2, "parcel": 1}


def test_the_file_names_its_title_author_language_and_colours():
    reader = opened(made(sample_mdt()))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "多学科会诊意见书 MD-260911-004 第 1 版"
    assert reader.metadata.author == "安衡健康"
    assert root["/Lang"] == "zh-CN"
    intent = root["/OutputIntents"][0].get_object()
    assert intent["/DestOutputProfile"].get_object().get_data()[36:40] == b"acsp"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "多学科会诊意见书 MD-260911-004 第 1 版" in xmp
    assert "2026-09-22T10:00:00+08:00" in xmp
    assert "pdfaid" not in xmp


def test_bookmarks_lead_to_every_section_in_its_order():
    reader = opened(made(sample_mdt()))
    titles = [mark.title for mark in reader.outline]
    assert titles[0] == "会诊结论"
    assert titles[1:4] == ["1 会诊专家", "2 提请会诊的问题", "3 病史与诊断"]
    assert titles[-3:] == ["10 局限与声明", "签署", "附录\u3000资料清单"]
    pages = [reader.get_destination_page_number(mark) for mark in reader.outline]
    assert pages == sorted(pages)


@pytest.mark.rule("MD-07")
def test_who_what_and_the_experts_stand_on_the_first_page():
    first = page_texts(made(sample_mdt()))[0]
    places = [first.index(words) for words in ("陈建华", "会诊结论", "首选方案", "紧急程度", "下一步", "1会诊专家")]
    assert places == sorted(places)


@pytest.mark.rule("D-07")
@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_says_so_on_every_page_and_carries_no_code_seal_or_signature(name, all_files):
    content = all_files[f"draft-{name}"]
    texts = page_texts(content)
    assert all("草稿，未签发，不得外发" in text for text in texts)
    assert "未签发，不得用于诊疗，不得外发" in texts[0]
    whole = "".join(texts)
    assert not any(words in whole for words in ("核验码：", "内容指纹", "CA签名", "专用章", "有限公司", "扫码"))
    assert not re.search(r"核验码[0-9A-Z]{4}-", whole)


@pytest.mark.rule("D-07")
def test_a_correction_names_what_it_replaces():
    paper = sample_mdt()
    later = replace(paper, issue=replace(paper.issue, version=2, replaces="第 1 版（2026-09-22）：更正分期"))
    text = page_texts(made(later))[0]
    assert "第2版（正式）" in text
    assert "本版更正并替代第1版（2026-09-22）：更正分期" in text


def test_the_signing_page_carries_code_and_fingerprint_of_the_content():
    paper = sample_mdt()
    content_hash = fingerprint(paper)
    assert paper.issue.code == verification_code(content_hash)
    page = next(text for text in page_texts(made(paper)) if "签署" in text)
    assert f"核验码{paper.issue.code}" in page
    assert f"{content_hash[:4]}{content_hash[4:8]}···{content_hash[-4:]}" in page
    assert "10局限与声明" in page


def test_the_fingerprint_is_that_of_the_content_and_not_of_the_hour():
    paper = sample_mdt()
    again = replace(paper, issue=replace(paper.issue, program="another", code=""))
    assert fingerprint(again) == fingerprint(paper)
    assert fingerprint(replace(paper, host="周慎之")) != fingerprint(paper)
    assert fingerprint(as_draft(paper)) != fingerprint(paper)


def test_section_titles_and_table_heads_are_repeated_on_the_pages_they_go_on():
    texts = page_texts(made(long_mdt()))
    labs = [text for text in texts if text.count("mmol/L") > 3]
    assert len(labs) > 2
    assert all("化验项目" in text or "检查与治疗（续）" in text for text in labs)
    assert all("4检查与治疗（续）" in text and "参考范围" in text for text in labs[1:-1])
    assert any("专家甲（续）" in text for text in texts)
    assert any("分歧意见（续）" in text for text in texts)


def test_a_heading_never_stands_alone_at_the_foot_of_a_page():
    paper = sample_mdt()
    for lines in range(1, 20):
        history = (*paper.history, Labelled("补充", "字" * 36 * lines))
        for text in page_texts(made(replace(paper, history=history))):
            if "影像与病理" in text:
                assert "影像与病理日期" in text
            if "↑ng/mL" in text:
                assert "化验化验项目" in text


def test_a_note_on_treatment_says_what_it_is_about():
    assert "既往治疗：未治疗" in text_of(made(replace(sample_mdt(), treatment_note="未治疗")))


def test_an_experts_opinion_never_leaves_a_line_alone_at_a_pages_end():
    paper, fillers = sample_mdt(), "肝肠胃肺"
    for length in range(2, 26, 2):
        own = zip(paper.opinions, fillers, strict=True)
        longer = replace(paper, opinions=tuple(one._replace(paragraphs=(char * 35 * length,)) for one, char in own))
        for page in opened(made(longer)).pages:
            lines = page.extract_text().splitlines()
            assert 1 not in [sum(line.count(char) > 20 for line in lines) for char in fillers]


def test_the_long_papers_lose_nothing():
    whole = text_of(made(long_mdt()))
    assert all(f"化验{number}12.5" in whole for number in range(90))
    assert whole.count("肝内3处病灶边界清楚") >= 8 * 44
    long_flags = text_of(made(LONG["guidance"]()))
    assert all(f"警示{number}：" in long_flags for number in range(24))


def test_lab_values_show_their_arrows_and_missing_ones_a_dash():
    text = text_of(made(sample_mdt()))
    assert "癌胚抗原CEA31.2↑38.6↑ng/mL0–5.0" in text
    assert "白蛋白—39.2↓g/L" in text


def test_the_gland_and_the_points_stand_on_the_thyroids_first_page():
    text = page_texts(made(sample_thyroid()))[0]
    assert all(words in text for words in ("正面观", "1号结节计分", "合计4–6分为TR44", "两套系统的“4类”含义不同"))


@pytest.mark.rule("ND-05")
def test_the_experts_category_stands_above_the_softwares_check():
    text = text_of(made(sample_lung()))
    assert text.index("专家判定4A类") < text.index("软件核对一致（4A）")


@pytest.mark.parametrize("rare", ["䶮", "㛃", "𨱇"])
def test_rare_characters_print_and_extract(rare):
    paper = sample_mdt()
    named = replace(paper, client=paper.client._replace(name=f"王{rare}"), conclusion=(Span(f"字{rare}字", True),))
    assert not missing_in(named)
    text = text_of(made(named))
    assert f"王{rare}" in text
    assert f"字{rare}字" in text


def test_a_character_no_face_has_is_named_before_the_paper_is_issued():
    paper = replace(sample_mdt(), host="林😀谷", conclusion=(Span("王𠮷", True),))
    assert set(missing_in(paper)) == {"😀", "𠮷"}
    with pytest.raises(UnprintableText, match=r"U\+"):
        made(paper)


def test_markup_and_masks_are_only_text():
    paper = sample_mdt()
    nasty = replace(paper, conclusion="<b>粗</b> **星** &amp; {0} %s", client=paper.client._replace(name="陈**华"))
    text = text_of(made(nasty))
    assert "<b>粗</b>**星**&amp;{0}%s" in text
    assert "陈**华" in text


@pytest.mark.rule("GC-19")
@pytest.mark.parametrize("changes", [{"items_note": "肺癌切片"}, {"greeting": "化疗方案已附"}])
def test_a_letter_that_tells_the_illness_is_refused(changes):
    with pytest.raises(IllnessNamed):
        files_of(replace(sample_parcel(), **changes))


@pytest.mark.rule("MD-10", "ND-07")
def test_letter_and_label_say_that_postage_is_ours():
    letter, label = files_of(sample_parcel())
    assert "往返快递费由我们承担" in text_of(letter.content)
    assert "往返快递费由我们承担" in text_of(label.content)
    assert "易碎" in text_of(label.content)


def test_the_window_is_told_of_every_page_and_may_stop():
    told = []
    files_of(sample_mdt(), Watch(lambda done, total: told.append((done, total))))
    assert told == [(number, 5) for number in range(1, 6)]
    with pytest.raises(Cancelled):
        files_of(sample_mdt(), Watch(cancelled=lambda: True))
    calls = iter([False] * 14 + [True] * 50)
    with pytest.raises(Cancelled):
        files_of(sample_mdt(), Watch(cancelled=lambda: next(calls)))
