"""The opinion's tables as its paper prints them: diagnoses, examinations, laboratory values by day, treatments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.casework.documents.filling_common import Row, joined, rows, text
from desktop.casework.documents.papers_mdt import Diagnosis, Examination, LabRow, LabValue, Treatment
from desktop.handbook.documents.vocabulary import Content

LAB_DAYS = 3
"""The paper has room for so many days of laboratory values; the newest are printed."""

_FLAGS = {"偏高": "high", "偏低": "low"}


def diagnoses(said: Content) -> Iterator[Diagnosis]:
    """Clinical and pathological diagnosis, grade, stage with its version, and every marker."""
    yield Diagnosis("临床诊断", text(said, "clinical"), text(said, "icd10"))
    yield Diagnosis("病理诊断", text(said, "pathological"), joined("ICD-O-3", text(said, "icdo3"), between=" "))
    yield Diagnosis("分化 / 分级", text(said, "grade"))
    yield Diagnosis("分期", joined(text(said, "tnm"), text(said, "stage")), text(said, "tnm_version"))
    if text(said, "tnm_reason"):
        yield Diagnosis("分期不详的理由", text(said, "tnm_reason"))
    for row in rows(said, "markers"):
        yield Diagnosis(text(row, "marker"), text(row, "result"), joined(text(row, "method"), text(row, "day"),
                                                                         between=" "))  # fmt: skip


def examinations(said: Content) -> Iterator[Examination]:
    """Imaging first, then pathology, each with hospital, findings and conclusion."""
    for row in rows(said, "imaging"):
        title = joined(text(row, "type"), text(row, "part"), between=" ")
        finding = joined(text(row, "findings"), text(row, "conclusion"), between=" ")
        yield Examination(text(row, "day"), title, text(row, "hospital"), finding)
    for row in rows(said, "pathology"):
        title = joined("病理", text(row, "number"), between=" ")
        place = joined(text(row, "hospital"), text(row, "reviewed"), between=" · ")
        yield Examination(text(row, "day"), title, place, joined(text(row, "specimen"), text(row, "conclusion"),
                                                                between="："))  # fmt: skip


def labs(said: Content) -> tuple[tuple[str, ...], tuple[LabRow, ...]]:
    """The days of the table, and a line for each item with one value a day; a day without a value is empty."""
    known = rows(said, "labs")
    days = tuple(sorted({text(row, "day") for row in known})[-LAB_DAYS:])
    items = list(dict.fromkeys(text(row, "item") for row in known if text(row, "day") in days))
    return days, tuple(_lab_row(item, days, known) for item in items)


def _lab_row(item: str, days: tuple[str, ...], known: Sequence[Row]) -> LabRow:
    own = {text(row, "day"): row for row in known if text(row, "item") == item}
    last: Row = list(own.values())[-1]
    values = tuple(_lab_value(own.get(day, {})) for day in days)
    return LabRow(item, values, text(last, "unit"), text(last, "reference"))


def _lab_value(row: Row) -> LabValue:
    return LabValue(text(row, "value"), _FLAGS.get(text(row, "flag"), ""))


def treatments(said: Content) -> Iterator[Treatment]:
    """Past treatments with dose, cycles, response and side effects."""
    for row in rows(said, "treatments"):
        period = joined(text(row, "from"), text(row, "until"), between="–")
        extent = (
            joined("切缘", text(row, "margin"), between=" ") if text(row, "margin") else "",
            f"{text(row, 'dose')} Gy" if isinstance(row.get("dose"), (int, float)) else "",
            f"{text(row, 'fractions')} 次" if isinstance(row.get("fractions"), int) else "",
            f"{text(row, 'cycles')} 周期" if isinstance(row.get("cycles"), int) else "",
        )  # fmt: skip
        yield Treatment(period, text(row, "kind"), joined(text(row, "plan"), *extent),
                        joined(text(row, "response"), text(row, "adverse"), between="；"))  # fmt: skip
