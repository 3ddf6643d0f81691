"""`make bench`: a generated corpus built by Postil and by plain MkDocs with Material, in turn, in one run.

Prints times (the median of the rounds), their ratio, peak memory, the share of each step, and the engine's
throughput on raw text. Times of different machines say nothing about each other; the ratios do.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus import Size, write

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
STYLES = [f"assets/{name}.css" for name in ("base", "reading", "passages", "cards", "print")]
SCRIPTS = [
    f"assets/{name}.js" for name in ("postil", "cards", "hover", "notes", "density", "place", "passages")
]
COMMON = """
docs_dir: docs
theme: {{name: material, font: false{theme}}}
plugins: [search]
markdown_extensions:
  [admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.details, pymdownx.superfences]
"""
PLAIN = "site_name: plain\nsite_dir: plain\n" + COMMON.format(theme="")
SHORT_NAV = PLAIN + "nav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n"
POSTIL = (
    "site_name: postil\nsite_dir: postil\n"
    + COMMON.format(theme=f", custom_dir: {ROOT / 'hooks' / 'theme'}")
    + f"hooks: [{ROOT / 'hooks' / 'reader.py'}]\n"
    + f"extra_css: [{', '.join(STYLES)}]\n"
    + f"extra_javascript: [{', '.join(SCRIPTS)}]\n"
    + "nav: [index.md, texts/index.md, glossary/index.md]\n"
    + "validation:\n  nav: {omitted_files: ignore}\n"
    + "  links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}\n"
)
BARE = "postil, without concepts across the texts"
WITHOUT = (
    POSTIL.replace(str(ROOT / "hooks" / "reader.py"), str(HERE / "bare.py"))
    .replace("docs_dir: docs", "docs_dir: bare/docs")
    .replace("site_dir: postil", "site_dir: bare/site")
    + "extra: {postil: {glossary: bare/glossary}}\n"
)
CONFIGS = {"plain": PLAIN, "plain, texts not in the nav": SHORT_NAV, "postil": POSTIL, BARE: WITHOUT}


@dataclass(frozen=True, slots=True)
class Measured:
    """One build."""

    seconds: float
    processor: float  # seconds of it that the build itself took, whatever else the machine did
    megabytes: float  # peak resident memory


def measure(command: list[str], folder: Path) -> Measured:
    """Run a command in a process of its own; raises where it fails."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "POSTIL_LIBRARY": ""}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 2**20 if sys.platform == "darwin" else 2**10  # bytes there, kilobytes elsewhere
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def build_in_turn(folder: Path, rounds: int) -> dict[str, list[Measured]]:
    """Each configuration once a round, so that what else the machine does falls on all of them."""
    found: dict[str, list[Measured]] = {name: [] for name in CONFIGS}
    for name, config in CONFIGS.items():
        (folder / f"{name}.yml").write_text(config, "utf-8")
    for number in range(rounds):
        for name in CONFIGS:
            print(f"round {number + 1} of {rounds}: {name} …", file=sys.stderr)
            command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", f"{name}.yml"]
            found[name].append(measure(command, folder))
    return found


def report(found: dict[str, list[Measured]]) -> None:
    """A table of medians and their ratios to plain MkDocs."""
    base = statistics.median(one.seconds for one in found["plain"])
    print("\n| build | seconds | ratio | peak MB |\n|---|---:|---:|---:|")
    for name, runs in found.items():
        seconds = statistics.median(one.seconds for one in runs)
        memory = max(one.megabytes for one in runs)
        print(f"| {name} | {seconds:.2f} | {seconds / base:.2f} | {memory:.0f} |")
    pairs = zip(found["postil"], found[BARE], strict=True)
    ratio = statistics.median(whole.processor / bare.processor for whole, bare in pairs)
    print(f"\nWhat tells how concepts hang together adds {ratio - 1:.0%} to the processor's time of a build.")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=500)
    parser.add_argument("--words", type=int, default=1500, help="words a text")
    parser.add_argument("--terms", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    size = Size(wanted.texts, wanted.words, wanted.terms)
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    print(
        f"{size.texts} texts of {size.words} words, {size.terms} terms with acronyms, {size.comparisons} "
        f"comparisons, {size.disagreements} disagreements, {wanted.rounds} rounds"
    )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder, size)
        write(folder / "bare", size, concepts=False)
        report(build_in_turn(folder, wanted.rounds))
        steps = [sys.executable, str(HERE / "steps.py")]
        print("\nShare of each step in one build by Postil:\n", flush=True)
        subprocess.run([*steps, "build", str(folder / "postil.yml")], cwd=folder, check=True)
        raw = folder / "raw"
        write(raw, size, raw=True)
        print("\nThe engine alone on raw text:\n", flush=True)
        subprocess.run([*steps, "engine", str(raw)], cwd=folder, check=True)
        print("\nCleaning, by kind of text:\n", flush=True)
        subprocess.run([sys.executable, str(HERE / "cleaning.py")], check=True)
        print("\nAnswers to an input on the longest text:\n", flush=True)
        subprocess.run([sys.executable, str(HERE / "input.py")], check=True)
        print("\nFinding names, beside other ways:\n", flush=True)
        subprocess.run([sys.executable, str(HERE / "matching.py")], cwd=folder, check=True)


if __name__ == "__main__":
    main()
