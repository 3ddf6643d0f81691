"""Where the time goes: one build, or the engine alone, with a clock at each step.

`steps.py build CONFIG` builds a site in this process; `steps.py engine FOLDER` works through the texts and
the glossary in a folder without making a site.
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

import postil.chain  # noqa: E402
import postil.read.texts  # noqa: E402
import postil.site  # noqa: E402
from postil.clean import clean  # noqa: E402
from postil.markdown.extension import _Weaving  # noqa: E402
from postil.pages.fill import Filler  # noqa: E402
from postil.problems import Problems  # noqa: E402
from postil.settings import Settings, settings_of  # noqa: E402

SPENT: defaultdict[str, float] = defaultdict(float)  # seconds by step


def clocked(owner: Any, name: str, step: str) -> None:
    """Count the time inside `owner.name` for `step`."""
    inner: Callable[..., Any] = getattr(owner, name)

    def timed(*args: Any, **options: Any) -> Any:
        start = time.perf_counter()
        try:
            return inner(*args, **options)
        finally:
            SPENT[step] += time.perf_counter() - start

    setattr(owner, name, timed)


class Clock:
    """Takes the chain's word of which step begins."""

    def __init__(self) -> None:
        self._step, self._since = "", 0.0

    def __call__(self, step: str) -> None:
        now = time.perf_counter()
        if self._step:
            SPENT[self._step] += now - self._since
        self._step, self._since = step, now


def make(settings: Settings, problems: Problems) -> postil.chain.Edition:
    """The chain with a clock."""
    clock = Clock()
    edition = CHAIN(settings, problems, clock)
    clock("")
    return edition


CHAIN = postil.chain.make


def show(total: float) -> None:
    """A table of steps, in their order."""
    print("| step | seconds | share |\n|---|---:|---:|")
    for step, seconds in SPENT.items():
        print(f"| {step} | {seconds:.2f} | {seconds / total:.0%} |")


def build(config: str) -> None:
    """Build a site, and show the share of each step."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    os.environ["POSTIL_LIBRARY"] = ""
    vars(postil.site)["make"] = make
    clocked(_Weaving, "run", "weave (pages)")
    clocked(Filler, "fill", "fill (pages)")
    start = time.perf_counter()
    mkdocs_build(load_config(config, strict=True))
    total = time.perf_counter() - start
    SPENT["MkDocs, Material, search, writing"] = total - sum(SPENT.values())
    show(total)


def engine(folder: str) -> None:
    """Work through raw texts from clean to index, and show the throughput."""
    root = Path(folder)
    size = sum(path.stat().st_size for path in (root / "docs" / "texts").glob("*.txt")) / 1e6
    clocked(postil.read.texts, "clean", "clean")
    settings = settings_of(root, root / "docs", {}, ("footnotes", "attr_list", "tables", "toc"), {})
    start = time.perf_counter()
    make(settings, Problems())
    total = time.perf_counter() - start
    SPENT["read"] -= SPENT["clean"]
    show(total)
    rest = SPENT["match"] + SPENT["resolve"] + SPENT["index"]
    print(f"\n{size:.1f} MB in {total:.2f} s: {size / total:.1f} MB/s from clean to index", end="; ")
    print(f"clean alone {size / SPENT['clean']:.1f} MB/s, match to index {size / rest:.1f} MB/s")
    growth(root)


def growth(root: Path) -> None:
    """How cleaning grows with the length of one text."""
    files = sorted((root / "docs" / "texts").glob("*.txt"))
    times = []
    for count in (len(files) // 10, len(files)):
        text = "\n\n".join(path.read_text("utf-8") for path in files[:count])
        start = time.perf_counter()
        clean(text)
        times.append(time.perf_counter() - start)
    print(f"ten times the text takes {times[1] / times[0]:.1f} times the time to clean")


if __name__ == "__main__":
    {"build": build, "engine": engine}[sys.argv[1]](sys.argv[2])
