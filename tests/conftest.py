"""Both editions, built once for all tests that look at the site."""

from __future__ import annotations

import pytest

from tests.built import SEEDS, Built, build


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The edition that everybody may see."""
    return build(tmp_path_factory.mktemp("public"))


@pytest.fixture(scope="session")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The edition with the originals, where they are at hand."""
    if not SEEDS.is_dir():
        pytest.skip("the originals are not at hand: set POSTIL_LIBRARY to their folder")
    return build(tmp_path_factory.mktemp("classroom"), SEEDS)


@pytest.fixture(scope="session", params=["public", "classroom"])
def built(request: pytest.FixtureRequest) -> Built:
    """Each edition in turn."""
    edition: Built = request.getfixturevalue(request.param)
    return edition
