"""What a reader and a machine are told of rights."""

from __future__ import annotations

import re

CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)(?:-([A-Z]{2,3}))?")
ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"
PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain/mark/1.0/"
SPDX = "https://spdx.org/licenses/{}.html"
WITHHELD = "Restricted: not republished here"
CLASS_ONLY = "Restricted: here for this class only"


def rights(licence: str, shown: bool = False) -> tuple[str, str]:
    """What a record's `rights` are called, and the address of the licence, "" where there is none.

    `shown`: the page holds the work itself, which of a restricted one only a classroom edition does.
    """
    if licence == "restricted":
        return (CLASS_ONLY if shown else WITHHELD), ""
    if licence == "public-domain":
        return "Public domain", PUBLIC_DOMAIN
    if licence == "CC0-1.0":
        return "CC0 1.0", ZERO
    if found := CREATIVE_COMMONS.fullmatch(licence):
        conditions, version, country = found.groups()
        parts = [conditions.lower(), version, *([country.lower()] if country else [])]
        name = " ".join(filter(None, ("CC", conditions, version, country)))
        return name, f"https://creativecommons.org/licenses/{'/'.join(parts)}/"
    one = " " not in licence and not licence.startswith("LicenseRef-")  # an expression has no page
    return licence, SPDX.format(licence) if one else ""
