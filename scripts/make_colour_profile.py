"""Writes resources/colour/srgb.icc: the small sRGB profile every report names as what its colours mean."""

import struct
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "resources" / "colour" / "srgb.icc"
MADE = (2026, 1, 1, 0, 0, 0)
"""A fixed date, so that the profile and with it every report stays the same to the byte."""

WHITE = (0.9642, 1.0, 0.8249)
PRIMARIES = {"rXYZ": (0.43607, 0.22249, 0.01392), "gXYZ": (0.38515, 0.71687, 0.09708)}
PRIMARIES |= {"bXYZ": (0.14307, 0.06061, 0.7141)}
"""The primaries of IEC 61966-2-1, adapted to D50."""

STEPS = 1024


def fixed(value: float) -> bytes:
    """A number as s15Fixed16."""
    return struct.pack(">i", round(value * 65536))


def xyz(values: tuple[float, ...]) -> bytes:
    """Three numbers as an XYZ tag, or bare for the header."""
    return b"".join(fixed(value) for value in values)


def curve() -> bytes:
    """The transfer curve of sRGB as a table."""
    points = (step / (STEPS - 1) for step in range(STEPS))
    linear = (point / 12.92 if point <= 0.04045 else ((point + 0.055) / 1.055) ** 2.4 for point in points)
    return b"curv\0\0\0\0" + struct.pack(f">I{STEPS}H", STEPS, *(round(value * 65535) for value in linear))


def described(text: str) -> bytes:
    """A text description in the form of version 2."""
    latin = text.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(latin)) + latin + b"\0" * (4 + 4 + 2 + 1 + 67)


def profile() -> bytes:
    """The whole profile: header, table of tags, tags."""
    tone = curve()
    tags = {"desc": described("sRGB IEC61966-2.1"), "cprt": b"text\0\0\0\0No copyright, use freely\0"}
    tags |= {"wtpt": b"XYZ \0\0\0\0" + xyz(WHITE)}
    tags |= {name: b"XYZ \0\0\0\0" + xyz(values) for name, values in PRIMARIES.items()}
    tags |= dict.fromkeys(("rTRC", "gTRC", "bTRC"), tone)
    start, table, body, places = 128 + 4 + 12 * len(tags), b"", b"", {}
    for name, content in tags.items():
        padded = content + b"\0" * (-len(content) % 4)
        if padded not in places:
            places[padded] = start + len(body)
            body += padded
        table += name.encode() + struct.pack(">II", places[padded], len(content))
    header = struct.pack(">I4xI4s4s4s", start + len(body), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s28x", *MADE, b"acsp")
    header += xyz(WHITE)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(profile())
    print(f"{TARGET.name}  {TARGET.stat().st_size} B")
