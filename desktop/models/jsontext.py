"""JSON as both engines store it: readable Chinese, compact."""

from __future__ import annotations

import json
from typing import Any


def to_json(value: Any) -> str:
    """`value` as JSON text with Chinese characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
