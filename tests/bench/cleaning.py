"""How fast texts of several kinds are cleaned, how that grows with their length, and in how much memory.

`cleaning.py` measures each kind in processes of its own and prints a table; `cleaning.py FILE` is one such.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from textwrap import fill

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

_WORDS = """
the of and to in a is that it was for on with as his they at be this from have or one had by but what
some we can out other were all there when up use how said each which do their time if will way about many
then them write would like so these her long make thing see him two has look more day could go come did
number sound most people over know water than call first who may down side been now find any new work
part take get place made live where after back little only round man year came show every good give our
under name very through just form sentence great think say help low line differ turn cause much mean
before move right boy old too same tell
"""
COMMON = _WORDS.split()
SMALL, LARGE = 0.3, 3.0  # megabytes
KINDS = {
    "prose, wrapped at 72": lambda rng: fill(paragraph(rng), 72),
    "prose, a line a paragraph": lambda rng: paragraph(rng),
    "one-sentence paragraphs": lambda rng: sentence(rng, 8, 20),
    "dialogue": lambda rng: f"“{sentence(rng, 1, 7)[:-1]},” {rng.choice(['he', 'she'])} said.",
    "verse": lambda rng: "\n".join(verse_line(rng) for _ in range(rng.choice([2, 4, 4, 6]))),
}
BOOK = "a Gutenberg book with notes"


def sentence(rng: random.Random, least: int, most: int) -> str:
    """Common words with a full stop."""
    return " ".join(rng.choices(COMMON, k=rng.randint(least, most))).capitalize() + "."


def paragraph(rng: random.Random) -> str:
    """Three to eight sentences."""
    return " ".join(sentence(rng, 6, 24) for _ in range(rng.randint(3, 8)))


def verse_line(rng: random.Random) -> str:
    """Four to eight words."""
    return " ".join(rng.choices(COMMON, k=rng.randint(4, 8))).capitalize() + rng.choice([",", ";", ".", ""])


def blocks(make: Callable[[random.Random], str], size: float) -> str:
    """Blocks with blank lines between, of so many megabytes."""
    rng = random.Random(3)
    found: list[str] = []
    length = 0
    while length < size * 1e6:
        found.append(make(rng))
        length += len(found[-1].encode()) + 2
    return "\n\n".join(found) + "\n"


def book(size: float) -> str:
    """Chapters of wrapped prose, speech and verse, with a note under every seventh paragraph."""
    rng = random.Random(5)
    parts = [
        "Title: The Mill\n\nAuthor: Jane Doe\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE MILL ***\n\n"
    ]
    chapter = number = length = 0
    while length < size * 1e6:
        chapter += 1
        number = 0
        found = [f"CHAPTER {chapter}\n\nThe {rng.choice(COMMON).capitalize()}"]
        for at in range(60):
            if at % 7 == 0:
                number += 1
                found.append(fill(f"{paragraph(rng)}[{number}]", 72))
                found.append(fill(f"[Footnote {number}: {sentence(rng, 5, 20)}]", 72))
            else:
                found.append(
                    KINDS[rng.choice(["dialogue", "dialogue", "prose, wrapped at 72", "verse"])](rng)
                )
        parts.append("\n\n".join(found) + "\n\n\n")
        length += len(parts[-1].encode())
    return "".join(parts) + "*** END OF THE PROJECT GUTENBERG EBOOK THE MILL ***\n"


def one(path: Path) -> None:
    """Clean a text; print its bytes, the seconds it took, and the bytes that the process grew by."""
    from postil.clean import clean

    clean("The mayor of the town and the clerk met inthe hall.\n\n" * 3)  # modules and word list are loaded
    text = path.read_text("utf-8")
    unit = 1 if sys.platform == "darwin" else 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    start = time.process_time()
    clean(text)
    seconds = time.process_time() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit - before
    print(path.stat().st_size, seconds, grown)


def measured(text: str) -> tuple[float, float, float]:
    """The same from a process of its own; the better of two."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, "utf-8")
        command = [sys.executable, __file__, str(path)]
        runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(2)]
    size, seconds, grown = min((tuple(map(float, run.split())) for run in runs), key=lambda run: run[1])
    return size, seconds, grown


def main() -> None:
    """A row for each kind."""
    print(f"| text of {LARGE:.0f} MB | MB/s | ten times the text | memory |\n|---|---:|---:|---:|")
    for kind in (*KINDS, BOOK):
        texts = [book(mb) if kind == BOOK else blocks(KINDS[kind], mb) for mb in (SMALL, LARGE)]
        small, large = map(measured, texts)
        growth = large[1] / small[1] * small[0] / large[0] * 10
        speed, memory = large[0] / 1e6 / large[1], large[2] / large[0]
        print(f"| {kind} | {speed:.1f} | {growth:.1f} × the time | {memory:.1f} × the file |", flush=True)


if __name__ == "__main__":
    main() if len(sys.argv) == 1 else one(Path(sys.argv[1]))
