"""Make what is served to browsers: fonts from node_modules, scripts from js.

The scripts are bundled by esbuild's own program, without node and without what its
package would do when it is installed.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGES = Path("node_modules")
NOTO = PACKAGES / "@fontsource"
ATKINSON = NOTO / "atkinson-hyperlegible-next"
FONTS = Path("build/static/fonts")
SCRIPTS = Path("build/static/js")

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
    # What people write goes further than that: Ελένη, Марія, a thumb up.
    **{
        NOTO / package / f"files/{package}-{subset}-400-normal.woff2": (
            FONTS / f"{package}-{subset}.woff2"
        )
        for package, subset in (
            ("noto-emoji", "emoji"),
            ("noto-sans", "cyrillic"),
            ("noto-sans", "cyrillic-ext"),
            ("noto-sans", "greek"),
        )
    },
    NOTO / "noto-emoji/LICENSE": FONTS / "LICENSE-noto-emoji.txt",
    NOTO / "noto-sans/LICENSE": FONTS / "LICENSE-noto-sans.txt",
}
PAGES = ["samen", "voorbereiden", "verslag", "afmelden"]
# Not every browser takes a module for a service worker.
WORKERS = ["wacht"]


def main() -> None:
    for source, target in COPIES.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    bundled = {*bundle(PAGES, "esm"), *bundle(WORKERS, "iife")}
    write_licences(sorted(bundled), SCRIPTS / "LICENSES.txt")


def bundle(names: Iterable[str], form: str) -> set[Path]:
    """Bundle `js/<name>.js` for each name; gives the packages that are in it."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = [
            "--bundle",
            "--minify",
            "--target=es2020",
            f"--format={form}",
            "--mangle-props=^_",
            "--alias:lib0/logging=./js/logboek.js",
            "--charset=utf8",
            "--legal-comments=external",
            f"--outdir={SCRIPTS}",
            f"--metafile={report}",
            "--log-level=warning",
        ]
        entries = [f"js/{name}.js" for name in names]
        subprocess.run([find_esbuild(), *entries, *options], check=True)
        inputs = json.loads(report.read_text(encoding="utf-8"))["inputs"]
    parts = (Path(path).parts for path in inputs)
    return {Path(*path[:2]) for path in parts if path[0] == PACKAGES.name}


def find_esbuild() -> Path:
    """esbuild for this machine: of its packages npm installs the one that fits."""
    found = next(PACKAGES.glob("@esbuild/*/bin/esbuild"), None)
    if found is None:
        sys.exit("esbuild is er niet. Is npm ci gelopen, mét optionele pakketten?")
    return found


def write_licences(packages: Iterable[Path], target: Path) -> None:
    """Beside the scripts, the licence of each package that is in them."""
    texts = [
        f"{package.name}\n\n{(package / 'LICENSE').read_text(encoding='utf-8').strip()}"
        for package in packages
    ]
    target.write_text("\n\n\n".join(texts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
