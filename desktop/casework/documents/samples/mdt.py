"""An invented opinion of a consultation, five pages long. A doctor has not checked it: it is no template."""

from __future__ import annotations

from datetime import date

from desktop.casework.documents.filling_common import coded
from desktop.casework.documents.papers_common import (
    Client,
    KeyFact,
    Labelled,
    Material,
    Signature,
    Signing,
    Span,
    Station,
)
from desktop.casework.documents.papers_mdt import (
    Diagnosis,
    Examination,
    Expert,
    FollowUp,
    LabRow,
    LabValue,
    MdtPaper,
    Opinion,
    Question,
)
from desktop.casework.documents.samples.house import COMPANY, HOUSE, issued, picture

EAST, RIVER, BRIGHT, LOCAL = "东安大学附属肿瘤医院", "滨江医科大学第一医院", "明德医学院附属医院", "临海市人民医院"


def _value(text: str, flag: str = "") -> LabValue:
    return LabValue(text, flag)


EXPERTS = (
    Expert("林若谷", "结直肠外科", "主任医师", EAST, "三甲", "视频"),
    Expert("周慎之", "肝胆外科", "主任医师", RIVER, "三甲", "视频"),
    Expert("许怀瑾", "肿瘤内科", "主任医师", EAST, "三甲", "视频"),
    Expert("方以宁", "影像诊断", "副主任医师", BRIGHT, "三甲", "视频"),
)

QUESTIONS = (
    Question("肝转移灶能否切除？应先手术还是先化疗？",
             "可以切除，剩余肝体积充足。因复发风险评分 3 分，四位专家一致建议先化疗 4 周期，再手术。",
             "肝转移灶能否切除？先手术还是先化疗？"),
    Question("术前治疗是否需要联合靶向药物？",
             "第一阶段不需要。2 周期后复查 CEA，4 周期后复查影像，未达标时再议。", "是否需要联合靶向药物？"),
    Question("原发灶与肝转移灶同期切除还是分期切除？",
             "首选同期。若化疗后病灶数目变化或手术预计超过 6 小时，改为先肝后肠的分期切除。", "同期还是分期切除？"),
    Question("目前轻度贫血、营养评分 3 分，是否影响开始治疗？",
             "不影响。口服铁剂、营养科门诊干预，血红蛋白低于 80 g/L 时再评估输血。", "贫血和营养问题是否影响开始治疗"
                                                       "？"),
)  # fmt: skip

HISTORY = (
    Labelled("主诉", "便血 2 个月，发现肝占位 3 周。"),
    Labelled("现病史", "2026 年 7 月起大便表面带鲜血，每日 1–2 次，伴里急后重，未就诊。8 月 26 日在当地医院行肠镜，距"
                    "肛缘 24 cm"
             " 见环 2/3 周隆起溃疡型肿物，镜身勉强通过；活检示腺癌。8 月 29 日增强 CT 提示乙状结肠占位、肝内多发低密"
             "度灶。"
             "9 月 2 日肝脏增强磁共振确认转移灶 3 处。起病以来体重下降 4 kg，无腹痛、腹胀及停止排气。"),
    Labelled("既往与个人史", "高血压 6 年，服氨氯地平 5 mg 每日 1 次，血压控制良好；否认糖尿病、冠心病及乙肝。吸烟 20"
                       " 包年，"
             "已戒 5 年。父亲 66 岁患胃癌。青霉素过敏（皮疹）。"),
)  # fmt: skip

DIAGNOSES = (
    Diagnosis("临床诊断", "乙状结肠恶性肿瘤；肝继发恶性肿瘤", "C18.7；C78.7"),
    Diagnosis("病理诊断", "（乙状结肠）腺癌，中分化", "ICD-O-3 8140/3"),
    Diagnosis("分期", "cT3N1bM1a，IVA 期", "AJCC 第 8 版"),
    Diagnosis("错配修复", "pMMR：MLH1、MSH2、MSH6、PMS2 均阳性", "免疫组化"),
    Diagnosis("分子检测", "KRAS、NRAS、BRAF V600E 均为野生型；微卫星稳定（MSS）", "NGS 2026-09-12"),
    Diagnosis("HER2", "1+（阴性）", "免疫组化"),
)

