"""The standard's critical illnesses: 28 severe and 3 mild ones, as one table.

Source: 重大疾病保险的疾病定义使用规范 (2020 修订版), names and conditions. The ICD-10 ranges are
hints with a confidence, to be confirmed with the carrier; illnesses defined by an operation are not decided by ICD-10.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Illness:
    """One illness: `number` 1 to 28 (0 = mild), ICD-10 ranges, and the ranges' confidence."""

    number: int
    name: str
    icd10: str
    confidence: str
    condition: str

    @property
    def mild(self) -> bool:
        """Whether it is one of the three mild illnesses."""
        return self.number == 0

    def covers(self, code: str) -> bool:
        """Whether an ICD-10 code lies in the hinted ranges; `C50.9` lies in `C00-C97`."""
        return any(first <= code[: len(first)] and code[: len(last)] <= last for first, last in self._ranges())

    def _ranges(self) -> Iterator[tuple[str, str]]:
        for span in self.icd10.split():
            first, _, last = span.partition("-")
            yield first, last or first


ILLNESSES: tuple[Illness, ...] = (
    Illness(1, "恶性肿瘤——重度", "C00-C97", "high",
            "不含部分早期；须病理；ICD-O-3 行为码 /3 /6 /9；ICD-10 与 ICD-O-3 不一致以 ICD-O-3 为准"),
    Illness(2, "较重急性心肌梗死", "I21 I22", "high", ""),
    Illness(3, "严重脑中风后遗症", "I60-I64 I69", "medium", "永久性功能障碍（确诊180天后评估——一般知识）"),
    Illness(4, "重大器官移植术或造血干细胞移植术", "Z94.0-Z94.4 Z94.8", "low",
            "须异体移植手术；手术型，ICD-10 只反映移植状态"),
    Illness(5, "冠状动脉搭桥术（或称冠状动脉旁路移植术）", "I20-I25", "low", "须切开心包手术"),
    Illness(6, "严重慢性肾衰竭", "N18.5", "high", "须规律透析治疗"),
    Illness(7, "多个肢体缺失", "S48 S58 S78 S88 T05 Z89", "medium", "完全性断离"),
    Illness(8, "急性重症肝炎或亚急性重症肝炎", "B15.0 B16.0 B16.2 B17-B19 K72.0", "medium", ""),
    Illness(9, "严重非恶性颅内肿瘤", "D32.0 D33.0-D33.3 D42.0 D43.0-D43.3", "medium",
            "ICD-O-3 /0 或 /1；须开颅手术或放射治疗"),
    Illness(10, "严重慢性肝衰竭", "K72.1 K74", "medium", "不包括酗酒或药物滥用所致"),
    Illness(11, "严重脑炎后遗症或严重脑膜炎后遗症", "A80-A89 G00-G05 G09", "medium", "永久性的功能障碍"),
    Illness(12, "深度昏迷", "R40.2", "high", "不包括酗酒或药物滥用所致"),
    Illness(13, "双耳失聪", "H90 H91", "high", "永久不可逆"),
    Illness(14, "双目失明", "H54.0", "high", "永久不可逆"),
    Illness(15, "瘫痪", "G81-G83", "high", "永久完全"),
    Illness(16, "心脏瓣膜手术", "I05-I08 I34-I39", "low", "须切开心脏手术"),
    Illness(17, "严重阿尔茨海默病", "G30 F00", "high", "严重认知功能障碍或自主生活能力完全丧失"),
    Illness(18, "严重脑损伤", "S06 T90.5", "medium", "永久性的功能障碍"),
    Illness(19, "严重原发性帕金森病", "G20", "high", "自主生活能力完全丧失"),
    Illness(20, "严重Ⅲ度烧伤", "T20-T25 T29.3 T31.2-T31.9", "medium", "至少达体表面积的20%"),
    Illness(21, "严重特发性肺动脉高压", "I27.0", "high", "有心力衰竭表现"),
    Illness(22, "严重运动神经元病", "G12.2", "high", "自主生活能力完全丧失"),
    Illness(23, "语言能力丧失", "R47.0 R49.1 J38.0 Z90.0", "low", "完全丧失且经积极治疗至少12个月"),
    Illness(24, "重型再生障碍性贫血", "D60 D61", "high", ""),
    Illness(25, "主动脉手术", "I71 Q25", "low", "须开胸（含胸腔镜下）或开腹（含腹腔镜下）手术"),
    Illness(26, "严重慢性呼吸衰竭", "J96.1", "high", "永久不可逆"),
    Illness(27, "严重克罗恩病", "K50", "high", "瘘管形成"),
    Illness(28, "严重溃疡性结肠炎", "K51", "high", "须结肠切除或回肠造瘘术"),
    Illness(0, "恶性肿瘤——轻度", "", "medium",
            "甲状腺TNM I期/前列腺T1N0M0/黑色素瘤以外未转移皮肤恶性肿瘤/CLL Bi"
            "net A/何杰金Ann Arbor I/神经内分泌肿瘤WHO G1未转移；不含原位癌"),
    Illness(0, "较轻急性心肌梗死", "", "medium", ""),
    Illness(0, "轻度脑中风后遗症", "", "medium", ""),
)

SEVERE_NAMES: tuple[str, ...] = tuple(illness.name for illness in ILLNESSES if not illness.mild)
MILD_NAMES: tuple[str, ...] = tuple(illness.name for illness in ILLNESSES if illness.mild)
