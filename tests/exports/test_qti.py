"""QTI packages against the rules of QTI 1.2 and 2.1 and of IMS Content Packaging.

The schemas of IMS Global are in no package registry: what they demand of such packages is written down here.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZipFile

import pytest
from lxml import etree

from postil.exports.bundle import Bundle
from postil.exports.qti import qti12, qti21

CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
V12 = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
V21 = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
ASKED = "Why did the river board raise the toll? Say {so}, or ~not~ = 1#2."


def opened(made: bytes) -> dict[str, etree._Element]:
    package = ZipFile(io.BytesIO(made))
    return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


def words(element: etree._Element | None) -> str:
    assert element is not None
    return " ".join("".join(map(str, element.itertext())).split())


@pytest.mark.parametrize(
    ("make", "schema", "types"),
    [
        (qti12, ("IMS Content", "1.1.3"), ["imsqti_xmlv1p2"]),
        (qti21, ("QTIv2.1 Package", "1.0.0"), ["imsqti_test_xmlv2p1", *["imsqti_item_xmlv2p1"] * 2]),
    ],
)
def test_the_manifest_lists_every_file_once(
    make: Callable[[Bundle], bytes], schema: tuple[str, str], types: list[str], bundle: Bundle
) -> None:
    files = opened(make(bundle))
    manifest = files.pop("imsmanifest.xml")
    assert [one.tag for one in manifest] == [f"{CP}{n}" for n in ("metadata", "organizations", "resources")]
    said = (manifest.findtext(f".//{CP}schema"), manifest.findtext(f".//{CP}schemaversion"))
    assert said == schema
    resources = list(manifest.iterfind(f"{CP}resources/{CP}resource"))
    assert [one.get("type") for one in resources] == types
    assert sorted(str(one.get("href")) for one in resources) == sorted(files)
    for one in resources:
        assert one.find(f"{CP}file").get("href") == one.get("href")
    ids = [one.get("identifier") for one in resources]
    assert len(set(ids)) == len(ids)
    assert all(one.get("identifierref") in ids for one in manifest.iter(f"{CP}dependency"))


def test_version_1_2_has_an_essay_item_a_question(bundle: Bundle) -> None:
    root = opened(qti12(bundle))["assessment.xml"]
    assert root.tag == f"{V12}questestinterop"
    first, second = root.iterfind(f"{V12}assessment/{V12}section/{V12}item")
    parts = ["itemmetadata", "presentation", "resprocessing", "itemfeedback"]  # in the order of the schema
    assert [one.tag for one in first] == [f"{V12}{part}" for part in parts]
    assert [one.tag for one in second] == [f"{V12}{part}" for part in parts[:3]]  # it has no answer
    assert first.findtext(f".//{V12}fieldentry") == "essay_question"
    text = first.findtext(f"{V12}presentation/{V12}material/{V12}mattext")
    assert text == "<p>Why did the <em>river board</em> raise the toll? Say {so}, or ~not~ = 1#2.</p>"
    shown = first.find(f".//{V12}displayfeedback")
    feedback = first.find(f"{V12}itemfeedback")
    assert shown is not None and feedback is not None
    assert shown.get("linkrefid") == feedback.get("ident")
    assert 'It "had to"' in words(feedback)


def test_version_2_1_has_an_item_a_file_and_a_test_that_lists_them(bundle: Bundle) -> None:
    files = opened(qti21(bundle))
    test = files["test.xml"]
    assert test.tag == f"{V21}assessmentTest"
    refs = [one.get("href") for one in test.iter(f"{V21}assessmentItemRef")]
    assert refs == ["items/q_ferries_1.xml", "items/q_ferries_2.xml"]
    for path in refs:
        item = files[str(path)]
        assert item.tag == f"{V21}assessmentItem"
        assert {"identifier", "title", "adaptive", "timeDependent"} <= set(map(str, item.attrib))
        parts = ["responseDeclaration", "outcomeDeclaration", "itemBody"]  # in the order of the schema
        assert [one.tag for one in item] == [f"{V21}{part}" for part in parts]
        (asks,) = item.iter(f"{V21}extendedTextInteraction")
        assert asks.get("responseIdentifier") == item[0].get("identifier")
    body = files["items/q_ferries_1.xml"][2]
    assert words(body[0]) == ASKED
    rubric = body.find(f"{V21}rubricBlock")
    assert rubric is not None and rubric.get("view") == "scorer"
    assert 'It "had to"' in words(rubric)
    assert files["items/q_ferries_2.xml"].find(f".//{V21}rubricBlock") is None


@pytest.mark.parametrize("make", [qti12, qti21])
def test_the_same_bytes_and_no_answers_where_they_are_kept_back(
    make: Callable[[Bundle], bytes], bundle: Bundle
) -> None:
    assert make(bundle) == make(replace(bundle))
    kept = tuple(replace(one, answer="", answer_plain="") for one in bundle.questions)
    files = opened(make(replace(bundle, questions=kept)))
    assert not any("had to" in words(root) for root in files.values())
