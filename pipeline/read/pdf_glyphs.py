"""What PDFium knows of the single letters of a page: where each begins and ends, and its type.

Only the numbers of letters go in; each question is one call, so that a word costs four and not four a letter.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from typing import Any

RE_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
BOLD_WEIGHT = 600
RIGHT_ANGLE = 0.05
LONGEST_FONT_NAME = 128

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Font:
    """The type of a text object: its size on the page in points, its weight, and where its lines run (radians)."""

    size: float
    is_bold: bool
    angle: float


class Glyphs:
    """The letters of one text page, which must stay open. `rotation` is that of the page, in degrees."""

    def __init__(self, textpage: Any, rotation: int, size: Point) -> None:
        """Takes the functions of PDFium once, since there are thousands of calls a page."""
        from pypdfium2 import raw

        self._raw = raw
        self._textpage = textpage
        self._page = textpage.raw
        self._rotation = rotation
        self._width, self._height = size
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = raw.FS_RECTF()
        self._fonts: dict[int, Font] = {}

    def text(self) -> str:
        """The text of the page with exactly one character for each letter; U+FFFD for one without a meaning."""
        count: int = self._textpage.count_chars()
        text: str = self._textpage.get_text_range() if count > 0 else ""
        if len(text) == count:
            return text
        codes = (self._raw.FPDFText_GetUnicode(self._page, number) for number in range(count))
        return "".join(chr(code) if 0 < code <= 0xFFFF else "\ufffd" for code in codes)

    def text_object(self, number: int) -> int:
        """The address of the text object that a letter belongs to; 0 for a blank that PDFium put in."""
        found = self._raw.FPDFText_GetTextObject(self._page, number)
        return ctypes.addressof(found.contents) if found else 0

    def font(self, number: int, text_object: int) -> Font:
        """The type of a letter of that text object."""
        if text_object not in self._fonts:
            self._fonts[text_object] = self._font(number)
        return self._fonts[text_object]

    def start(self, number: int) -> Point:
        """Where a letter begins on its baseline, from the left and from the top of the page as it is shown."""
        self._raw.FPDFText_GetCharOrigin(self._page, number, self._x, self._y)
        return self._shown(self._x.value, self._y.value)

    def end(self, number: int) -> float:
        """Where a letter ends, from the left of the page as it is shown."""
        box = self._box
        self._raw.FPDFText_GetLooseCharBox(self._page, number, box)
        x = box.left if self._rotation == 180 else box.right
        return self._shown(x, box.bottom if self._rotation == 270 else box.top)[0]

    def _shown(self, x: float, y: float) -> Point:
        """A point of the page's own coordinates as it is shown."""
        if self._rotation == 90:
            return y, x
        if self._rotation == 180:
            return self._width - x, y
        if self._rotation == 270:
            return self._width - y, self._height - x
        return x, self._height - y

    def _font(self, number: int) -> Font:
        """The type of one letter, with the angle as the page is shown."""
        raw, page = self._raw, self._page
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(page, number, matrix)
        size = raw.FPDFText_GetFontSize(page, number) * math.hypot(matrix.c, matrix.d)
        name = ctypes.create_string_buffer(LONGEST_FONT_NAME)
        raw.FPDFText_GetFontInfo(page, number, name, LONGEST_FONT_NAME, ctypes.c_int())
        is_bold = bool(RE_BOLD.search(name.value.decode("latin-1")))
        is_bold = is_bold or raw.FPDFText_GetFontWeight(page, number) >= BOLD_WEIGHT
        angle = math.remainder(math.atan2(matrix.b, matrix.a) - math.radians(self._rotation), math.tau)
        return Font(max(1.0, size), is_bold, 0.0 if abs(angle) < RIGHT_ANGLE else angle)
