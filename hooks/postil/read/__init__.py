"""Reading the texts: files under docs/texts and, for the classroom edition, originals in a library."""

from postil.read.files import decode
from postil.read.pages import read_pages
from postil.read.texts import read_source, read_texts

__all__ = ["decode", "read_pages", "read_source", "read_texts"]
