"""Invented readings of a lung, a breast and a thyroid. A doctor has not checked them: they are no templates."""

from __future__ import annotations

from datetime import date

from desktop.casework.documents.filling_common import coded
from desktop.casework.documents.papers_common import (
    Client,
    KeyFact,
    KeyImage,
    Labelled,
    Material,
    Signature,
    Signing,
    Span,
    Station,
)
from desktop.casework.documents.papers_nodule import (
    Agreement,
    Comparison,
    IfThen,
    Measured,
    Nodule,
    NodulePaper,
    Organ,
    Score,
    Scoring,
    Spot,
)
from desktop.casework.documents.samples.house import COMPANY, HOUSE, issued, picture


def _signing(name: str, role: str, place: str, signed: str, number: int) -> Signing:
    return Signing(
        (Signature(name, role, place, f"CA 签名 {signed}", picture(f"sign-{number}.png")),), "沈知行", "周宁", COMPANY,
        "阅片专用章", demo_seal=True,
    )  # fmt: skip


def sample_lung() -> NodulePaper:
    """Two nodules, one of them grown."""
    return coded(_LUNG)


def sample_breast() -> NodulePaper:
    """One new nodule, without an image."""
    return coded(_BREAST)


def sample_thyroid() -> NodulePaper:
    """Two nodules with the points of the first."""
    return coded(_THYROID)


THEN, NOW = date(2025, 10, 11), date(2026, 9, 8)

