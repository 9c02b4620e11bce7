"""Copy what is served to browsers from node_modules to build/static."""

import shutil
from pathlib import Path

ATKINSON = Path("node_modules/@fontsource/atkinson-hyperlegible-next")
FONTS = Path("build/static/fonts")

COPIES = {
    ATKINSON / "files/atkinson-hyperlegible-next-latin-400-normal.woff2": (
        FONTS / "atkinson-400.woff2"
    ),
    ATKINSON / "files/atkinson-hyperlegible-next-latin-700-normal.woff2": (
        FONTS / "atkinson-700.woff2"
    ),
    # For paper, where a letter such as the one in Şahin can't come from elsewhere.
    ATKINSON / "files/atkinson-hyperlegible-next-latin-ext-400-normal.woff2": (
        FONTS / "atkinson-ext-400.woff2"
    ),
    ATKINSON / "files/atkinson-hyperlegible-next-latin-ext-700-normal.woff2": (
        FONTS / "atkinson-ext-700.woff2"
    ),
    ATKINSON / "files/atkinson-hyperlegible-next-latin-400-italic.woff2": (
        FONTS / "atkinson-400-italic.woff2"
    ),
    ATKINSON / "LICENSE": FONTS / "LICENSE.txt",
}


def main() -> None:
    for source, target in COPIES.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
