"""Fills resources/fonts: Noto Sans SC whole, Noto Serif SC cut down to what report titles and conclusions need."""

import shutil
import tempfile
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from npm_package import unpacked

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "fonts"
SANS = "@expo-google-fonts/noto-sans-sc@0.4.3"
SERIF = "@expo-google-fonts/noto-serif-sc@0.4.3"
SANS_FILES = ("400Regular/NotoSansSC_400Regular.ttf", "500Medium/NotoSansSC_500Medium.ttf")
SANS_FILES += ("600SemiBold/NotoSansSC_600SemiBold.ttf",)
SERIF_FILES = ("500Medium/NotoSerifSC_500Medium.ttf", "600SemiBold/NotoSerifSC_600SemiBold.ttf")
SERIF_FILES += ("700Bold/NotoSerifSC_700Bold.ttf",)
# Latin with accents, Greek, punctuation, number forms, arrows, mathematics, enclosed numbers, full-width forms.
RANGES = ((0x20, 0x17F), (0x370, 0x3FF), (0x2000, 0x214F), (0x2150, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x26FF))
RANGES += ((0x3000, 0x303F), (0x3200, 0x33FF), (0xFF00, 0xFFEF))
# Used in names and medicine, but younger than GB 2312.
ADDITIONS = "䶮㛃𨱇喆堃昇珺玥瑄珮祎琤翀玘晞旸昉焜赟頔犇垚镕瞭喦囍髙㎡㎏㎎"


def gb2312() -> set[int]:
    """The code points of GB 2312, from Python's own codec."""
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for pair in cells if (text := pair.decode("gb2312", "ignore"))}


def wanted() -> set[int]:
    """Every code point the serif keeps; one that the font lacks is passed over."""
    ranges = {point for first, last in RANGES for point in range(first, last + 1)}
    return gb2312() | ranges | {ord(letter) for letter in ADDITIONS}


def subset(source: Path, target: Path, points: set[int]) -> None:
    """Write `source` with only these code points, without hints and without tables for vertical writing."""
    options = Options(hinting=False, notdef_outline=True, name_IDs=["*"], name_languages=["*"])
    options.drop_tables += ["vhea", "vmtx", "BASE"]
    font = load_font(str(source), options)
    cutter = Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    save_font(font, str(target), options)


def plain_name(path: str) -> str:
    """NotoSansSC-Regular.ttf for 400Regular/NotoSansSC_400Regular.ttf."""
    family, weight = Path(path).stem.split("_")
    return f"{family}-{weight[3:]}.ttf"


def main() -> None:
    """Write the five fonts and the two licences."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        sans, serif = unpacked(SANS, Path(place)), unpacked(SERIF, Path(place))
        shutil.copyfile(sans / "LICENSE_FONT", FOLDER / "OFL-NotoSansSC.txt")
        shutil.copyfile(serif / "LICENSE_FONT", FOLDER / "OFL-NotoSerifSC.txt")
        for path in SANS_FILES:
            shutil.copyfile(sans / path, FOLDER / plain_name(path))
        for path in SERIF_FILES:
            subset(serif / path, FOLDER / plain_name(path), wanted())
    for font in sorted(FOLDER.glob("*.ttf")):
        print(f"{font.name}  {font.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
