"""Whether a text is only a piece of one."""

from __future__ import annotations

from dataclasses import replace

from postil.clean.draft import Block, Draft
from postil.clean.sentences import finished, is_prose, starts_low
from postil.model import Finding


def fragments(draft: Draft) -> Draft:
    """Report a text that begins or ends in the middle of a sentence."""
    body = [block for block in draft.blocks if block.kind not in ("break", "code", "table")]
    found: list[Finding] = []
    if body and body[0].kind == "text" and is_prose(body[0]) and starts_low(body[0].text):
        found.append(
            Finding("fragment-start", body[0].line, f"the text begins mid-sentence: {_quote(body[0], True)}")
        )
    if body and body[-1].kind == "text" and is_prose(body[-1]) and not finished(body[-1].text):
        found.append(
            Finding("fragment-end", body[-1].line, f"the text ends mid-sentence: {_quote(body[-1], False)}")
        )
    return replace(draft, findings=draft.findings + tuple(found))


def _quote(block: Block, start: bool) -> str:
    words = block.text[:200].split()[:6] if start else block.text[-200:].split()[-6:]
    return f"“{' '.join(words)} …”" if start else f"“… {' '.join(words)}”"