EXAMINATIONS = (
    Examination("2026-08-26", "电子肠镜", LOCAL, "距肛缘 24 cm 隆起溃疡型肿物，占肠腔 2/3 周，长约 4.5 cm；其余结肠未"
                                             "见异常。"),
    Examination("2026-08-29", "胸腹盆增强 CT", LOCAL, "乙状结肠壁不规则增厚，浆膜面尚光滑；肠周淋巴结 3 枚，短径 6–9 "
                                                 "mm。双肺未见转移。"),
    Examination("2026-09-02", "肝脏 MRI（普美显）", RIVER, "S6 32 mm、S7 18 mm、S4 11 mm 三处转移灶，弥散受限，肝胆期"
                                                    "低信号；"
                "距肝右静脉 12 mm，门静脉主干未受累。"),
    Examination("2026-08-28", "病理 S26-08812", "2026-09-11 会诊复核", "腺癌，中分化，Ki-67 约 70%。复核意见与原诊断"
        "一致。"),
)  # fmt: skip

LABS = (
    LabRow("癌胚抗原 CEA", (_value("31.2", "high"), _value("38.6", "high")), "ng/mL", "0–5.0"),
    LabRow("糖类抗原 CA19-9", (_value("47.0", "high"), _value("52.3", "high")), "U/mL", "0–37.0"),
    LabRow("血红蛋白", (_value("112", "low"), _value("108", "low")), "g/L", "130–175"),
    LabRow("中性粒细胞", (_value("4.12"), _value("3.96")), "×10⁹/L", "1.80–6.30"),
    LabRow("丙氨酸转氨酶 ALT", (_value("29"), _value("31")), "U/L", "9–50"),
    LabRow("总胆红素", (_value("10.8"), _value("11.4")), "μmol/L", "≤26.0"),
    LabRow("白蛋白", (_value(""), _value("39.2", "low")), "g/L", "40.0–55.0"),
    LabRow("肌酐", (_value("76"), _value("74")), "μmol/L", "57–97"),
)

OPINIONS = (
    Opinion("方以宁", "影像诊断", BRIGHT, (
        "重新阅读全部断层图像。肝内 3 处病灶在肝胆期边界清楚，最大者位于 S6，长径 32 mm，与肝右静脉最近距离 12 mm，未"
        "见门静脉、"
        "胆管侵犯；按三维测算，切除三处后剩余肝体积约占 68%，功能储备充足。肠周淋巴结 3 枚，其中 2 枚短径大于 8 mm 且"
        "强化不均，"
        "支持 N1b。双肺、腹膜、骨窗未见转移征象。",), "肝脏 MRI 2026-09-02，层厚 3 mm，图像质量可读"),
    Opinion("周慎之", "肝胆外科", RIVER, (
        "三处转移灶技术上均可 R0 切除，可采用 S6+S7 段切除加 S4 局部切除。原发灶淋巴结阳性、同时性转移、病灶数大于 1"
        "，复发风险评分"
        "（CRS）3 分，属高危，直接手术后早期复发比例高，赞成先行新辅助化疗。化疗以 4 周期为宜，不超过 6 周期，以免加"
        "重肝损伤和病灶"
        "消失导致术中难以定位。建议化疗前在 S4 小病灶旁留置标记。",), "《结直肠癌肝转移诊断和综合治疗指南》2023 版"),
    Opinion("许怀瑾", "肿瘤内科", EAST, (
        "左半结肠、RAS 与 BRAF 野生型，是抗 EGFR 治疗的潜在获益人群；但对初始可切除者，围手术期加用西妥昔单抗的随机研"
        "究未显示生存"
        "获益。首选单纯 mFOLFOX6，每 2 周 1 次。体力状态良好，轻度贫血与营养风险不构成化疗禁忌，口服铁剂并由营养科干"
        "预即可。若 4"
        " 周期后缩小不足 30% 或 CEA 不降，再讨论加用靶向药物。",), "《CSCO 结直肠癌诊疗指南》2025；NCCN Colon Cancer "
                                              "2026"),
    Opinion("林若谷", "结直肠外科", EAST, (
        "原发灶占肠腔 2/3 周但无梗阻、无活动性出血，暂不需要先切除或造口。倾向同期切除：腹腔镜乙状结肠根治术与肝切除"
        "一次完成，总创伤"
        "可接受。化疗期间若出现腹胀、停止排便或便血加重，应立即就诊评估支架或急诊手术。",), "《中国结直肠癌诊疗规范》"
                                                     "2023 版"),
)  # fmt: skip

