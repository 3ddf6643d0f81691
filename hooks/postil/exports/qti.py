"""Questions as QTI packages, for platforms that read neither Moodle XML nor GIFT.

Version 1.2 in the shape that Canvas imports (an essay is a `response_str` with `question_type` beside it),
and 2.1 with an item a file and a test that lists them. Sources: IMS Question & Test Interoperability, ASI XML
binding 1.2, and the QTI 2.1 information model. The model answer is feedback in 1.2, which has no other place
that is imported, and a rubric for whoever scores in 2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from postil.exports.bundle import Asked, Bundle
from postil.exports.questions import LINES, answer, ask, name
from postil.exports.render import template
from postil.exports.zipped import zipped

MANIFEST = "imsmanifest.xml"


@dataclass(frozen=True, slots=True)
class _Resource:
    id: str
    type: str
    file: str
    needs: tuple[str, ...] = ()


def qti12(bundle: Bundle) -> bytes:
    """`questions-qti12.zip`."""
    resources = [_Resource("assessment", "imsqti_xmlv1p2", "assessment.xml")]
    return zipped(
        {
            MANIFEST: _render(
                "qti_manifest", bundle, schema="IMS Content", version="1.1.3", resources=resources
            ),
            "assessment.xml": _render("qti12", bundle),
        }
    )


def qti21(bundle: Bundle) -> bytes:
    """`questions-qti21.zip`."""
    items = {_id(one): one for one in bundle.questions}
    resources = [_Resource("test", "imsqti_test_xmlv2p1", "test.xml", tuple(items))]
    resources += [_Resource(id_, "imsqti_item_xmlv2p1", f"items/{id_}.xml") for id_ in items]
    return zipped(
        {
            MANIFEST: _render(
                "qti_manifest", bundle, schema="QTIv2.1 Package", version="1.0.0", resources=resources
            ),
            "test.xml": _render("qti21_test", bundle),
            **{f"items/{id_}.xml": _render("qti21_item", bundle, one=one) for id_, one in items.items()},
        }
    )


def _render(name_: str, bundle: Bundle, **more: Any) -> str:
    return template(f"{name_}.xml.j2").render(
        bundle=bundle,
        identifier=f"postil_{bundle.id}",
        item_id=_id,
        name=name,
        ask=ask,
        answer=answer,
        lines=lambda one: LINES[one.kind],
        **more,
    )


def _id(one: Asked) -> str:
    """`q_takagi-2014_2`: an XML name, the same as long as the question keeps its number."""
    return "q_" + one.id.replace("#", "_").replace("/", "_")
