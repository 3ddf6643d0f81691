"""The glossary as Moodle's glossary activity imports it (`mod/glossary/import.php`; it has no schema).

Moodle links the title of an entry and its aliases wherever they stand in a course, and knows no senses. So
a name that means its term only in some texts or beside some words is no alias; and where capitals matter for
one name (an abbreviation that is a word as well), Moodle is told that they matter for the entry.
"""

from __future__ import annotations

from markupsafe import Markup

from postil.exports.bundle import Bundle, Entry
from postil.exports.render import template


def glossary(bundle: Bundle) -> str:
    """`glossary.xml`."""
    return template("glossary.xml.j2").render(bundle=bundle, definition=lambda one: definition(one, bundle))


def definition(one: Entry, bundle: Bundle) -> str:
    """A definition with the way to the whole entry: HTML as text, to be escaped where it is put into XML."""
    html = template("definition.html.j2").render(one=one, name=bundle.name)
    return "".join(Markup(html).splitlines())
