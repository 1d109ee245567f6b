"""What the page of seal and signatures asks of the desk; all in the worker's thread."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol

from desktop.casework.documents.house_pictures import HousePictures


class Mark(NamedTuple):
    """A line of the page: the seal, which has no hospital and no name, or somebody's signature."""

    name: str
    hospital: str
    title: str
    sha256: str

    @property
    def words(self) -> str:
        """Whose picture it is, as it is said in a sentence."""
        return f"{self.name}的签名" if self.name else "服务商电子章"


class HouseSource(Protocol):
    """Name and hospital say whose picture; both "" for the seal."""

    def pictures(self) -> HousePictures:
        """What is kept, and for whom nothing is."""

    def content(self, sha256: str) -> bytes:
        """A kept picture."""

    def take(self, name: str, hospital: str, path: Path) -> None:
        """Keep the picture in a file."""

    def use(self, name: str, hospital: str, sha256: str) -> None:
        """Print a picture that is kept from now on; "" for none."""


class Content(NamedTuple):
    """A mark's picture."""

    mark: Mark
    content: bytes


def read_content(source: HouseSource, mark: Mark) -> Content:
    """The picture, beside whose it is: another line may be looked at when it comes."""
    return Content(mark, source.content(mark.sha256))


def read_marks(source: HouseSource) -> tuple[Mark, ...]:
    """The seal first, then who signs."""
    kept = source.pictures()
    return (Mark("", "", "印在签发的文书末尾", kept.seal), *(Mark(*one) for one in kept.signers))
