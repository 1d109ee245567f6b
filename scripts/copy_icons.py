"""Refreshes the Lucide icons of resources/icons, adds those named as arguments, and renders the program's own icon."""

import shutil
import sys
import tempfile
from pathlib import Path

from npm_package import unpacked
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons"
LUCIDE = "lucide-static@1.62.0"
APP_ICON = "caredesk"
APP_ICON_SIZE = 256


def copy_lucide(added: list[str]) -> int:
    """Copy the icons that are there and the added ones, with the licence; returns how many."""
    names = {path.stem for path in FOLDER.glob("*.svg")} - {APP_ICON} | set(added)
    with tempfile.TemporaryDirectory() as place:
        package = unpacked(LUCIDE, Path(place))
        for name in sorted(names):
            shutil.copyfile(package / "icons" / f"{name}.svg", FOLDER / f"{name}.svg")
        shutil.copyfile(package / "LICENSE", FOLDER / "LICENSE")
    return len(names)


def render_app_icon() -> None:
    """Draw the program's own SVG into a PNG."""
    application = QGuiApplication(["copy_icons", "-platform", "offscreen"])
    image = QImage(QSize(APP_ICON_SIZE, APP_ICON_SIZE), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(FOLDER / f"{APP_ICON}.svg")).render(painter)
    painter.end()
    image.save(str(FOLDER / f"{APP_ICON}.png"))
    application.quit()


if __name__ == "__main__":
    count = copy_lucide(sys.argv[1:])
    render_app_icon()
    print(f"{count} 个图标已写入 resources/icons/")