_LUNG = NodulePaper(
    organ=Organ.LUNG,
    provider=HOUSE,
    issue=issued("ND-260903-011", date(2026, 9, 17)),
    client=Client("吴晓敏", "吴*敏", "女", "54 岁", "3101**********2644", policy="末四位 6085"),
    subtitle="胸部低剂量 CT·与 2025 年检查对比·两处结节",
    fields=(
        Labelled("本次检查", "2026-09-08"), Labelled("对比检查", "2025-10-11"), Labelled("图像质量", "可读，层厚 1.0 "
            "mm"),
        Labelled("资料收齐", "2026-09-11"),
    ),
    system="Lung-RADS v2022",
    conclusion=(
        Span("右上肺 1 号结节在 11 个月内由 5.8 mm 长到 7.7 mm，判为 "), Span("4A 类", True), Span("，建议 "),
        Span("3 个月后复查", True), Span("低剂量 CT。左下肺 2 号结节稳定，判为 2 类。"),
    ),
    facts=(
        KeyFact("总体类别", "4A 类", "同类人群恶性可能约 5%–15%，多数仍为良性"),
        KeyFact("下一次检查", "2026 年 12 月上旬", "低剂量 CT，层厚不超过 1.5 mm，同一医院为好"),
        KeyFact("是否紧急", "不需急诊", "请不要超过 2026-12-31 复查"),
    ),
    nodules=(
        Nodule("1 号", "右上肺 S3", "4A 类", Agreement.AGREES, "4A", (Measured(THEN, 5.8), Measured(NOW, 7.7)),
               Spot("右", 0.3, main=True)),
        Nodule("2 号", "左下肺 S9", "2 类", Agreement.AGREES, "2", (Measured(THEN, 6.7), Measured(NOW, 6.8)),
               Spot("左", 0.8)),
    ),
    comparisons=(
        Comparison("密度", ("实性", "纯磨玻璃（pGGN）")),
        Comparison("形态与边缘", ("类圆形，浅分叶，无毛刺", "圆形，光滑")),
        Comparison("2025-10-11\u3000长×短", ("6.2 × 5.4 mm，均值 5.8 mm", "7.0 × 6.4 mm，均值 6.7 mm")),
        Comparison("2026-09-08\u3000长×短", ((Span("8.4 × 7.0 mm，均值 "), Span("7.7 mm", True)),
                                         (Span("7.2 × 6.4 mm，均值 "), Span("6.8 mm", True)))),
        Comparison("10.9 个月变化", ((Span("+1.9 mm", True), Span("\u3000增大（标准 >1.5 mm）")), "+0.1 mm\u3000稳定"),
                   (True, False)),
        Comparison("伴随征象", ("未见钙化、空洞、胸膜牵拉", "未见实性成分")),
    ),
    border_note=(
        "核对说明\u30001 号结节均值 7.7 mm，距 8 mm 界值 0.3 mm，处于测量误差范围；专家已于 2026-09-16 复测，"
        "确认按“增大且小于 8 mm”判为 4A。"
    ),
    comparison_note="径线为长、短径均值，取一位小数",
    images=(
        KeyImage(picture("lung.jpg"), "系列 4\u3000第 118 层\u3000肺窗", (0.248, 0.35, 0.055)),
        KeyImage(picture("lung-then.jpg"), "2025-10-11", size="5.8 mm", scale=0.21),
        KeyImage(picture("lung-now.jpg"), "2026-09-08", size="7.7 mm", scale=0.21),
    ),
    images_note="1 号结节局部放大，同层对比；白线 5 mm",
    images_side_note="合成示意图，非真实影像",
    opinion=(
        "右肺上叶前段（S3）实性结节，均径由 5.8 mm 增至 7.7 mm，10.9 个月增加 1.9 mm，超过 1.5 mm，符合增大；按“增大"
        "且小于 8 mm”"
        "归为 4A。浅分叶，无毛刺、胸膜牵拉及血管集束，纵隔未见肿大淋巴结。左肺下叶外基底段（S9）纯磨玻璃结节均径 6.8 "
        "mm，变化"
        " 0.1 mm，归为 2。建议 3 个月后低剂量薄层 CT，测量方法与层厚保持一致。",
    ),
    evidence="Lung-RADS v2022；原始 DICOM 两次检查逐层对照",
    plain_words=(
        (Span("您的两处结节中，需要留意的是"), Span("右上肺的 1 号结节", True),
         Span("。它现在约 7.7 mm，比一粒黄豆略大。和去年 10 月相比长大了 1.9 mm，超过了“1.5 mm”这条判断生长的标准，"
              "所以专家把它从 2 类调整为 4A 类。")),
        (Span("4A 类的意思是："), Span("需要更近一点地看，而不是已经确诊", True),
         Span("。这一类结节中，大约每 100 个有 5 到 15 个最后证实为恶性，其余大多是炎症或良性增生。目前没有毛刺、胸膜"
              "牵拉等更令人"
              "担心的表现，也没有达到建议穿刺或手术的程度。")),
        (Span("左下肺的 2 号结节", True), Span("颜色很淡，医学上叫纯磨玻璃结节，一年来几乎没有变化，每年复查一次就可"
                                        "以。")),
    ),
    stations=(
        Station("首次检查", "5.8 mm", "2025-10", state="done"),
        Station("本次检查", "7.7 mm，4A 类", "2026-09", "11 个月", "now"),
        Station("复查 CT", "稳定则降为 3 类", "2026-12", "3 个月", "next"),
        Station("复查 CT", "稳定则降为 2 类", "2027-06", "6 个月"),
        Station("年度 CT", "以后每年一次", "2028-06", "12 个月"),
    ),
    stations_note="日期按本次检查日推算；图为示意，不按比例",
    if_then=(
        IfThen("2026-12 稳定或缩小", "降为 3 类，6 个月后（2027-06）再查；仍稳定降为 2 类，转为每年一次。"),
        IfThen("继续增大（>1.5 mm）且均值 ≥8 mm", "升为 4B 类，到胸外科或呼吸科就诊，讨论 PET-CT 或活检。"),
        IfThen("出现毛刺、淋巴结肿大等", "按 4X 类处理，不等下一次复查。"),
    ),
    care=(
        Labelled("尽快门诊（1 周内）", "咳嗽超过 3 周不缓解，痰中带血丝，不明原因消瘦超过 5 kg，声音嘶哑。"),
        Labelled("立即急诊", "一次咯血超过一口，突发胸痛，呼吸困难，高热不退。", urgent=True),
    ),
    materials=(
        Material("胸部低剂量 CT 光盘", "申浦区中心医院（二甲）", "2026-09-08"),
        Material("胸部 CT 光盘", "申浦区中心医院（二甲）", "2025-10-11"),
        Material("CT 报告单 2 份", "同上", "", "齐全"), Material("肺功能、肿瘤标志物", "", "", "资料未提供"),
    ),
    signing=_signing("顾维桢", "主任医师\u3000胸部影像", "申浦大学附属胸科医院（三甲，上海）", "2026-09-16 17:20", 5),
    limits="本报告依据所提供的影像与资料解读，未当面体检，供您和接诊医生参考，不替代诊断与治疗。分类依据 Lung-RADS v2"
           "022；"
           "体检发现的结节也可由接诊医生按其他指南随访。",
)  # fmt: skip

