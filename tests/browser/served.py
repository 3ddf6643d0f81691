"""A Chromium, and a site that is served to it on 127.0.0.1."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from bootstrap import find_chromium

Scheme = Literal["light", "dark"]
DESKTOP, PHONE = (1300, 900), (375, 750)

# Containers have no user namespaces for the sandbox and little shared memory; a browser alone asks its maker.
OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"]


class _Quiet(SimpleHTTPRequestHandler):
    """Answers without a line on standard error for each request."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a site; its address. It does not stand at the host's root, as on GitHub Pages."""
    handler = partial(_Quiet, directory=str(folder.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window. Raises LookupError where there is none."""
    program = find_chromium()
    if program is None:
        raise LookupError("no Chromium was found: run `make test`, which sets one up, or set POSTIL_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Seen:
    """A page that was opened, and what went on meanwhile."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)  # what was asked of other hosts; they never answer
    complaints: list[str] = field(default_factory=list)  # errors of scripts, and what the console warns of


@contextmanager
def opened(
    browser: Browser,
    address: str,
    size: tuple[int, int] = DESKTOP,
    scheme: Scheme = "light",
    script: bool = True,
) -> Iterator[Seen]:
    """An address opened by somebody who was never there before."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        java_script_enabled=script,
        has_touch=size == PHONE,
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(10_000)
    seen = Seen(context.new_page())
    host = "/".join(address.split("/")[:3]) + "/"

    def refuse(route: Route) -> None:
        seen.elsewhere.append(route.request.url)
        route.abort()

    def note(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            seen.complaints.append(said.text)

    context.route(lambda url: not url.startswith((host, "data:", "blob:", "file:")), refuse)
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("console", note)
    try:
        seen.page.goto(address)
        yield seen
    finally:
        context.close()
