"""How soon the longest text answers an input, in Chromium on a processor slowed four times.

`input.py` builds the classroom edition where the originals are at hand, the public one elsewhere, and prints
what the browser's own Event Timing says of each input: from the input to the next frame. The ratio compares
it with the same input on an empty part of the page: what the browser and the machine take for themselves.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "hooks")]

from playwright.sync_api import Browser, Locator, Page  # noqa: E402

from tests.browser.served import DESKTOP, PHONE, chromium, opened, served  # noqa: E402

SLOWER = 4
ROUNDS = 5
ORIGINAL, STUDY = "texts/ling-dual-coordination/original/", "texts/ling-dual-coordination/"
TIMING = """
window.inputs = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (one.interactionId) window.inputs.push(one.duration);
}).observe({ type: "event", durationThreshold: 16, buffered: true });
"""


def taken(page: Page, target: Locator, touch: bool) -> float:
    """Milliseconds from an input to the frame that answers it; 16 where the browser calls it shorter."""
    target.evaluate("one => one.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(400)
    page.evaluate("window.inputs = []")
    target.tap() if touch else target.click()
    page.wait_for_timeout(800)
    spent = max(page.evaluate("window.inputs"), default=16.0)
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    return float(spent)


def measure(browser: Browser, address: str, size: tuple[int, int]) -> dict[str, float]:
    """Input → milliseconds, the median of some rounds."""
    touch = size == PHONE
    found: dict[str, list[float]] = {}
    with opened(browser, address, size) as seen:
        page = seen.page
        page.goto("about:blank")
        page.add_init_script(TIMING)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        for _ in range(ROUNDS):
            for name, target in {
                "nothing": page.locator("h1"),
                "a card": page.locator(".passage a.term").first,
                "the menu of a passage": page.locator("#p2 .passage-number"),
                "the places elsewhere": page.locator(".passage .meet-count").first,
                "all terms": page.locator(".density label", has_text="All"),
                "no terms": page.locator(".density label", has_text="Off"),
                "first mentions": page.locator(".density label", has_text="First"),
            }.items():
                found.setdefault(name, []).append(taken(page, target, touch))
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> None:
    """Measure and print a table."""
    seeds = Path(os.environ.get("POSTIL_LIBRARY") or ROOT.parent / "shared" / "seeds")
    library = str(seeds) if seeds.is_dir() else ""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "reader"
        environment = os.environ | {"POSTIL_LIBRARY": library, "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        with served(folder) as site, chromium() as browser:
            address = site + (ORIGINAL if library else STUDY)
            found = [measure(browser, address, size) for size in (DESKTOP, PHONE)]
    print(f"| input, processor slowed {SLOWER} times | mouse, ms | × nothing | touch, ms | × nothing |")
    print("|---|---:|---:|---:|---:|")
    for name in found[0]:
        cells = [f"{one[name]:.0f} | {one[name] / one['nothing']:.1f}" for one in found]
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
