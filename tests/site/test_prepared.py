"""A raw text's page tells how it was prepared: each repair and each removal, and the raw file to compare."""

from __future__ import annotations

from pathlib import Path

from tests.built import read_html, the, value, words
from tests.support import put, run

MKDOCS = """
site_name: Raw
theme: {name: material, font: false}
hooks: [HOOKS/reader.py]
plugins: [search]
"""
RAW = """A Letter from the Harbour

Print Friendly, PDF & Email

The harbour was quiet in the morning, and the boats were tied up in two long rows.23

Nobody had expected the storm; the oldest fisherman said that he had seen worse
in his youth.

Leave a Reply
"""


def test_every_removal_and_repair_is_listed_with_its_line(tmp_path: Path) -> None:
    hooks = Path(__file__).resolve().parents[2] / "hooks"
    files = {
        "mkdocs.yml": MKDOCS.replace("HOOKS", str(hooks)),
        "docs/index.md": "# Home\n",
        "docs/texts/letter.txt": RAW,
        "docs/texts/letter.yml": "title: A letter\nrights: public-domain\n",
    }
    done = run("mkdocs", "build", "--strict", cwd=put(tmp_path, files))
    assert done.returncode == 0, done.stderr.decode()
    site = tmp_path / "site"
    assert not list(site.rglob("letter.txt")) and not list(site.rglob("letter.yml"))

    letter = read_html((site / "texts/letter/index.html").read_bytes())
    assert "Print Friendly" not in words(the(letter, "article"))
    to_prepared = next(a for a in letter.select(".record a") if "prepared" in a.get_text())
    prepared = read_html((site / "texts/letter" / "prepared" / "index.html").read_bytes())
    assert value(to_prepared, "href") == "../../texts/letter/prepared/"

    set_aside = the(prepared, "#set-aside ~ table")
    rows = [[cell.get_text() for cell in row.select("td")] for row in set_aside.select("tbody tr")]
    assert ["3", "boilerplate", "Print Friendly, PDF & Email"] in rows
    ids = {value(one, "id") for one in prepared.select("[id]")}
    linked = {value(a, "href").removeprefix("#") for a in prepared.select("article td a")}
    assert linked and linked <= ids
    assert not letter.select(".record-fragment")
    raw = [line.get_text() for line in the(prepared, "ol.raw").select("li")]
    assert raw == RAW.splitlines()


def test_a_fragment_says_so(tmp_path: Path) -> None:
    hooks = Path(__file__).resolve().parents[2] / "hooks"
    start = "of the harbour, which nobody had expected to find so quiet in the hours of that long morning."
    end = (
        "The boats stayed in, and the men waited on the quay until the wind had turned and the pilot came "
        "down to say that the sea was going to be"
    )
    files = {
        "mkdocs.yml": MKDOCS.replace("HOOKS", str(hooks)),
        "docs/index.md": "# Home\n",
        "docs/texts/start.txt": f"{start}\n\nThe men waited on the quay until the wind had turned again.\n",
        "docs/texts/start.yml": "title: Without a beginning\nrights: public-domain\n",
        "docs/texts/both.txt": f"{start}\n\n{end}\n",
        "docs/texts/both.yml": "title: Without beginning and end\nrights: public-domain\n",
    }
    done = run("mkdocs", "build", "--strict", cwd=put(tmp_path, files))
    assert done.returncode == 0, done.stderr.decode()
    for text, where in (("start", "begins"), ("both", "begins and ends")):
        page = read_html((tmp_path / "site/texts" / text / "index.html").read_bytes())
        said = words(the(page, ".record-fragment"))
        assert said == f"A fragment: the source {where} in the middle of a sentence."
