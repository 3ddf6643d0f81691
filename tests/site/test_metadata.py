"""What machines are told: JSON-LD as an RDF parser reads it, the tags that Zotero and Google Scholar read,
Open Graph, and CITATION.cff."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from rdflib import RDF, SDO, Graph, Literal
from rdflib.term import Node

from postil.pages.views.rights import rights
from postil.site import Site
from tests.built import ROOT, SITE, Built, address_of, build, read_html, value
from tests.support import edition_of, put, term_file, text_file

# rdflib's own parser of JSON-LD uses what rdflib has deprecated
pytestmark = pytest.mark.filterwarnings(r"ignore:.*is deprecated:DeprecationWarning:rdflib\.")

CONTEXT = {"@vocab": str(SDO)}  # of https://schema.org as far as we use it: nothing is fetched
SCHEMA_ORG = {f"{SDO}{name}" for name in SDO.__annotations__}
EDITION = "Asian Security Concepts, annotated"
OURS = "Postil contributors"


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The public edition as it is built for a host."""
    return build(tmp_path_factory.mktemp("hosted"), SITE_URL=SITE)


def data_of(page: BeautifulSoup) -> dict[str, Any]:
    """The one description of a page in JSON-LD."""
    (script,) = page.select('script[type="application/ld+json"]')
    found: dict[str, Any] = json.loads(script.string or "")
    return found


