"""A sheet of paper: one Matplotlib figure addressed in pixels at 96 dpi, y downwards.

Made with the object interface and the Agg canvas; ``pyplot`` keeps global state and is never used.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from briefing.extent import Rect
from briefing.typeface import LINE_HEIGHT, POINTS_PER_PIXEL, font, printable
from model.errors import BadInputError
from model.strings import N_, Message
from model.style import INK, PAPER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

SCREEN_DPI, PRINT_DPI = 96, 300
LEAST_SIZE = (1280, 960)
MOST_PIXELS = 60_000_000
"""Above this one picture needs more memory than a weak laptop has."""

_COMPRESSION = 4
_NO_SIZE = N_("'{text}' is not a size: write width x height in pixels, for example 1600x1200.")
_TOO_SMALL = N_("A picture of {size} pixels is too small for map, legend and sources: ask for {least} or more.")
_NO_DPI = N_("A picture cannot be drawn at {dpi} dpi: choose {least} to {most}.")
_TOO_LARGE = N_("A picture of {size} at {dpi} dpi is too large: choose a smaller size or fewer dpi.")


class Sheet:
    """A figure of ``size`` pixels at 96 dpi, written with ``dpi`` dots to the inch: same layout, finer."""

    def __init__(self, size: tuple[int, int], *, dpi: int) -> None:
        check_size(size, dpi=dpi)
        self.width, self.height = size
        self._figure = Figure(
            figsize=(self.width / SCREEN_DPI, self.height / SCREEN_DPI), dpi=dpi, facecolor=PAPER
        )
        FigureCanvasAgg(self._figure)
        self.paper = self.axes_at(Rect(0, 0, self.width, self.height))
        self.paper.set_xlim(0, self.width)
        self.paper.set_ylim(self.height, 0)
        self.paper.patch.set_visible(False)
        self.paper.set_zorder(10)

    def axes_at(self, rect: Rect) -> Axes:
        """Bare axes that fill a rectangle of the sheet."""
        axes = self._figure.add_axes(
            (
                rect.x / self.width,
                1.0 - (rect.y + rect.height) / self.height,
                rect.width / self.width,
                rect.height / self.height,
            )
        )
        axes.set_xticks([])
        axes.set_yticks([])
        for spine in axes.spines.values():
            spine.set_visible(False)
        return axes

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        bold: bool = False,
        colour: str = INK,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:
        """One line of text whose line box begins at ``y``."""
        self.paper.text(
            x,
            y + size * LINE_HEIGHT / 2.0,
            printable(text),
            fontproperties=font(size, bold=bold),
            color=colour,
            ha=align,
            va="center_baseline",
            parse_math=False,
        )

    def lines(
        self, x: float, y: float, lines: Sequence[str], *, size: float, bold: bool = False, colour: str = INK
    ) -> float:
        """Lines of text under each other; the y below the last."""
        for line in lines:
            self.text(x, y, line, size=size, bold=bold, colour=colour)
            y += size * LINE_HEIGHT
        return y

    def frame(self, rect: Rect, *, colour: str, width: float = 1.0, fill: str = "none") -> None:
        """A rectangle with an outline."""
        patch = Rectangle(
            (rect.x, rect.y),
            rect.width,
            rect.height,
            facecolor=fill,
            edgecolor=colour,
            linewidth=width * POINTS_PER_PIXEL,
        )
        self.add(patch)

    def rule(self, points: Sequence[tuple[float, float]], *, colour: str, width: float = 1.0) -> None:
        """A polyline."""
        xs, ys = zip(*points, strict=True)
        self.add(Line2D(xs, ys, color=colour, linewidth=width * POINTS_PER_PIXEL, solid_capstyle="butt"))

    def add(self, artist: Artist) -> None:
        """Any artist in the sheet's pixels."""
        self.paper.add_artist(artist)

    def png(self, metadata: Mapping[str, str]) -> bytes:
        """The sheet as PNG with text fields."""
        stream = BytesIO()
        self._figure.savefig(
            stream, format="png", metadata=dict(metadata), pil_kwargs={"compress_level": _COMPRESSION}
        )
        return stream.getvalue()


def size_of(text: str) -> tuple[int, int]:
    """Width and height that a text names.

    Raises
    ------
        BadInputError: it is not two whole numbers with an x between.

    >>> size_of("1600x1200")
    (1600, 1200)
    """
    width, _, height = text.strip().casefold().replace("×", "x").partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        message = Message(_NO_SIZE, {"text": text})
        raise BadInputError(message)
    return int(width), int(height)


def check_size(size: tuple[int, int], *, dpi: int) -> None:
    """Nothing, if a sheet of this size can be laid out.

    Raises
    ------
        BadInputError: it is too small for map, legend and sources, too large for memory, or finer or coarser
            than 96 to 300 dpi.
    """
    width, height = size
    if width < LEAST_SIZE[0] or height < LEAST_SIZE[1]:
        message = Message(_TOO_SMALL, {"size": f"{width}×{height}", "least": f"{LEAST_SIZE[0]}×{LEAST_SIZE[1]}"})
        raise BadInputError(message)
    if not SCREEN_DPI <= dpi <= PRINT_DPI:
        message = Message(_NO_DPI, {"dpi": str(dpi), "least": SCREEN_DPI, "most": PRINT_DPI})
        raise BadInputError(message)
    if width * height * (dpi / SCREEN_DPI) ** 2 > MOST_PIXELS:
        message = Message(_TOO_LARGE, {"size": f"{width}×{height}", "dpi": dpi})
        raise BadInputError(message)
