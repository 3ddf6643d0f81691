"""When files were last changed, as git has it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

Changes = Mapping[str, str]  # path relative to the project → YYYY-MM-DD
UNKNOWN: Changes = MappingProxyType({})


def last_changes(folder: Path, root: Path) -> Changes:
    """The day of the last commit for each file under `folder`; nothing where git cannot tell.

    One call for all files. A shallow clone would date all of them by its only commit, so it tells nothing.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return UNKNOWN
    log = _git(
        root, "log", "--relative", "--format=%x00%as", "--name-only", "--no-renames", "--", str(folder)
    )
    found: dict[str, str] = {}
    for commit in log.split("\0")[1:]:
        day, *paths = commit.split("\n")
        for path in paths:
            if path:
                found.setdefault(path, day)  # the newest commit comes first
    return MappingProxyType(found)


def _git(root: Path, *arguments: str) -> str:
    """What git answers, "" where it does not: no git, no repository, no commit."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments],
            cwd=root,
            capture_output=True,
            timeout=30,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
