"""One `Source` for each file under docs/texts, and for each original that a study text names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

from postil.clean import clean
from postil.frontmatter import Front, check, parse, required
from postil.model import Cleaned, Place, Source, Work
from postil.problems import Code, Problems
from postil.read import formats
from postil.read.files import bytes_of, decode, decode_any, file_id, name_of
from postil.read.formats import READERS, extract, kind_of
from postil.read.guide import read_guide
from postil.read.records import TextFields

RAW = {".txt", *READERS}
RECORDS = {".yml", ".yaml"}
WORK_FIELDS = {field.name for field in fields(Work)}


def read_texts(
    folder: Path, root: Path, library: Path | None, problems: Problems
) -> tuple[tuple[Source, ...], frozenset[str]]:
    """The texts of this edition in order of date, and the ids of those that their rights keep out of it.

    Names in problems are relative to `root`. With a `library` (the classroom edition) restricted texts are
    in, and each study text is followed by its original.
    """
    found: dict[str, Source] = {}
    withheld = set()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = name_of(path, root)
        source = _read_one(path, folder, name, problems)
        if source is None:
            continue
        if source.id in found or source.id in withheld:
            what = f"there is a text `{source.id}` already"
            problems.add(Code.DUPLICATE_ID, Place(name), what, "give one of the two files another name")
        elif source.work.rights == "restricted" and library is None:
            withheld.add(source.id)
        else:
            found[source.id] = source
    sources = sorted(found.values(), key=_by_date)
    if library is not None:
        sources += _originals(sources, library, problems)
    return tuple(sources), frozenset(withheld)


def _by_date(source: Source) -> tuple[bool, str, str]:
    """Order of the works' dates; those without one stand last, by id."""
    dated = (source.original or source.work).date
    return not dated, dated, source.id


def _read_one(path: Path, folder: Path, name: str, problems: Problems) -> Source | None:
    if not path.is_file() or path.name == "index.md" or path.name.startswith("."):
        return None
    kind = path.suffix.lower()
    if kind != ".md" and kind not in RAW:
        if kind in RECORDS and not any(path.with_suffix(other).exists() for other in RAW):
            what = "this record has no text beside it"
            problems.add(Code.MISSING_FILE, Place(name), what, f"add `{path.stem}.txt` or delete it")
        return None
    if path.parent != folder:
        inside = path.relative_to(folder).as_posix()
        what = f"`{inside}` stands in a folder: its id would hold a slash"
        problems.add(Code.BAD_ID, Place(name), what, f"move it to {name.removesuffix(inside)}{path.name}")
        return None
    id_ = file_id(path, name, problems)
    if id_ is None:
        return None
    raw = bytes_of(path, name, problems)
    if raw is None:
        return None
    return read_source(raw, id_, name, problems, _beside(path, name) if kind in RAW else None)


def _beside(path: Path, name: str) -> tuple[bytes, str]:
    """The record file of a raw text (empty where there is none) and its name."""
    record = next(
        (path.with_suffix(kind) for kind in sorted(RECORDS) if path.with_suffix(kind).exists()), None
    )
    folder = name.rpartition("/")[0]
    if record is None:
        return b"", f"{folder}/{path.stem}.yml"
    return record.read_bytes(), f"{folder}/{record.name}"


def read_source(
    raw: bytes, id_: str, name: str, problems: Problems, record: tuple[bytes, str] | None = None
) -> Source | None:
    """One text: Markdown with front matter, or (with `record`: bytes and name) a raw text to be cleaned."""
    if record is None:
        text = decode(raw, name, problems)
        if text is None:
            return None
        found = required(text, name, "text", "`---`, `title: …`, `rights: …`, `---`", problems)
        if found is None:
            return None
        parts, front = found
        place = Place(name, parts.body_line)
        if not parts.body.strip():
            problems.add(Code.EMPTY_FILE, place, "the text has no body", "write it below the front matter")
            return None
        source = _source(id_, front, place, parts.body, None, problems)
        return replace(source, front=parts.front or "") if source else None
    cleaned = prepare(raw, name, problems)
    if cleaned is None:
        return None
    if not record[0].strip():
        what = f"the text has no record `{record[1].rpartition('/')[2]}`"
        problems.add(Code.NO_RECORD, Place(name), what, "write one with at least `title: …` and `rights: …`")
        return None
    stated = decode(record[0], record[1], problems)
    front = parse(stated, record[1], 1, problems) if stated is not None else None
    return _source(id_, front, Place(name), cleaned.markdown, cleaned, problems)


def prepare(raw: bytes, name: str, problems: Problems) -> Cleaned | None:
    """A raw file of any kind, cleaned, with what it said kept beside it for readers to compare; None where it
    cannot be read, which is then a problem."""
    kind = kind_of(name, raw)
    if kind:
        found = extract(kind, raw, name, problems)
        return formats.cleaned(found) if found else None
    text = decode_any(raw, name, problems)
    return replace(clean(text), raw=text) if text is not None else None


def read_cleaned(raw: bytes, id_: str, name: str, problems: Problems) -> Source | None:
    """A raw file without a record: what is known of it is what it states itself."""
    cleaned = prepare(raw, name, problems)
    if cleaned is None:
        return None
    stated = {key: value for key, value in cleaned.record.items() if key in WORK_FIELDS}
    work = Work(**stated)  # type: ignore[arg-type]
    return Source(id_, work, Place(name), cleaned.markdown, siglum=id_, cleaned=cleaned, rule_id=id_)


def _source(
    id_: str, front: Front | None, place: Place, body: str, cleaned: Cleaned | None, problems: Problems
) -> Source | None:
    record = check(front, TextFields, problems) if front is not None else None
    if front is None or record is None:
        return None
    original = record.original.work(record.original.file) if record.original else None
    guide = read_guide(id_, record, front, problems)
    return Source(
        id_,
        record.work(),
        place,
        body,
        siglum=record.siglum or _siglum(original or record.work()),
        summary=record.summary,
        senses=record.senses,
        record=front.places,
        split=record.split,
        mark=record.mark,
        original=original,
        cleaned=cleaned,
        rule_id=id_,
        citations=guide.citations,
        questions=guide.questions,
        study=guide.study,
        answers=record.answers,
        written=guide.written,
    )


def _siglum(work: Work) -> str:
    """A short label where the record gives none: the first author's last word and the year, or the title."""
    if work.authors:
        return f"{work.authors[0].split()[-1]} {work.date[:4]}".strip()
    return work.title


def _originals(sources: list[Source], library: Path, problems: Problems) -> Iterator[Source]:
    """The originals of study texts, cleaned; known to rules by the id of the study text."""
    for source in sources:
        if source.original is None or not source.original.file:
            continue
        path = library / source.original.file
        if Path(source.original.file).name != source.original.file or not path.is_file():
            what = f"the library has no file `{source.original.file}`"
            place = source.stated("original", "file")
            problems.add(Code.MISSING_FILE, place, what, "correct `original.file` or add the file")
            continue
        name = source.original.file
        raw = bytes_of(path, name, problems)
        cleaned = prepare(raw, name, problems) if raw is not None else None
        if cleaned is None:
            continue
        title = source.original.title or f"{source.siglum}: the original"
        yield replace(
            source,
            id=f"{source.id}/original",
            work=replace(source.original, title=title),
            place=Place(name),
            body=cleaned.markdown,
            siglum=f"{source.siglum} (original)",
            summary="",
            original=None,
            cleaned=cleaned,
            rule_id=source.id,
            front="",
            citations=(),
            questions=(),
            study=None,
            written=(),
        )
