"""The exports step: the edition as files that other programs read."""

from collections.abc import Iterator

from postil.chain import Edition
from postil.exports import comparisons, data, handover
from postil.exports.files import ExportFile
from postil.pages.render import UrlOf

__all__ = ["ExportFile", "export"]


def export(edition: Edition, url_of: UrlOf) -> Iterator[ExportFile]:
    """Every file of a site that is no page. `url_of`: path of a page's source → its address."""
    yield from data.files(edition, url_of)
    yield from comparisons.files(edition, url_of)
    yield from handover.files(edition, url_of)
