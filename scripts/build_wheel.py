"""Puts resources/ into the wheel, inside the package, where an installed program looks for them."""

from __future__ import annotations

from pathlib import Path

from setuptools.command.build_py import build_py

_SOURCE = Path("resources")


class BuildWithResources(build_py):
    """The usual build and a copy of resources/; a development install uses the folder where it lies."""

    def run(self) -> None:
        """Build the package, then copy."""
        super().run()
        if not self.editable_mode:
            for path in _resources():
                target = self._in_package(path)
                self.mkpath(str(target.parent))
                self.copy_file(str(path), str(target))

    def get_outputs(self, include_bytecode: int = 1) -> list[str]:
        """With the copies, so that an installer knows them."""
        usual = super().get_outputs(include_bytecode)
        return usual if self.editable_mode else [*usual, *(str(self._in_package(path)) for path in _resources())]

    def get_source_files(self) -> list[str]:
        """With the resources, so that a source archive holds them."""
        return [*super().get_source_files(), *(path.as_posix() for path in _resources())]

    def _in_package(self, path: Path) -> Path:
        return Path(self.build_lib, "desktop", path)


def _resources() -> list[Path]:
    return sorted(path for path in _SOURCE.rglob("*") if path.is_file())