DISSENT = (
    Span("是否在第一阶段联合西妥昔单抗。", True),
    Span("\u3000周慎之主张：若 2 周期后 CEA 下降不足 30%，即可提前联合，以缩短术前时间。其余三位认为应完成 4 周期后再"
         "定。"
         "会诊按多数意见执行，并把 2 周期后的 CEA 列为复议条件（见第 8 节）。"),
)  # fmt: skip

ADVICE = (
    Labelled("首选方案", (Span("mFOLFOX6 化疗 4 周期", True),
             Span("，每 2 周 1 次；复评影像与 CEA 后休息 4–6 周，再行腹腔镜乙状结肠根治术联合肝转移灶切除；术后补足化"
                  "疗，围手术期共"
                  " 12 周期。"))),
    Labelled("备选方案", "4 周期后未达部分缓解：FOLFIRI 联合西妥昔单抗 4 周期后再评。不能耐受手术：射频或立体定向放疗"
                     "局部处理肝病灶。"),
    Labelled("不推荐", "直接手术：复发风险高。先切原发灶：无梗阻与出血，延误全身治疗。贝伐珠单抗：本例首选方案无需，"
                    "且影响术前间隔。"),
    Labelled("补充检查", "① 胸部平扫 CT（化疗前基线）\u3000② 乙肝两对半与心电图\u3000③ DPYD 基因检测（可选）"),
    Labelled("风险说明", "奥沙利铂可致手足麻木、骨髓抑制；肝切除并发症约 15%–20%。完成全程治疗者，文献 5 年生存率约 4"
                     "0%–50%，个体差异较大。"),
    Labelled("客户意愿", "客户及配偶参加会诊末段，表示理解，愿意先行化疗，希望在东安大学附属肿瘤医院治疗。"),
)  # fmt: skip

FOLLOW_UP = (
    FollowUp("2026-10-09 前", "输液港置入，第 1 周期化疗", "肿瘤内科", "开始治疗"),
    FollowUp("2 周期后", "CEA、血常规、肝肾功能", "肿瘤内科", "CEA 降幅不足 30% 时复议", "约 2026-11-06"),
    FollowUp("4 周期后", "肝脏 MRI、胸腹盆 CT、CEA", "影像 / 多学科", "RECIST 1.1 评价，定手术", "约 2026-12-04"),
    FollowUp("2027 年 1 月", "手术", "结直肠外科\n肝胆外科", "同期切除"),
    FollowUp("术后 2 年内", "每 3 个月 CEA 与超声；每 6 个月 CT", "肿瘤内科", "监测复发"),
)

MATERIALS = (
    Material("电子肠镜报告与图片", LOCAL, "2026-08-26"), Material("病理报告 S26-08812", LOCAL, "2026-08-28"),
    Material("胸腹盆增强 CT 光盘", LOCAL, "2026-08-29"), Material("肝脏 MRI 光盘", RIVER, "2026-09-02"),
    Material("化验单，6 页", LOCAL, "2026-09-10"), Material("病理会诊报告", EAST, "2026-09-11"),
    Material("基因检测报告", EAST, "2026-09-12"), Material("骨扫描、PET-CT", "", "", "未提供"),
)  # fmt: skip

