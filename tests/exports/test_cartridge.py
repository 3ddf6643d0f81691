"""The cartridge against the rules of IMS Global's profile of Common Cartridge 1.1.

Its schemas are published on the web alone and no registry has them, so what they and the profile's text
demand of a cartridge of web links is written down here, rule by rule.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from lxml import etree

from postil.exports.bundle import Bundle
from postil.exports.cartridge import cartridge
from tests.exports.conftest import FILES
from tests.support import postil, put

CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}"
LINK = "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}"
ITEMS = f"{CP}organizations/{CP}organization/{CP}item"


@pytest.fixture
def package(bundle: Bundle) -> ZipFile:
    return ZipFile(io.BytesIO(cartridge(bundle)))


@pytest.fixture
def manifest(package: ZipFile) -> etree._Element:
    return etree.fromstring(package.read("imsmanifest.xml"))


def test_the_manifest_stands_at_the_root_and_says_what_it_is(manifest: etree._Element) -> None:
    assert manifest.tag == f"{CP}manifest"
    assert manifest.get("identifier")
    assert [child.tag for child in manifest] == [
        f"{CP}{n}" for n in ("metadata", "organizations", "resources")
    ]
    metadata = manifest.find(f"{CP}metadata")
    assert metadata is not None
    assert [child.tag for child in metadata] == [f"{CP}schema", f"{CP}schemaversion", f"{LOM}lom"]
    assert metadata.findtext(f"{CP}schema") == "IMS Common Cartridge"
    assert metadata.findtext(f"{CP}schemaversion") == "1.1.0"
    title = metadata.find(f"{LOM}lom/{LOM}general/{LOM}title/{LOM}string")
    assert title is not None and title.text == "Rivers & boats" and title.get("language") == "en"


def test_one_organization_with_one_item_without_title_at_its_root(manifest: etree._Element) -> None:
    (organization,) = manifest.iterfind(f"{CP}organizations/{CP}organization")
    assert organization.get("structure") == "rooted-hierarchy"
    (root,) = organization
    assert root.tag == f"{CP}item" and root.find(f"{CP}title") is None
    assert root.get("identifierref") is None
    for item in root.iterdescendants(f"{CP}item"):
        assert item[0].tag == f"{CP}title" and item[0].text
        folder = item.find(f"{CP}item") is not None
        assert folder == (item.get("identifierref") is None)  # an item is a folder, or leads to a resource


def test_identifiers_are_xml_names_and_none_stands_twice(manifest: etree._Element) -> None:
    found = [str(one.get("identifier")) for one in manifest.iter() if one.get("identifier")]
    assert len(set(found)) == len(found) > 10
    assert all(name.replace("_", "").isalnum() and name[0].isalpha() for name in found)


def test_each_item_has_its_resource_and_each_resource_its_file(
    manifest: etree._Element, package: ZipFile
) -> None:
    resources = {one.get("identifier"): one for one in manifest.iterfind(f"{CP}resources/{CP}resource")}
    named = [one.get("identifierref") for one in manifest.iter(f"{CP}item") if one.get("identifierref")]
    assert sorted(map(str, named)) == sorted(map(str, resources))
    files = []
    for one in resources.values():
        assert one.get("type") == "imswl_xmlv1p1"
        assert one.get("href") is None  # the address stands in the file
        (file,) = one
        assert file.tag == f"{CP}file"
        files.append(str(file.get("href")))
    assert sorted([*files, "imsmanifest.xml"]) == sorted(package.namelist())


def test_a_web_link_has_a_title_and_a_whole_address(manifest: etree._Element, package: ZipFile) -> None:
    found = {}
    for name in package.namelist():
        if name != "imsmanifest.xml":
            root = etree.fromstring(package.read(name))
            assert root.tag == f"{LINK}webLink"
            title, url = root
            assert (title.tag, url.tag) == (f"{LINK}title", f"{LINK}url")
            assert urlsplit(str(url.get("href"))).scheme == "https"
            found[title.text] = url.get("href")
    assert found["Ferries & tolls"] == "https://reader.test/rivers/texts/ferries/"
    assert found["River Board"] == "https://reader.test/rivers/glossary/river-board/"
    assert found["Glossary"] == "https://reader.test/rivers/glossary/"
    shown = [one.text for one in manifest.iterfind(f"{ITEMS}/{CP}item/{CP}title")]
    assert shown == ["Readings", "Key terms", "More"]


def test_a_part_of_a_text_is_linked_at_its_first_passage(bundle: Bundle) -> None:
    ferries = next(one for one in bundle.readings if one.text.id == "ferries")
    part = replace(bundle, readings=(replace(ferries, first=2, last=3),))
    package = ZipFile(io.BytesIO(cartridge(part)))
    links = [package.read(name).decode() for name in package.namelist()]
    assert any("texts/ferries/#p2" in one and "Ferries &amp; tolls, ¶2–3" in one for one in links)


def test_the_same_bytes_each_time_and_no_moment_in_them(bundle: Bundle) -> None:
    made = cartridge(bundle)
    assert made == cartridge(replace(bundle))
    assert {one.date_time for one in ZipFile(io.BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_without_an_address_there_is_none_and_the_command_says_why(tmp_path: Path) -> None:
    put(tmp_path, {**FILES, "mkdocs.yml": "site_name: Rivers\n"})
    done = postil(tmp_path, "export", "cartridge", "--to", "out")
    assert done.code == 2
    assert "its links need the address of the site: name it with --site" in " ".join(done.err.split())
    named = postil(tmp_path, "export", "cartridge", "--to", "out", "--site", "https://reader.test/")
    assert named.code == 0 and (tmp_path / "out/cartridge.imscc").is_file()
