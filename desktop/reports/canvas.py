"""The canvas of the house: colours with a stated meaning, properties readers can search, pictures embedded once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFImageXObject,
    PDFName,
    PDFStream,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from desktop.paths import resource_path
from desktop.reports.fonts import Font, face
from desktop.reports.pictures import Ready

LANGUAGE = "zh-CN"
PROFILE_NAME = "sRGB IEC61966-2.1"
PDF_VERSION = (1, 7)


class Properties(NamedTuple):
    """What a reader shows about a file; `issued` is aware and the file's only date."""

    title: str
    author: str
    subject: str
    keywords: str
    program: str
    issued: datetime


class HouseCanvas(Canvas):
    """A canvas whose file carries the colour profile, its properties twice (old and XMP) and no foreign font."""

    _doc: Any
    _code: list[str]
    _formsinuse: list[str]
    _setXObjects: Callable[[object], None]

    def __init__(self, file: BinaryIO, size: tuple[float, float] = A4) -> None:
        face(Font.SANS)
        known: dict[str, Any] = {"lang": LANGUAGE, "initialFontName": Font.SANS.value, "pdfVersion": PDF_VERSION}
        super().__init__(file, size, invariant=1, pageCompression=1, **known)

    def describe(self, properties: Properties) -> None:
        """Set the file's properties, its colour profile and that readers show the title."""
        stamp = _stamp(properties.issued)
        self.setDateFormatter(lambda *_: stamp)
        self.setTitle(properties.title)
        self.setAuthor(properties.author)
        self.setSubject(properties.subject)
        self.setKeywords(properties.keywords)
        self.setCreator(properties.program)
        self.setProducer(properties.program)
        self.setViewerPreference("DisplayDocTitle", "true")
        self._attach("Metadata", _xmp_stream(properties))
        self._attach("OutputIntents", PDFArray([self._intent()]))

    def _attach(self, key: str, part: Any) -> None:
        catalog = self._doc.Catalog
        catalog.__NoDefault__ = [*dict.fromkeys((*catalog.__NoDefault__, key))]
        setattr(catalog, key, part)

    def _intent(self) -> PDFDictionary:
        profile = PDFStream(PDFDictionary({"N": 3}), _profile())
        return PDFDictionary({
            "Type": PDFName("OutputIntent"), "S": PDFName("GTS_PDFA1"), "Info": PDFString(PROFILE_NAME),
            "OutputConditionIdentifier": PDFString(PROFILE_NAME),
            "DestOutputProfile": self._doc.Reference(profile, "colour-profile"),
        })  # fmt: skip

    def place(self, picture: Ready, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture with its lower left corner at a point; the same picture is embedded once."""
        name = sha256(picture.coded + picture.mask).hexdigest()[:20]
        known = self._doc.getXObjectName(name)
        if known not in self._doc.idToObject:
            self._embed(name, picture)
        self._currentPageHasImages = 1
        self.saveState()
        self.transform(width, 0, 0, height, x, y)
        self._code.append(f"/{known} Do")
        self.restoreState()
        self._formsinuse.append(name)

    def fill_squares(self, boxes: Sequence[tuple[int, int, int]], x: float, y: float, step: float) -> None:
        """Fill boxes of whole steps, (right, down, width), from the top left corner at a point; one step high."""
        self.saveState()
        self.transform(step, 0, 0, -step, x, y)
        self._code.append(" ".join(f"{right} {down} {width} 1 re" for right, down, width in boxes) + " f")
        self.restoreState()

    def _embed(self, name: str, picture: Ready) -> None:
        own = _image(name, picture, picture.coded, picture.colours, picture.jpeg)
        if picture.mask:
            mask = _image(f"{name}-mask", picture, picture.mask, 1, jpeg=False)
            own.smask = self._doc.Reference(mask, self._doc.getXObjectName(mask.name))
        self._setXObjects(own)
        self._doc.Reference(own, self._doc.getXObjectName(name))
        self._doc.addForm(name, own)


def _image(name: str, picture: Ready, coded: bytes, colours: int, jpeg: bool) -> Any:
    image: Any = PDFImageXObject(name)
    image.width, image.height, image.bitsPerComponent = picture.columns, picture.rows, 8
    image.colorSpace = "DeviceGray" if colours == 1 else "DeviceRGB"
    image.streamContent = coded
    image._filters = ("DCTDecode" if jpeg else "FlateDecode",)  # noqa: SLF001
    return image


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return resource_path("colour", "srgb.icc").read_bytes()


def _stamp(moment: datetime) -> str:
    zone = f"{moment:%z}" or "+0000"
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


def _xmp_stream(properties: Properties) -> PDFStream:
    stream = PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), xmp(properties))
    stream.filters = []
    return stream


def xmp(properties: Properties) -> bytes:
    """The properties as an XMP packet, the same words as in the information dictionary."""
    title, author, subject, keywords, program = (escape(text) for text in properties[:5])
    moment = properties.issued.isoformat(timespec="seconds")
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{program}</pdf:Producer>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
    return packet.encode()