SIGNING = Signing(
    signatures=tuple(
        Signature(one.name, one.specialty, "", f"CA 签名 2026-09-{day}", picture(f"sign-{number}.png"))
        for number, (one, day) in enumerate(zip(EXPERTS, (21, 21, 21, 22), strict=True), 1)
    ),
    reviewer="沈知行", manager="林悦", company=COMPANY, seal_words="会诊专用章", demo_seal=True,
)  # fmt: skip


def sample_mdt() -> MdtPaper:
    """The opinion as it was issued."""
    return coded(_PAPER)


_PAPER = MdtPaper(
    provider=HOUSE,
    issue=issued("MD-260911-004", date(2026, 9, 22)),
    client=Client("陈建华", "陈*华", "男", "58 岁", "3301**********0917", "138****5566", "末四位 2217", "1968-03-09"),
    subtitle="乙状结肠癌伴肝转移·四位专家视频会诊",
    held="2026-09-18 周五 14:00–15:10",
    mode="视频，远程会诊平台",
    host="林若谷",
    recorder="林悦（健康管家）",
    diagnosed_on="2026-08-28",
    conclusion=(
        Span("乙状结肠腺癌，同时性肝转移 3 处，临床分期 cT3N1bM1a，IVA 期。肝转移灶"), Span("可以切除", True),
        Span("，但复发风险评分较高，建议"), Span("先做 4 个周期化疗，再行手术", True), Span("，争取根治。"),
    ),
    facts=(
        KeyFact("首选方案", "mFOLFOX6 化疗 4 周期", "复评后同期切除原发灶与肝转移灶"),
        KeyFact("紧急程度", "较急", "建议 2 周内开始治疗，不迟于 2026-10-09"),
        KeyFact("下一步", "肿瘤内科住院", "先置输液港，完成第 7 节补充检查 3 项"),
    ),
    experts=EXPERTS,
    questions=QUESTIONS,
    history=HISTORY,
    state_facts=(
        Labelled("体力状态", "ECOG 1"), Labelled("疼痛 NRS", "1 分"), Labelled("营养 NRS 2002", "3 分"),
        Labelled("身高 / 体重", "171 cm / 66 kg"),
    ),
    diagnoses=DIAGNOSES,
    examinations=EXAMINATIONS,
    opinions=OPINIONS,
    advice=ADVICE,
    follow_up=FOLLOW_UP,
    signing=SIGNING,
    materials=MATERIALS,
    lab_days=("2026-08-27", "2026-09-10"),
    labs=LABS,
    treatment_note="既往治疗：未治疗。骨扫描、PET-CT：资料未提供。",
    dissents=(DISSENT,),
    path=(
        Station("化疗 4 周期", "mFOLFOX6\n约 8 周", state="done"), Station("复评", "肝脏 MRI\nCT、CEA"),
        Station("休息", "4–6 周"), Station("同期手术", "乙状结肠根治\n肝转移灶切除"),
        Station("术后化疗", "补足至\n共 12 周期"),
    ),
    basis=(
        Labelled("指南与共识", "《CSCO 结直肠癌诊疗指南》2025；《中国结直肠癌诊疗规范》2023 版；《中国结直肠癌肝转移"
                          "诊断和综合治疗指南》"
                 "2023 版；NCCN Colon Cancer 2026。"),
        Labelled("资料", "共 7 项，见附录；骨扫描、PET-CT 资料未提供。"),
    ),
    emergency="出现剧烈腹痛、大量便血、停止排气排便或高热，请立即前往急诊。",
    conclusion_note="四位专家一致意见\n一项分歧见第 5 节",
    experts_note="4 个专科·3 家医院",
    questions_note="由客户与健康管家林悦于 2026-09-14 共同确认",
    history_note="资料截至 2026-09-16",
    examinations_note="影像由方以宁重新阅片；病理已在东安大学附属肿瘤医院复核",
    opinions_note="四位专家按发言先后排列；每条意见后列出依据。",
    follow_up_note="日期可随治疗进度顺延",
    basis_note="指南写明版本或年份",
)  # fmt: skip
