"""Fetches one pinned npm package with the npm client of the machine and unpacks it."""

import subprocess
import tarfile
from pathlib import Path


def unpacked(package: str, folder: Path) -> Path:
    """The folder with the files of `package` ("name@version"), below `folder`.

    Raises CalledProcessError when npm cannot fetch it.
    """
    command = ["npm", "pack", package, "--silent", "--pack-destination", str(folder)]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    target = folder / name.removesuffix(".tgz")
    with tarfile.open(folder / name) as archive:
        archive.extractall(target, filter="data")
    return target / "package"
