"""Opens the papers again as a reader would, to see what they really hold."""

from io import BytesIO

from pypdf import PdfReader


def opened(content: bytes) -> PdfReader:
    """The finished file."""
    return PdfReader(BytesIO(content))


def page_texts(content: bytes) -> list[str]:
    """The text of each page without any blanks: gaps between Chinese and Latin are not characters."""
    return ["".join(page.extract_text().split()) for page in opened(content).pages]


def text_of(content: bytes) -> str:
    """The text of all pages without any blanks."""
    return "".join(page_texts(content))


def fonts_of(content: bytes) -> dict[str, bool]:
    """The fonts the pages may use, and whether each is embedded."""
    found = {}
    for page in opened(content).pages:
        for font in page["/Resources"]["/Font"].values():
            resolved = font.get_object()
            descriptor = resolved.get("/FontDescriptor")
            embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
            found[str(resolved["/BaseFont"])] = embedded
    return found
