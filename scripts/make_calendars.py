"""Writes resources/calendars: one file per published year and the feasts of the years to come."""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from chinese_calendar.constants import Holiday, holidays, workdays
from lunardate import LunarDate

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "calendars"
PUBLISHED = range(2004, 2027)
COMPUTED = range(2027, 2100)
NAMES = {
    Holiday.new_years_day: "元旦",
    Holiday.spring_festival: "春节",
    Holiday.tomb_sweeping_day: "清明节",
    Holiday.labour_day: "劳动节",
    Holiday.dragon_boat_festival: "端午节",
    Holiday.mid_autumn_festival: "中秋节",
    Holiday.national_day: "国庆节",
    Holiday.anti_fascist_70th_day: "抗战胜利纪念日",
}
YEAR_SOURCE = "国务院办公厅关于该年部分节假日安排的通知；数据取自 chinesecalendar"
FEAST_SOURCE = (
    "春节、端午、中秋：农历换算（lunardate）；清明：太阳视黄经到达 15° 的北京时间日期（Meeus《天文算法》第 25 章）"
)


def sun_longitude(julian_day: float) -> float:
    """Apparent longitude of the sun in degrees, 0..360, to 0.01° (Meeus, Astronomical Algorithms, ch. 25)."""
    t = (julian_day - 2451545.0) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = math.radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * math.sin(anomaly)
        + (0.019993 - 0.000101 * t) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    node = math.radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360


def delta_t(year: int) -> float:
    """Terrestrial minus universal time in seconds (Espenak and Meeus, 2005 to 2050; the same curve beyond)."""
    t = year - 2000
    return 62.92 + 0.32217 * t + 0.005589 * t * t


def qingming_instant(year: int) -> datetime:
    """Beijing time, naive, at which the sun's longitude passes 15 degrees, good to some 15 minutes."""
    julian_2000, noon_2000 = 2451545.0, datetime(2000, 1, 1, 12)
    low = julian_2000 + (datetime(year, 4, 1) - noon_2000) / timedelta(1)
    high = low + 10
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if sun_longitude(middle) < 15 else (low, middle)
    return noon_2000 + timedelta(days=high - julian_2000, hours=8, seconds=-delta_t(year))


def year_document(year: int) -> dict[str, Any]:
    """Days off and make-up days of one published year, with names."""

    def rows(days: dict[date, str], key: str) -> list[dict[str, str]]:
        return [{"date": str(day), key: NAMES[Holiday(days[day])]} for day in sorted(days) if day.year == year]

    return {"year": year, "source": YEAR_SOURCE, "holidays": rows(holidays, "name"), "workdays": rows(workdays, "for")}


def lunar(year: int, month: int, day: int) -> str:
    """The ISO date of a day of the lunar calendar."""
    return str(LunarDate(year, month, day).to_solar_date())


def festivals_document() -> dict[str, Any]:
    """The four movable feasts of each year to come."""
    years = {
        str(year): {
            "spring": lunar(year, 1, 1),
            "qingming": str(qingming_instant(year).date()),
            "dragon_boat": lunar(year, 5, 5),
            "mid_autumn": lunar(year, 8, 15),
        }
        for year in COMPUTED
    }
    return {"source": FEAST_SOURCE, "years": years}


def _write(name: str, document: dict[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    text = re.sub(
        r"\{\s+([^{}\[\]]+?)\s+\}", lambda row: "{" + re.sub(r"\n\s*", " ", row[1]) + "}", text
    )  # one row a line
    (FOLDER / name).write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Writes every file; the same input gives the same bytes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for year in PUBLISHED:
        _write(f"cn-{year}.json", year_document(year))
    _write("festivals.json", festivals_document())


if __name__ == "__main__":
    main()
