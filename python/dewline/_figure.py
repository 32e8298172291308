"""Figures that leave the tool: a picture, its numbers and its caption."""
from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One figure of a run. Jupyter shows it by itself."""

    name: str
    """its name in `run.figures`"""
    svg: str
    """the picture: a whole SVG document, text kept as text"""
    csv: str
    """the numbers in it, comma-separated, one header line; columns end in their unit"""
    caption: str
    """what it shows, with seed, number of runs, version and hash of the scenario"""

    def save(self, path: str | os.PathLike[str], overwrite: bool = False) -> list[Path]:
        """Writes the picture, the numbers and the caption side by side: `save("fig1.svg")` writes fig1.svg,
        fig1.csv and fig1.txt and returns their paths.

        A file that is there already with the same content stays. Raises FileExistsError if one is there with
        another content (nothing is written then), unless `overwrite`.
        """
        base = os.fspath(path).removesuffix(".svg")
        content = {".svg": self.svg, ".csv": self.csv, ".txt": self.caption}
        texts = {Path(base + ending): text for ending, text in content.items()}
        for file, text in texts.items():
            if file.exists() and not overwrite and file.read_text(encoding="utf-8") != text:
                raise FileExistsError(f"{file} holds another figure; take another name, or overwrite=True")
        for file, text in texts.items():
            file.write_text(text, encoding="utf-8")
        return list(texts)

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Figure: {self.caption.partition(chr(10))[0]}>"
