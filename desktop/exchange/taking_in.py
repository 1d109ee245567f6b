"""Takes files in: says what each is, stores its content, reads its facts, and names every one it does not take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

from desktop.casework.attachment_rows import Arrival, Limits
from desktop.casework.file_kinds import HEAD, RUNNING_NAMES, Unwelcome, media_of
from desktop.casework.file_names import safe_name
from desktop.casework.names import name_key, plain_name
from desktop.exchange.decoding import PICTURES, Decoder, Undecodable
from desktop.exchange.found_files import Trouble, find_files, open_plain

Told = Callable[[int, int], None]
"""How far it is: files done, files found."""
Stopped = Callable[[], bool]


class Contents(Protocol):
    """Where contents are put."""

    def put(self, source: BinaryIO) -> Any:
        """Store what a stream holds; its hash and size."""

    def read(self, sha256: str) -> bytes:
        """The whole content."""


class TakenIn(NamedTuple):
    """What came of a drop: files that can be hung on a case, those that cannot, and whether it was broken off."""

    arrivals: tuple[Arrival, ...]
    troubles: tuple[Trouble, ...]
    stopped: bool = False


class Tools(NamedTuple):
    """What taking in needs: where contents go, who decodes, how much is taken, who the insured person is."""

    contents: Contents
    decoder: Decoder
    limits: Limits
    insured: str = ""


def take_in(paths: Sequence[Path], tools: Tools, told: Told, stopped: Stopped) -> TakenIn:
    """Take in files and folders; raises TooMuch, and DeskError when contents cannot be stored.

    A file that cannot be read is one Trouble; what was stored for a drop that is broken off stays without a case.
    """
    found = find_files(paths, tools.limits)
    arrivals: list[Arrival] = []
    troubles = list(found.troubles)
    for place, (path, size) in enumerate(found.files):
        if stopped():
            return TakenIn((), tuple(troubles), True)
        told(place, len(found.files))
        one = _taken(path, size, tools)
        if isinstance(one, Trouble):
            troubles.append(one)
        elif one is not None:
            arrivals.append(one)
    told(len(found.files), len(found.files))
    return TakenIn(tuple(_with_thumbnails(arrivals, tools)), tuple(troubles))


def _taken(path: Path, size: int, tools: Tools) -> Arrival | Trouble | None:
    """The file as an arrival; None for the index of a disc, which says nothing its files do not say."""
    name, most = safe_name(path.name), tools.limits.file_bytes
    if size > most:
        return Trouble(name, f"有 {size >> 20} MB，超过 {most >> 20} MB。")
    try:
        with open_plain(path) as source:
            media = media_of(source.read(HEAD), path.name)
            source.seek(0)
            content = source.read(most + 1)
        if len(content) > most:
            return Trouble(name, f"超过 {most >> 20} MB。")
        return _arrival(name, media, content, tools)
    except Unwelcome as fault:
        return Trouble(name, f"{fault}。")
    except Undecodable as fault:
        return Trouble(name, fault.sentence)
    except OSError:
        return Trouble(name, "打不开，请检查权限，或先在别的程序里关闭它。")


def _arrival(name: str, media: str, content: bytes, tools: Tools) -> Arrival | None:
    if media == "dicom":
        return _instance(name, content, tools)
    looked = "zip" if media == "zip" else media
    facts: dict[str, Any] = {}
    small = b""
    if media in (*PICTURES, "pdf", "zip"):
        more = {"running": RUNNING_NAMES.pattern} if media == "zip" else {}
        facts, small = tools.decoder.ask("look", looked, content, **more)
    stored = tools.contents.put(BytesIO(content))
    thumbnail = tools.contents.put(BytesIO(small)).sha256 if small else ""
    return Arrival(
        name, "office" if facts.get("office") else media, stored.sha256, stored.size, pages=facts.get("pages", 0),
        width=facts.get("width", 0), height=facts.get("height", 0), thumbnail=thumbnail,
        details={"locked": True} if facts.get("locked") else {},
    )  # fmt: skip


def _instance(name: str, content: bytes, tools: Tools) -> Arrival | None:
    facts, _ = tools.decoder.ask("look", "dicom", content)
    if facts["Directory"]:
        return None
    stored = tools.contents.put(BytesIO(content))
    return Arrival(
        name, "dicom", stored.sha256, stored.size, "images", max(facts["NumberOfFrames"], 1), facts["Columns"],
        facts["Rows"], "", facts["StudyInstanceUID"], facts["SeriesInstanceUID"] or f"single.{stored.sha256[:16]}",
        int(facts.get("InstanceNumber", 0)), facts["Modality"], read_day(facts["StudyDate"] or facts["SeriesDate"]),
        details_of(facts, tools.insured),
    )  # fmt: skip


_KEPT = {
    "SeriesDescription": "description", "SeriesNumber": "number", "SliceThickness": "thickness",
    "ConvolutionKernel": "kernel", "KVP": "kv", "Exposure": "mas", "InstitutionName": "hospital",
    "WindowCenter": "centre", "WindowWidth": "width", "PixelSpacing": "spacing", "SOPInstanceUID": "instance",
}  # fmt: skip


def details_of(facts: dict[str, Any], insured: str) -> dict[str, Any]:
    """What a viewer says beside the picture; of the patient only whether it is the insured person."""
    details = {kept: facts[name] for name, kept in _KEPT.items() if facts.get(name) not in (None, "", [])}
    position = _height(facts)
    if position is not None:
        details["position"] = round(position, 3)
    if signs := directions(facts.get("ImageOrientationPatient") or ()):
        details["signs"] = signs
    own = same_person(facts.get("PatientName", ""), insured)
    return details if own is None else {**details, "own": own}


_SIDES = (("左", "右"), ("后", "前"), ("头", "足"))
"""What lies ahead and behind along the body's three axes."""


