"""Makes .venv and fills it from the locks, and runs commands in it.

    python3 hooks/bootstrap.py site           what a build needs
    python3 hooks/bootstrap.py test           what a build and the tests need, a Chromium among it
    python3 hooks/bootstrap.py run COMMAND    a command of .venv

Whatever fails, fails with one sentence. Standard library only. The file has to parse under Python 2.7, whose
users it tells that theirs is too old: no f-strings, no annotations. There it only looks for a newer one.
"""

from __future__ import print_function

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

NEEDED = (3, 11, 5)
UNTRIED = (3, 15)  # from here on some locked packages have no wheels yet
NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3", "python")
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(BIN, "python.exe" if os.name == "nt" else "python")

# Megabytes that a step needs, wheels that pip unpacks among them: measured on Debian 12 with Python 3.11
SPACE = {"site": 300, "test": 400, "run": 50}
NO_VENV = (
    "%s cannot make virtual environments: install its venv package "
    "(Debian and Ubuntu: apt-get install python3-venv) and run the command again."
)
FULL = re.compile(r"No space left on device|Disk quota exceeded|enough free space in|not enough space on")
UNREACHED = re.compile(
    r"connection broken by|NewConnectionError|ConnectTimeout|ReadTimeout|ConnectionReset|SSLError|ProxyError|"
    r"IncompleteRead|ProtocolError|IncompleteDownload|[Tt]emporary failure in name resolution"
)


class SetUpError(Exception):
    """What went wrong and what to do, in one sentence."""


def say(line):
    print("==> " + line)
    sys.stdout.flush()


# --- a good Python


def find_python():
    """Path of the Python to use: the running one if it will do, else the newest that is found by name."""
    old, bare, untried = {}, None, None
    for name in (sys.executable,) + NAMES:
        found = probe(name)
        if found is None:
            continue
        path, version, complete = found
        if version < NEEDED:
            old[os.path.realpath(path)] = "%s (%s)" % (dotted(version), path)
        elif not complete:
            bare = bare or found
        elif version < UNTRIED:
            return path
        else:
            untried = untried or path
    if untried:
        return untried
    if bare:
        raise SetUpError(NO_VENV % ("Python %s (%s)" % (dotted(bare[1]), bare[0])))
    raise SetUpError(
        "Postil needs Python %s or newer, and here is only %s: install a newer Python beside it and run the "
        "same command again." % (dotted(NEEDED), ", ".join(sorted(old.values())) or "none that runs")
    )


