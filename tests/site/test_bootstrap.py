"""hooks/bootstrap.py says in one sentence why it cannot go on, and does nothing twice."""

from __future__ import annotations

import ast
import errno
import importlib.util
import os
import re
import shutil
import sys
import zipfile
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock")
LOCK = "example==1.0 --hash=sha256:" + 64 * "0" + "\n"
Disk = namedtuple("Disk", "total used free")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="its Pythons are shell scripts")


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program in a project of its own, where pip is set to nothing."""
    (tmp_path / "hooks").mkdir()
    program = shutil.copy(ROOT / "hooks/bootstrap.py", tmp_path / "hooks")
    for name in (*LOCKS, "pyproject.toml"):
        (tmp_path / name).write_text(LOCK)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    spec = importlib.util.spec_from_file_location("bootstrap_of_a_test", program)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """Puts a shell script into the only folder on PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def put(name: str, script: str) -> str:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
        return str(folder / name)

    return put


def a_python(version: str, *, complete: bool = True) -> str:
    """Answers like a Python that was asked for its version, and whether it has venv and pip."""
    return f"echo $0; echo {version}; {'echo complete' if complete else 'exit 1'}"


def a_disk(free: int) -> Callable[[str], Disk]:
    return lambda folder: Disk(10**9, 10**9 - free, free)


def test_it_parses_under_old_pythons() -> None:
    source = (ROOT / "hooks/bootstrap.py").read_bytes()
    source.decode("ascii")  # Python 2 takes nothing else without a declaration
    newer = ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.Nonlocal
    for node in ast.walk(ast.parse(source)):
        assert not isinstance(node, newer), f"line {node.lineno} is not Python 2.7"
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None and not node.args.kwonlyargs and not node.args.posonlyargs
        if isinstance(node, ast.Raise):
            assert node.cause is None


# --- Python