def graph_of(page: BeautifulSoup) -> Graph:
    """The same as an RDF parser reads it."""
    data = data_of(page)
    assert data["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps({**data, "@context": CONTEXT}), format="json-ld")


def tags(page: BeautifulSoup, start: str) -> list[tuple[str, str]]:
    """The meta elements whose name, or property, starts so."""
    pairs = [
        (value(one, "name") or value(one, "property"), value(one, "content")) for one in page.select("meta")
    ]
    return [(name, content) for name, content in pairs if name.startswith(start)]


def one(graph: Graph, kind: Node) -> Node:
    (found,) = graph.subjects(RDF.type, kind)
    return found


def said(graph: Graph, subject: Node, *path: Node) -> set[str]:
    """What a node says at the end of a path of properties."""
    nodes = {subject}
    for step in path:
        nodes = {found for node in nodes for found in graph.objects(node, step)}
    return {str(node) for node in nodes}


def text_addresses(built: Built) -> set[str]:
    return {address_of(page.path) for text in built.edition.index.texts.values() for page in text.pages}


def test_every_page_describes_itself_in_words_of_schema_org(built: Built) -> None:
    for address, page in built.pages.items():
        graph = graph_of(page)
        assert len(graph) >= 3, address
        named = {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type}
        assert {str(name) for name in named} <= SCHEMA_ORG, address


def test_a_study_text_is_ours_and_based_on_the_original(hosted: Built) -> None:
    for text in hosted.edition.index.texts.values():
        address, work, original = f"texts/{text.id}/", text.source.work, text.source.original
        assert original
        graph = graph_of(hosted.pages[address])
        ours = one(graph, SDO.LearningResource)
        assert said(graph, ours, SDO.name) == {work.title}
        assert said(graph, ours, SDO.author, SDO.name) == {OURS}
        assert said(graph, ours, SDO.datePublished) == {work.date}
        assert said(graph, ours, SDO.license) == {"https://creativecommons.org/licenses/by/4.0/"}
        assert said(graph, ours, SDO.url) == {SITE + address}
        assert said(graph, ours, SDO.isPartOf, SDO.name) == {EDITION}
        assert said(graph, ours, SDO.isBasedOn, SDO.name) == {original.title} - {""}
        assert said(graph, ours, SDO.isBasedOn, SDO.author, SDO.name) == set(original.authors)
        assert said(graph, ours, SDO.isBasedOn, SDO.datePublished) == {original.date} - {""}
        assert said(graph, ours, SDO.isBasedOn, SDO.publisher, SDO.name) == {original.publisher} - {""}
        assert not said(graph, ours, SDO.isBasedOn, SDO.license)


def test_an_original_in_the_classroom_describes_itself(classroom: Built) -> None:
    page = classroom.pages["texts/ekman-2019/original/"]
    graph = graph_of(page)
    assert said(graph, one(graph, SDO.CreativeWork), SDO.author, SDO.name) == {"Alice Ekman"}
    assert not list(graph.triples((None, SDO.isBasedOn, None)))
    assert [name for _, name in tags(page, "citation_author")] == ["Alice Ekman"]
    assert [name for _, name in tags(page, "citation_publisher")] == ["Elcano Royal Institute"]
    assert tags(page, "z:itemType") == [("z:itemType", "report")]


def test_a_citation_manager_finds_one_item_on_a_text_and_none_elsewhere(built: Built) -> None:
    texts = text_addresses(built)
    assert texts < built.pages.keys()
    for address, page in built.pages.items():
        assert len(tags(page, "citation_title")) == (address in texts), address
        assert bool(tags(page, "citation_")) == (address in texts), address
        assert not page.select(".Z3988, [itemscope], [typeof]"), (
            f"{address}: an item that would be found twice"
        )
        kinds = [kind for _, kind in tags(page, "og:type")]
        assert kinds == (["article"] if address in texts else ["website"]), address


def test_a_study_text_is_cited_as_a_page_of_the_edition(hosted: Built) -> None:
    page = hosted.pages["texts/takagi-2014/"]
    work = hosted.edition.index.texts["takagi-2014"].source.work
    assert dict(tags(page, "citation_")) == {
        "citation_title": work.title,
        "citation_author": OURS,
        "citation_publication_date": work.date.replace("-", "/"),
        "citation_language": "en",
        "citation_public_url": f"{SITE}texts/takagi-2014/",
        "citation_fulltext_html_url": f"{SITE}texts/takagi-2014/",
    }
    assert tags(page, "z:itemType") == [("z:itemType", "webpage")]
    assert tags(page, "og:site_name") == [("og:site_name", EDITION)]


def test_an_entry_is_a_term_of_the_glossary(hosted: Built) -> None:
    for term in hosted.edition.index.terms.values():
        graph = graph_of(hosted.pages[f"glossary/{term.id}/"])
        entry = one(graph, SDO.DefinedTerm)
        assert said(graph, entry, SDO.name) == {term.title}
        assert said(graph, entry, SDO.inDefinedTermSet, SDO.url) == {f"{SITE}glossary/"}
        for language, name in term.native.items():
            if language != "pinyin":
                assert Literal(name, lang=language) in set(graph.objects(entry, SDO.alternateName))


def test_a_comparison_is_a_page_about_its_terms(hosted: Built) -> None:
    for comparison in hosted.edition.index.glossary.comparisons:
        graph = graph_of(hosted.pages[f"comparisons/{comparison.id}/"])
        about = said(graph, one(graph, SDO.WebPage), SDO.about, SDO.url)
        assert about == {f"{SITE}glossary/{id_}/" for id_ in comparison.terms}


def test_addresses_are_told_where_the_site_has_one(hosted: Built, public: Built) -> None:
    for address, page in hosted.pages.items():
        canonical = [value(link, "href") for link in page.select('link[rel="canonical"]')]
        assert canonical == [SITE + address] == [url for _, url in tags(page, "og:url")]
        assert data_of(page)["url"] == SITE + address
    for address, page in public.pages.items():
        assert not tags(page, "og:url") and not page.select('link[rel="canonical"]'), address
        assert "url" not in data_of(page), address


def test_descriptions_are_plain_words(built: Built) -> None:
    for address, page in built.pages.items():
        (described,) = tags(page, "description")
        assert described[1], address
        assert not {"<", "[@", "[["} & set(described[1]) and "¶" not in described[1], (
            f"{address}: {described}"
        )


def test_nothing_in_a_record_breaks_out_of_the_head(tmp_path: Path) -> None:
    harm = '</script><script>alert(1)</script> "><img src=x>'
    files = {
        "docs/texts/one.md": text_file("Words.", f"'{harm}'", summary=f"'{harm}'", authors=f"['{harm}']"),
        "glossary/lamp.md": term_file(f"'{harm}'"),
    }
    site = Site(edition_of(put(tmp_path, files))[0], edition_of(tmp_path)[1])
    site.settle(
        {path: path for path in ("index.md", "glossary/index.md", "texts/one.md", "glossary/lamp.md")}
    )
    for path in ("texts/one.md", "glossary/lamp.md"):
        page = read_html(f"<head>{site.head(path, '', '').html}</head><body></body>")
        assert len(page.select("script")) == 1 and not page.select("img")
        assert data_of(page)["name"] == harm


@pytest.mark.parametrize(
    ("licence", "called", "address"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-3.0-DE", "CC BY-NC-SA 3.0 DE", "https://creativecommons.org/licenses/by-nc-sa/3.0/de/"),
        ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("public-domain", "Public domain", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("GFDL-1.3-only", "GFDL-1.3-only", "https://spdx.org/licenses/GFDL-1.3-only.html"),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0", ""),
        ("LicenseRef-press", "LicenseRef-press", ""),
        ("restricted", "Restricted: not republished here", ""),
    ],
)
def test_rights_are_told_in_words(licence: str, called: str, address: str) -> None:
    assert rights(licence) == (called, address)


def test_the_citation_file_is_well_formed_and_speaks_of_this_edition() -> None:
    file = ROOT / "CITATION.cff"
    check = ["-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", str(file)]
    done = subprocess.run([sys.executable, *check], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    cited = yaml.safe_load(file.read_text("utf-8"))
    assert f"site_name: {cited['title']}\n" in (ROOT / "mkdocs.yml").read_text("utf-8")
    assert cited["license"] == "CC-BY-4.0"
    engine = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (made_with,) = cited["references"]
    assert (made_with["license"], made_with["version"]) == (engine["license"], engine["version"])