def directions(turn: Sequence[float]) -> list[str]:
    """What lies above, at the left and at the right of a picture of this orientation; empty when it is not known."""
    if len(turn) != 6:
        return []
    across, down = turn[:3], turn[3:]
    return [_side(down, True), _side(across, True), _side(across, False)]


def _side(line: Sequence[float], behind: bool) -> str:
    axis = max(range(3), key=lambda place: abs(line[place]))
    return _SIDES[axis][(line[axis] > 0) == behind]


def _height(facts: dict[str, Any]) -> float | None:
    """How high above the table's origin a slice lies, along the line that stands upright on it."""
    place, turn = facts.get("ImagePositionPatient"), facts.get("ImageOrientationPatient")
    if not place or len(place) != 3:
        found: float | None = facts.get("SliceLocation")
        return found
    if not turn or len(turn) != 6:
        return float(place[2])
    a, b = turn[:3], turn[3:]
    upright = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    return float(sum(one * other for one, other in zip(place, upright, strict=True)))


def read_day(text: str) -> date | None:
    """`20260915` as a day; None for anything else."""
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8])) if len(text) == 8 else None
    except ValueError:
        return None


def same_person(named: str, insured: str) -> bool | None:
    """Whether `WANG^FANG=王^芳` is 王芳, by its characters, else by its pinyin; None when it says nothing certain."""
    if not insured.strip():
        return None
    answers = [answer for part in named.split("=") if (answer := _compared(part, insured)) is not None]
    return any(answers) if answers else None


def _compared(part: str, insured: str) -> bool | None:
    words = [word for word in part.replace("^", " ").split() if word]
    joined = plain_name("".join(words))
    if not joined or any(char.isdigit() or char == "�" for char in joined):
        return None
    if not joined.isascii():
        return joined == plain_name(insured) if any("㐀" <= char <= "鿿" for char in joined) else None
    wanted = name_key(insured).split(" ")[0]
    return wanted in (joined, plain_name("".join(reversed(words))))


def _with_thumbnails(arrivals: Sequence[Arrival], tools: Tools) -> Iterator[Arrival]:
    """The middle instance of each series gets the small picture of the series."""
    series: dict[str, list[Arrival]] = {}
    for one in arrivals:
        if one.series:
            series.setdefault(one.series, []).append(one)
    middles = {_middle(members).sha256 for members in series.values()}
    for one in arrivals:
        yield _with_thumbnail(one, tools) if one.sha256 in middles else one


def _middle(members: Sequence[Arrival]) -> Arrival:
    ordered = sorted(members, key=arrival_order)
    return ordered[len(ordered) // 2]


def arrival_order(one: Arrival) -> tuple[float, int]:
    """The order of the table, as `table_order` has it for rows."""
    place = one.details.get("position")
    return (-float(place) if place is not None else 0.0, one.instance or 0)


def _with_thumbnail(one: Arrival, tools: Tools) -> Arrival:
    try:
        content = tools.contents.read(one.sha256)
        _, small = tools.decoder.ask("thumbnail", "dicom", content, frame=one.pages // 2)
    except Undecodable:
        return one
    return replace(one, thumbnail=tools.contents.put(BytesIO(small)).sha256)
