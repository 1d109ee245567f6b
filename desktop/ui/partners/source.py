"""What the partners' page asks of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from desktop.casework.gateways.partners import PartnerRow


class Sheet(Protocol):
    """A partner's values without secrets, and where each of its secrets lies: environment, keychain, or ''."""

    @property
    def key(self) -> str:
        """Which partner."""

    @property
    def values(self) -> Mapping[str, Any]:
        """What is set."""

    @property
    def secrets(self) -> Mapping[str, str]:
        """Where the secrets lie."""


class PartnerSource(Protocol):
    """`call` may take as long as a network does; the rest runs in the worker."""

    def possible(self) -> bool:
        """Whether a second thread may use the desk."""

    def rows(self) -> tuple[PartnerRow, ...]:
        """Every partner."""

    def sheet(self, key: str) -> Sheet:
        """How one is set up."""

    def save(self, key: str, values: Mapping[str, Any], secrets: Mapping[str, str]) -> None:
        """Keep it."""

    def call(self, key: str) -> tuple[bool, str]:
        """Call it once, harmlessly."""