_THYROID = NodulePaper(
    organ=Organ.THYROID,
    provider=HOUSE,
    issue=issued("ND-260914-003", date(2026, 9, 22)),
    client=Client("郑雅文", "郑*文", "女", "41 岁", "1101**********5286", policy="末四位 3340"),
    subtitle="颈部超声·与 2025 年检查对比·两处结节",
    fields=(
        Labelled("本次检查", "2026-09-04\u3000颈部超声"), Labelled("对比检查", "2025-08-22\u3000颈部超声"),
        Labelled("图像质量", "可读"), Labelled("TSH", "1.86 mIU/L（正常）"),
    ),
    system="ACR TI-RADS 2017",
    conclusion=(
        Span("右叶中部 1 号结节为实性低回声，最大径 16.2 mm，判为 "), Span("TR4 类", True), Span("，已达细针穿刺标准"
            "，建议"),
        Span("做一次穿刺检查", True), Span("。左叶 2 号结节为海绵样，TR1，无需处理。"),
    ),
    facts=(
        KeyFact("最高类别", "TR4（4 分）", "同类结节恶性可能约 9%"),
        KeyFact("下一步", "细针穿刺（FNA）", "TR4 的穿刺标准为 15 mm 及以上"),
        KeyFact("是否紧急", "1 个月内完成即可", "颈部淋巴结未见异常"),
    ),
    nodules=(
        Nodule("1 号", "", "TR4", Agreement.AGREES, "TR4", (Measured(date(2025, 8, 22), 14.6),
               Measured(date(2026, 9, 4), 16.2)), Spot("右", 0.5, main=True)),
        Nodule("2 号", "", "TR1", Agreement.AGREES, "TR1", (Measured(date(2025, 8, 22), 8.2),
               Measured(date(2026, 9, 4), 8.4)), Spot("左", 0.8)),
    ),
    comparisons=(
        Comparison("位置", ("右叶中部", "左叶下极")), Comparison("2025-08-22", ("14.6 × 10.2 × 11.8", "8.2 × 5.0 × 7."
            "1")),
        Comparison("2026-09-04", ((Span("16.2", True), Span(" × 11.0 × 12.6")), "8.4 × 5.0 × 7.2")),
        Comparison("变化", ("未达增大标准", "稳定")),
    ),
    border_note="三径单位 mm。增大标准：两个径线各增 20% 且至少 2 mm，或体积增 50%。",
    comparison_note="侧别以客户自身左右为准",
    scoring=Scoring(
        "1 号结节计分", "ACR TI-RADS 2017，横切面判断纵横比",
        (Score("成分", "实性或几乎全实性", 2, 2), Score("回声", "低回声", 2, 3), Score("形态", "宽大于高", 0, 3),
         Score("边缘", "光滑", 0, 3), Score("强回声灶", "无", 0, 3)),
        4, "4–6 分为 TR4",
        "另按 C-TIRADS 2020 核对：实性 +1，合计 1 分，为 4A 类，最大径大于 15 mm，穿刺建议与上述一致。两套系统的“4 类"
        "”含义不同，"
        "请勿互换。",
    ),
    opinion=("右叶中部实性低回声结节，边缘光滑，宽大于高，未见强回声灶，计 4 分，归 TR4；最大径 16.2 mm，达到穿刺标准。"
             "左叶下极海绵样结节，归 TR1。双侧颈部淋巴结未见异常。",),
    evidence="ACR TI-RADS 2017；两次超声静态图与报告对照",
    plain_words=((Span("1 号结节需要做一次细针穿刺", True), Span("。穿刺用很细的针取几滴细胞，一般不用住院。TR4 类结"
                                                     "节每 100 个约有 9 个"
                  "最后证实为恶性，绝大多数是良性的。")), "2 号结节像海绵一样由许多小囊组成，几乎都是良性，不用处理。"),
    stations=(
        Station("首次检查", "14.6 mm", "2025-08", state="done"),
        Station("本次检查", "16.2 mm，TR4", "2026-09", "12 个月", "now"),
        Station("穿刺", "1 个月内", "2026-10", "1 个月", "next"),
        Station("复查超声", "穿刺良性时", "2027-09", "11 个月"),
    ),
    if_then=(IfThen("穿刺为良性（Bethesda II）", "12 个月后复查超声。"),
             IfThen("意义不明（Bethesda III）", "3 个月后重复穿刺或做分子检测。"),
             IfThen("可疑或恶性（V、VI）", "到甲状腺外科就诊，讨论手术。")),
    care=(Labelled("尽快门诊（1 周内）", "颈部肿块明显增大，声音嘶哑，吞咽困难。"),
          Labelled("立即急诊", "呼吸困难，颈部突然肿胀疼痛。", urgent=True)),
    materials=(Material("颈部超声报告与图片", "京畿区医院（二甲）", "2026-09-04"),
               Material("颈部超声报告", "京畿区医院（二甲）", "2025-08-22", "受限"),
               Material("甲状腺功能化验单", "同上", "2026-09-04"), Material("降钙素", "", "", "资料未提供")),
    signing=_signing("苏令仪", "主任医师\u3000超声医学", "明德医学院附属医院（三甲，北京）", "2026-09-21 10:05", 7),
)  # fmt: skip

