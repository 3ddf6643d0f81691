"""A browser that visits the built site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.served import DESKTOP, Scheme, chromium, opened, served
from tests.browser.small import small
from tests.built import Built

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def site(public: Built) -> Iterator[str]:
    """The public edition's address."""
    with served(public.folder) as address:
        yield address


@pytest.fixture(scope="session")
def classroom_site(classroom: Built) -> Iterator[str]:
    """The classroom edition's address."""
    with served(classroom.folder) as address:
        yield address


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small edition's address."""
    with small(tmp_path_factory.mktemp("small")) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Opens a page of the public edition by its address on the site, in a fresh browser."""
    yield from _visits(browser, site)


@pytest.fixture
def visit_small(browser: Browser, small_site: str) -> Iterator[Visit]:
    """The same for the small edition."""
    yield from _visits(browser, small_site)


def _visits(browser: Browser, site: str) -> Iterator[Visit]:
    with ExitStack() as stack:

        def visit(
            address: str = "", size: tuple[int, int] = DESKTOP, scheme: Scheme = "light", script: bool = True
        ) -> Page:
            return stack.enter_context(opened(browser, site + address, size, scheme, script)).page

        yield visit
