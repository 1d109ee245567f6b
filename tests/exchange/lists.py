"""Small real lists for the tests of the door: rows by field, as files of every kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from desktop.exchange.headings import TITLES
from desktop.handbook.identity import check_digit
from desktop.handbook.moments import parse_moment

NOW = parse_moment("2026-09-23 14:20")
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "carrier-list.xlsx"
FIELDS = tuple(TITLES)


def id_number(count: int = 0, *, woman: bool = True) -> str:
    """A citizen's number with a valid check digit."""
    first = f"1101051990030{count % 9 + 1}{100 + count // 9 * 2 + (0 if woman else 1):03d}"
    return first + check_digit(first)


def application(count: int = 1, **changes: Any) -> dict[str, Any]:
    """One good application for an outpatient visit, by field; `changes` replace cells."""
    return {
        "request_no": f"EJ2026{count:06d}", "applied_at": datetime(2026, 9, 21, 9, 30), "entrance": "人保寿险E服务",
        "policy_no": f"0020260100{count:06d}", "plan": "i 无忧 3.0", "policy_start": date(2026, 1, 1),
        "policy_end": date(2026, 12, 31), "holder": "欧阳敏", "insured": "欧阳敏", "relation": "本人",
        "id_type": "身份证", "id_number": id_number(count), "phone": f"1380000{count:04d}", "service": "重疾绿通",
        "item": "专家门诊", "illness": "恶性肿瘤——重度", "city": "北京", "hospital": "北京协和医院",
        "department": "乳腺外科", **changes,
    }  # fmt: skip


def table(rows: Sequence[dict[str, Any]], header: Sequence[str] = tuple(TITLES.values())) -> list[list[Any]]:
    """The rows under their headings."""
    return [list(header), *([row.get(field) for field in FIELDS] for row in rows)]


def workbook(path: Path, rows: Sequence[Sequence[Any]], *, title: str = "申请清单") -> Path:
    """The cells as an .xlsx file; text stays text, whatever it begins with."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            if value is not None:
                cell = sheet.cell(row, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(path)
    return path


def comma_list(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig") -> Path:
    """The cells as a CSV file."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path