def test_an_old_python_is_named(
    bootstrap: ModuleType,
    put: Callable[[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put("python3", a_python("3.10.13"))
    put("python", a_python("2.7.18"))
    monkeypatch.setattr(bootstrap, "NEEDED", (99, 0, 0))
    assert bootstrap.main(["site"]) == 1
    (said,) = capsys.readouterr().err.split("\n")[1:-1]
    assert re.match(
        r"Postil needs Python 99\.0\.0 or newer, and here is only 2\.7\.18 \(.*3\.10\.13 \(", said
    )


@pytest.mark.parametrize(
    ("pythons", "taken"),
    [
        ({"python3": "3.9.2", "python3.13": "3.13.1"}, "python3.13"),
        ({"python3": "3.11.4", "python3.11": "3.11.5"}, "python3.11"),
        ({"python3": "3.15.0", "python3.12": "3.12.1"}, "python3.12"),
        ({"python3": "3.15.0"}, "python3"),
        ({"python": "3.12.0"}, "python"),
    ],
)
def test_a_good_python_is_found(
    pythons: dict[str, str],
    taken: str,
    bootstrap: ModuleType,
    put: Callable[[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put("python3.14", "echo 'pyenv: python3.14: command not found' >&2; exit 127")
    paths = {name: put(name, a_python(version)) for name, version in pythons.items()}
    monkeypatch.setattr(sys, "executable", paths.get("python3", ""))
    assert bootstrap.find_python() == paths[taken]


def test_a_python_without_venv_is_named_if_there_is_no_other(
    bootstrap: ModuleType, put: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", put("python3", a_python("3.12.3", complete=False)))
    with pytest.raises(bootstrap.SetUpError, match=r"^Python 3\.12\.3 .* install its venv .*python3-venv"):
        bootstrap.find_python()
    other = put("python3.11", a_python("3.11.9"))
    assert bootstrap.find_python() == other


# --- .venv


def test_only_what_changed_is_installed_again(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "make_venv", lambda: None)
    monkeypatch.setattr(bootstrap, "need_chromium", lambda: calls.append("chromium"))
    monkeypatch.setattr(bootstrap, "pip", lambda *arguments: calls.append(arguments[-1]))
    bootstrap.set_up("site")
    assert calls == ["requirements.lock", "--no-build-isolation"]
    bootstrap.set_up("site")
    assert len(calls) == 2
    bootstrap.set_up("test")
    assert calls[2:] == ["requirements-test.lock", "chromium"]
    (tmp_path / "requirements.lock").write_text("# another\n")
    bootstrap.set_up("test")
    assert calls[4:] == ["requirements.lock", "--no-build-isolation", "chromium"]


def test_debian_says_late_that_venv_is_missing(
    bootstrap: ModuleType, put: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    debian = put("python3", "echo 'not created because ensurepip is not'; echo 'available.'; exit 1")
    monkeypatch.setattr(bootstrap, "find_python", lambda: debian)
    with pytest.raises(bootstrap.SetUpError, match="python3-venv"):
        bootstrap.make_venv()


def test_a_folder_that_moved_gets_a_new_venv(bootstrap: ModuleType, tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    config = tmp_path / ".venv/pyvenv.cfg"
    config.write_text(f"command = /usr/bin/python3 -m venv --clear {tmp_path}/.venv\n")
    assert bootstrap.made_here()
    config.write_text("command = /usr/bin/python3 -m venv --clear /elsewhere/.venv\n")
    assert not bootstrap.made_here()


# --- packages; nothing here can succeed, so nothing is installed into the Python that runs the tests


def test_an_index_out_of_reach_is_told_from_other_failures(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setattr(bootstrap, "PYTHON", sys.executable)
    with pytest.raises(
        bootstrap.SetUpError, match=r"^The package index cannot be reached, so example==1\.0 cannot"
    ):
        bootstrap.install("requirements.lock")


def test_a_package_the_index_does_not_have_is_named(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setattr(bootstrap, "PYTHON", sys.executable)
    with pytest.raises(
        bootstrap.SetUpError, match=r"^The package index has no example==1\.0 for this Python"
    ):
        bootstrap.install("requirements.lock")


def test_a_file_with_another_hash_is_named(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "example-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("example.py", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setattr(bootstrap, "PYTHON", sys.executable)
    with pytest.raises(
        bootstrap.SetUpError, match=r"^The file that came for example==1\.0 is not the one .* hash"
    ):
        bootstrap.install("requirements.lock")


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (
            "Collecting a==1\n  ERROR: HTTP error 403 while getting http://index/a-1.whl",
            "The package index refuses a==1 (HTTP error 403)",
        ),
        (
            "ERROR: Could not find a version that satisfies the requirement a==1 (from versions: 2, 3)\n"
            "ERROR: No matching distribution found for a==1",
            "The package index has other versions, but not a==1",
        ),
        (
            "Collecting a==1\nCollecting b==2\nERROR: Exception: ReadTimeoutError: Read timed out.",
            "The package index cannot be reached, so b==2 cannot be had",
        ),
        ("Collecting a==1\nERROR: it rained", "pip could not install a==1: ERROR: it rained"),
    ],
)
def test_other_failures_of_pip(log: str, said: str, bootstrap: ModuleType) -> None:
    assert bootstrap.explain(log).startswith(said)


# --- the disk


@pytest.mark.parametrize("command", [["site"], ["test"], ["run", "true"]])
def test_a_disk_that_is_too_full_is_named_first(
    command: list[str],
    bootstrap: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", a_disk(2_000_000))
    monkeypatch.setattr(bootstrap, "find_python", lambda: sys.executable)
    assert bootstrap.main(command) == 1
    said = capsys.readouterr().err.strip()
    assert re.fullmatch(r"The disk is too full: \d+ MB are needed in .* and 2 are free\.", said)


def test_a_disk_that_fills_up_while_pip_installs(
    bootstrap: ModuleType, put: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
    monkeypatch.setattr(bootstrap, "PYTHON", put("python", f"echo '{said}'; exit 1"))
    with pytest.raises(bootstrap.SetUpError, match=r"^The disk is full "):
        bootstrap.install("requirements.lock")


def test_a_disk_that_fills_up_while_a_command_runs(
    bootstrap: ModuleType, put: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "BIN", os.path.dirname(put("fail", "exit 3")))
    assert bootstrap.run(["fail"]) == 3
    monkeypatch.setattr(bootstrap, "need_space", lambda megabytes: None)
    monkeypatch.setattr(shutil, "disk_usage", a_disk(4096))
    with pytest.raises(bootstrap.SetUpError, match=r"^The disk is full "):
        bootstrap.run(["fail"])


def test_a_disk_that_fills_up_under_bootstrap_itself(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(wanted: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(bootstrap, "set_up", write)
    assert bootstrap.main(["site"]) == 1
    assert "The disk is full (" in capsys.readouterr().err


# --- a browser


def test_a_chromium_is_named_or_found(
    bootstrap: ModuleType, put: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("chromium", "echo 'install it with snap' >&2; exit 1")  # what Ubuntu has under this name
    chrome = put("google-chrome", "echo Chrome 150")
    monkeypatch.delenv("POSTIL_CHROMIUM", raising=False)
    assert bootstrap.find_chromium() == chrome
    mine = put("mine", "echo Chromium 150")
    monkeypatch.setenv("POSTIL_CHROMIUM", mine)
    assert bootstrap.find_chromium() == mine


def test_no_chromium_says_what_to_do(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "find_chromium", lambda: None)
    monkeypatch.setattr(bootstrap, "run_quietly", lambda *arguments: (1, ""))
    with pytest.raises(bootstrap.SetUpError, match=r"apt-get install chromium; .* POSTIL_CHROMIUM "):
        bootstrap.need_chromium()


# --- the locks


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    for pin in re.split(r"^(?=\w)", text, flags=re.M)[1:]:
        assert re.match(r"[\w.-]+==[\w.]+( ; [^\n\\]+)? \\\n", pin), pin
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), pin