def probe(name):
    """(path, version, whether it has venv and pip to make environments with) of a Python, or None."""
    question = (
        "import sys; print(sys.executable); print('.'.join(map(str, sys.version_info[:3])));"
        "import venv, ensurepip; print('complete')"
    )
    try:
        asked = subprocess.Popen([name, "-c", question], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        lines = asked.communicate()[0].decode("utf-8", "replace").split("\n")
        return lines[0], tuple(int(part) for part in lines[1].split(".")), lines[2] == "complete"
    except (OSError, ValueError, IndexError):  # not there, or pyenv's shim of a version that is switched off
        return None


def dotted(version):
    return ".".join(map(str, version))


# --- .venv


def set_up(wanted):
    """Bring .venv up to what `wanted` ("site" or "test") needs; nothing happens if it is there already."""
    make_venv()
    if not stamped("site"):
        need_space(SPACE["site"])
        install("requirements.lock")
        say("Installing Postil itself, editable")
        pip("-e", ".", "--no-deps", "--no-build-isolation")
        stamp("site")
    if wanted == "test":
        if not stamped("test"):
            need_space(SPACE["test"])
            install("requirements-test.lock")
            stamp("test")
        need_chromium()


def make_venv():
    if os.path.exists(PYTHON) and made_here():
        return
    python = find_python()
    need_space(SPACE["site"])
    say("Making .venv with " + python)
    code, output = run_quietly([python, "-m", "venv", "--clear", VENV])
    if code and re.search(r"ensurepip is not\s+available", output):
        raise SetUpError(NO_VENV % "Python")
    if code:
        raise SetUpError(full_disk(output) or "Making .venv failed: " + last_line(output))


def made_here():
    """Whether .venv was made here: its scripts hold their path, so a moved folder needs a new one."""
    try:
        with open(os.path.join(VENV, "pyvenv.cfg")) as file:
            return (" %s\n" % VENV) in file.read()
    except EnvironmentError:
        return False


def stamped(name):
    """Whether the installation `name` was made of these very files."""
    try:
        with open(os.path.join(VENV, "postil-" + name)) as file:
            return file.read() == fingerprint(name)
    except EnvironmentError:
        return False


def stamp(name):
    with open(os.path.join(VENV, "postil-" + name), "w") as file:
        file.write(fingerprint(name))


def fingerprint(name):
    files = {"site": ("requirements.lock", "pyproject.toml"), "test": ("requirements-test.lock",)}[name]
    found = hashlib.sha256()
    for path in files:
        with open(os.path.join(ROOT, path), "rb") as file:
            found.update(file.read())
    return found.hexdigest()


# --- packages


def install(lock):
    with open(os.path.join(ROOT, lock)) as file:
        count = len(re.findall(r"^\S+==", file.read(), re.M))
    say("Installing %d packages from %s" % (count, lock))
    # wheels only: a machine without a compiler gets a sentence, not a compiler's complaint
    pip("--require-hashes", "--only-binary", ":all:", "-r", lock)


def pip(*arguments):
    """`pip install` in .venv; its log is told only as far as somebody who waits wants to know."""
    command = [PYTHON, "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    # settings of the user that would make pip install somewhere else than into .venv
    environment = dict(os.environ, PIP_USER="0", PIP_REQUIRE_HASHES="0", PYTHONUNBUFFERED="1")
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME"):
        environment.pop(name, None)
    code, output = run_quietly(command + list(arguments), environment, tell=collected)
    if code:
        raise SetUpError(explain(output))


def collected(line):
    """The package that a line of pip's log begins with, else None."""
    found = re.match(r"(?:Collecting|Processing) (?:\S*/)?(\S+)", line)
    return found.group(1) if found else None


def explain(output):
    """One sentence for pip's log of a failure."""
    begun = [package for package in map(collected, output.split("\n")) if package]
    unfound = re.search(r"No matching distribution found for (\S+)", output)
    package = unfound.group(1) if unfound else begun[-1] if begun else "a package"
    unmatched = re.search(r"DO NOT MATCH THE HASHES.*?\n\s+(\S+) from ", output, re.S)
    refused = re.search(r"HTTP error \d+", output)
    if full_disk(output):
        return full_disk(output)
    if unmatched:
        return (
            "The file that came for %s is not the one the lock names (its hash differs): look at the package "
            "index that pip is set to (`pip config list`), or renew the locks with `make lock`."
            % unmatched.group(1)
        )
    if UNREACHED.search(output):
        what = "The package index cannot be reached, so %s cannot be had" % package
    elif refused:
        what = "The package index refuses %s (%s)" % (package, refused.group())
    elif unfound and "(from versions: none)" in output:
        what = "The package index has no %s for this Python and machine, or refuses it" % package
    elif unfound:
        what = "The package index has other versions, but not %s" % package
    else:
        return "pip could not install %s: %s" % (package, last_line(output)[:300])
    return what + ": look at the network and pip's settings (`pip config list`), and run the command again."


# --- a browser


def need_chromium():
    """A Chromium for the browser tests: the machine's, else Debian's package, else Playwright's own."""
    if find_chromium():
        return
    root = may_use_apt()
    if root and is_debian():
        say("Installing Debian's chromium")
        run_quietly(["apt-get", "-q", "update"])
        code, output = run_quietly(
            ["apt-get", "-q", "-y", "--no-install-recommends", "install", "chromium"],
            dict(os.environ, DEBIAN_FRONTEND="noninteractive"),
        )
        if code and full_disk(output):
            raise SetUpError(full_disk(output))
        if find_chromium():
            return
    say("Installing Playwright's Chromium")
    libraries = ["--with-deps"] if root else []
    code, output = run_quietly([PYTHON, "-m", "playwright", "install", "chromium"] + libraries)
    if code and full_disk(output):
        raise SetUpError(full_disk(output))
    if not find_chromium():
        raise SetUpError(
            "The browser tests need a Chromium, and none could be installed: install one (Debian: apt-get "
            "install chromium; else %s -m playwright install --with-deps chromium) or set POSTIL_CHROMIUM to "
            "its path, and run `make test` again." % os.path.relpath(PYTHON, ROOT)
        )


def find_chromium():
    """Path of a Chromium that starts, or None. The browser tests ask here, too."""
    named = os.environ.get("POSTIL_CHROMIUM")
    for name in (named,) if named else CHROMIUMS:
        if starts(name):
            return shutil.which(name)
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as own: print(own.chromium.executable_path)"
    )
    code, output = run_quietly([PYTHON, "-c", ask])
    path = last_line(output)
    return path if not named and code == 0 and starts(path) else None


def starts(program):
    """Whether it does; Ubuntu's chromium-browser without snap, for one, is only a notice."""
    try:
        return run_quietly([program, "--version"])[0] == 0
    except OSError:
        return False


def may_use_apt():
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def is_debian():
    """Ubuntu, which is not, has only a notice to use snap as its package chromium."""
    try:
        with open("/etc/os-release") as file:
            return re.search(r"^ID=debian$", file.read(), re.M) is not None
    except EnvironmentError:
        return False


# --- commands and the disk


def run(command):
    """A command of .venv with its output as it comes; exit code."""
    say(" ".join(command))
    need_space(SPACE["run"])
    code = subprocess.call([os.path.join(BIN, command[0])] + command[1:], cwd=ROOT)
    if code and full_disk(""):
        raise SetUpError(full_disk(""))
    return code


def run_quietly(command, environment=None, tell=lambda line: None):
    """(exit code, output) of a command; `tell` picks what is said of a line while it runs."""
    lines = []
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", "errors": "replace"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipe) as process:
        for line in process.stdout:
            lines.append(line)
            if tell(line):
                print("    " + tell(line))
                sys.stdout.flush()
    return process.returncode, "".join(lines)


def need_space(megabytes):
    room, folder = fullest()
    if room < megabytes:
        sentence = "The disk is too full: %d MB are needed in %s and %d are free."
        raise SetUpError(sentence % (megabytes, folder, room))


def fullest():
    """(free megabytes, folder) of the fuller of the two places that are written to."""
    try:
        folders = (ROOT, tempfile.gettempdir())
    except EnvironmentError:  # no folder for temporary files can be written to
        folders = (ROOT,)
    return min((shutil.disk_usage(folder).free / 1e6, folder) for folder in folders)


def full_disk(output, certain=False):
    """The sentence for a full disk if a failed command's output, or the disk, says that it is; else None."""
    room, folder = fullest()
    if certain or FULL.search(output) or room < 1:
        return "The disk is full (%d MB free in %s): make room and run the command again." % (room, folder)
    return None


def last_line(output):
    lines = [line.strip() for line in output.split("\n") if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "oserror"))]
    return (errors or lines or ["it gives no reason"])[-1]


def main(arguments):
    try:
        if sys.version_info[:3] < NEEDED:
            return subprocess.call([find_python(), os.path.abspath(__file__)] + arguments)
        if arguments[:1] == ["run"] and arguments[1:]:
            return run(arguments[1:])
        if arguments in (["site"], ["test"]):
            set_up(arguments[0])
            return 0
        print(__doc__)
        return 2
    except SetUpError as failure:
        problem = str(failure)
    except EnvironmentError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        problem = full_disk("", certain=True) if full else str(error)
    except KeyboardInterrupt:
        problem = "Stopped."
    print("\n" + problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