_BREAST = NodulePaper(
    organ=Organ.BREAST,
    provider=HOUSE,
    issue=issued("ND-260920-007", date(2026, 9, 28)),
    client=Client("秦望岚", "秦*岚", "女", "47 岁", "3301**********4127", policy="末四位 0912"),
    subtitle="乳腺超声·三次检查对比·三处结节",
    fields=(Labelled("本次检查", "2026-09-16\u3000乳腺超声"), Labelled("对比检查", "2025-09-10"),
            Labelled("图像质量", "可读"), Labelled("资料收齐", "2026-09-22")),
    system="BI-RADS 超声 第 5 版",
    conclusion=(Span("左乳 2 点 1 号结节边缘成角，判为 "), Span("4A 类", True), Span("，建议"), Span("穿刺活检", True),
                Span("。其余两处为 3 类和 2 类。")),
    facts=(KeyFact("最高类别", "4A 类", "同类结节恶性可能约 2%–10%"),
           KeyFact("下一步", "空芯针活检", "乳腺外科门诊预约"), KeyFact("是否紧急", "2 周内完成", "", urgent=True)),
    nodules=(
        Nodule("1 号", "左乳 2 点", "4A 类", Agreement.DIFFERS, "软件提示 3 类，专家确认 4A",
               (Measured(date(2024, 9, 3), 8.1), Measured(date(2025, 9, 10), 9.6), Measured(date(2026, 9, 16), 12.4)),
               Spot("左", clock=2, distance=3.0, main=True)),
        Nodule("2 号", "右乳 10 点", "3 类", Agreement.AGREES, "3 类",
               (Measured(date(2025, 9, 10), 6.2), Measured(date(2026, 9, 16), 6.4)),
               Spot("右", clock=10, distance=2.0)),
        Nodule("3 号", "右乳 6 点", "2 类", Agreement.IMPOSSIBLE, "缺边缘描述", (Measured(date(2026, 9, 16), 5.0),),
               Spot("右", clock=6, distance=4.0)),
    ),
    comparisons=(
        Comparison("形状与方位", ("不规则，平行", "椭圆，平行", "圆形")),
        Comparison("边缘", ("成角", "清楚", "资料未提供")),
        Comparison("回声与后方", ("低回声，无改变", "低回声，增强", "无回声，增强")),
        Comparison("三径 mm", ((Span("12.4", True), Span(" × 8.0 × 9.1")), "6.4 × 4.0 × 5.2", "5.0 × 4.8 × 5.0"),
            (True, False, False)),
    ),
    border_note="核对说明\u30001 号结节软件按“椭圆、平行、边缘清楚”未满足而提示复核；专家已确认 4A。",
    opinion=("左乳 2 点距乳头 3 cm 不规则低回声结节，边缘成角，两年增大 4.3 mm，归 4A。右乳 10 点结节稳定，归 3；"
             "右乳 6 点为单纯囊肿，归 2。腋窝淋巴结未见异常。",),
    plain_words=("1 号结节的边缘不够光滑，并且在长大，所以建议取一点组织看清楚。4A 类中绝大多数仍是良性。",),
    stations=(Station("首次检查", "8.1 mm", "2024-09", state="done"),
              Station("复查", "9.6 mm", "2025-09", "12 个月", "done"),
              Station("本次检查", "12.4 mm，4A", "2026-09", "12 个月", "now"),
              Station("活检", "2 周内", "2026-10", "2 周", "next")),
    care=(Labelled("尽快门诊（1 周内）", "乳头溢血，皮肤凹陷或橘皮样，腋下摸到肿块。"),),
    materials=(Material("乳腺超声报告与图片", "湖滨区医院（二甲）", "2026-09-16"),),
    signing=_signing("秦望舒", "副主任医师\u3000乳腺外科", "滨江医科大学第一医院（三甲，杭州）", "2026-09-27 15:40", 8),
)  # fmt: skip
