"""Draw the program's icon in every size that desktops look for, from its one drawing.

    python packaging/linux/draw_icons.py DIR

`DIR` becomes a tree as under `/usr/share/icons`.
"""

import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).parents[2]
NAME = "alt.aijournal.journal"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def draw_icons(folder: Path) -> None:
    """Write every icon below a folder; raises `OSError` where one cannot be written."""
    drawing = ROOT / "resources" / "icons" / "aijournal.svg"
    theme = folder / "hicolor"
    for size in SIZES:
        file = theme / f"{size}x{size}" / "apps" / f"{NAME}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not drawn(drawing, size).save(str(file)):
            raise OSError(f"{file} could not be written")
    symbolic = Path(__file__).with_name(f"{NAME}-symbolic.svg")
    for source, place in ((drawing, "scalable"), (symbolic, "symbolic")):
        file = theme / place / "apps" / source.name.replace("aijournal.svg", f"{NAME}.svg")
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, file)


def drawn(drawing: Path, size: int) -> QImage:
    """Return a drawing as an image of so many pixels each way."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter, QRectF(image.rect()))
    painter.end()
    return image


if __name__ == "__main__":
    draw_icons(Path(sys.argv[1]))
