"""Lists: which numbers count items, and one mark for all bullets."""

from __future__ import annotations

from dataclasses import replace

from postil.clean.draft import Block, Draft
from postil.model import Change


def numbered_lists(draft: Draft) -> Draft:
    """Keep numbered items as a list where they run 1, 2, 3 …; any other number belongs to its paragraph.

    Python-Markdown counts every list from 1, so that a list beginning with 3 would lose its number.
    """
    blocks = list(draft.blocks)
    changes: list[Change] = []
    at = 0
    while at < len(blocks):
        if blocks[at].kind != "item" or not numbered(blocks[at]):
            at += 1
            continue
        end, count = _run(blocks, at)
        for i in range(at, end):
            block = blocks[i]
            if not numbered(block):
                continue
            if count < 2:
                text = f"{block.mark} {block.text}"
                blocks[i] = replace(block, kind="text", text=text, mark="", level=0, tight=False)
            elif block.mark[-1] == ")":
                blocks[i] = replace(block, mark=f"{block.mark[:-1]}.")
                changes.append(Change("list-mark", block.line, block.mark, blocks[i].mark))
        at = end
    return replace(draft, blocks=tuple(blocks)).changed(changes)


def _run(blocks: list[Block], at: int) -> tuple[int, int]:
    """Where a run of items ends that begins at this one, and how many of them count on from 1."""
    count = 0
    end = at
    while end < len(blocks) and blocks[end].kind == "item":
        block = blocks[end]
        if numbered(block) and block.level == blocks[at].level:
            if int(block.mark[:-1]) != count + 1:
                break
            count += 1
        end += 1
    return max(end, at + 1), count


def numbered(block: Block) -> bool:
    """Whether a list item has a number."""
    return block.mark[:1].isdigit()


def list_marks(draft: Draft) -> Draft:
    """Write all bullets as Markdown's hyphen."""
    blocks = list(draft.blocks)
    changes: list[Change] = []
    for i, block in enumerate(blocks):
        if block.kind == "item" and not numbered(block) and block.mark != "-":
            blocks[i] = replace(block, mark="-")
            changes.append(Change("list-mark", block.line, block.mark, "-"))
    return replace(draft, blocks=tuple(blocks)).changed(changes)
