// What a passage's number offers (a link, a citation), and the places elsewhere where its terms meet.
// Both stand in the page: the menu as a template, the citations below "Cite this text", the places at its end.

{
  const INTENT = 350; // milliseconds that a pointer rests on a number before the menu opens
  const GRACE = 300; // … and may be away from both before it closes
  const GAP = 6; // pixels between a number and its menu

  let open; // { panel, owner, first, last }
  let hovering;
  let leaving;
  let selected; // numbers of the passages that were selected when the pointer went down

  const numberOf = (passage) => Number(passage.id.slice(1));
  const named = (first, last) => (first === last ? `p${first}` : `p${first}-p${last}`);

  /** The passages of a selection: [first, last], or nothing. */
  function selection() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return undefined;
    const range = chosen.getRangeAt(0);
    const inside = [...document.querySelectorAll(".passage")].filter((one) => {
      const part = document.createRange();
      part.selectNodeContents(one);
      if (!range.intersectsNode(one)) return false;
      if (part.comparePoint(range.startContainer, range.startOffset) === 0) part.setStart(range.startContainer, range.startOffset);
      if (part.comparePoint(range.endContainer, range.endOffset) === 0) part.setEnd(range.endContainer, range.endOffset);
      return part.toString().trim() !== "";
    });
    return inside.length ? [numberOf(inside[0]), numberOf(inside.at(-1))] : undefined;
  }

  function close(focus = false) {
    clearTimeout(leaving);
    if (!open) return;
    const { panel, owner } = open;
    open = undefined;
    const inside = panel.contains(document.activeElement);
    owner.setAttribute("aria-expanded", "false");
    panel.remove();
    if (focus || inside) owner.focus({ preventScroll: true });
  }

  /** Shows a panel below its owner, or above where there is no room; it moves with the text. */
  function show(panel, owner) {
    close();
    document.body.append(panel);
    panel.addEventListener("toggle", (event) => {
      if (event.newState === "closed" && open?.panel === panel) close();
    });
    panel.addEventListener("pointerenter", () => clearTimeout(leaving));
    panel.addEventListener("pointerleave", left);
    panel.addEventListener("keydown", stepped);
    panel.showPopover();
    const box = owner.getBoundingClientRect();
    const below = box.bottom + GAP + panel.offsetHeight < innerHeight || box.top < panel.offsetHeight;
    const x = Math.min(box.left, document.documentElement.clientWidth - panel.offsetWidth - 2 * GAP);
    panel.style.left = `${Math.max(GAP, x) + scrollX}px`;
    panel.style.top = `${(below ? box.bottom + GAP : box.top - GAP - panel.offsetHeight) + scrollY}px`;
    owner.setAttribute("aria-expanded", "true");
    open = { panel, owner };
  }

  /** The menu of a number: of the passage alone, or of the selection that it is part of. */
  function menu(owner, span) {
    const template = document.getElementById("passage-menu");
    if (!template || !HTMLElement.prototype.showPopover) return false;
    const number = numberOf(owner.closest(".passage"));
    const wide = span && span[0] <= number && number <= span[1];
    const [first, last] = wide ? span : [number, number];
    const panel = template.content.firstElementChild.cloneNode(true);
    const label = first === last ? `Passage ${first}` : `Passages ${first} to ${last}`;
    panel.setAttribute("aria-label", label);
    panel.querySelector(".passage-menu-of").textContent = first === last ? `¶${first}` : `¶${first}–${last}`;
    panel.addEventListener("click", (event) => {
      const { copy } = event.target.dataset;
      if (copy) put(copy);
    });
    show(panel, owner);
    Object.assign(open, { first, last });
    return true;
  }

  /** Where the page stands on the web; nothing where it was opened from a folder. */
  function address() {
    const stated = document.querySelector("link[rel=canonical]")?.href;
    return stated || (location.protocol === "file:" ? "" : location.origin + location.pathname);
  }

  /** A citation in one style: a fragment of HTML, its numbers and address filled in. */
  function citation(style, first, last) {
    const kind = first === last ? "passage" : "passages";
    const cited = document.querySelector(`[data-style="${style}"] [data-for="${kind}"]`).content.cloneNode(true);
    const url = address();
    const walk = document.createTreeWalker(cited, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode;
      text.data = (url ? text.data : text.data.replace(/,? \{url\}/, ""))
        .replace("{url}", () => url)
        .replace("{first}", first)
        .replace("{last}", last);
    }
    return cited;
  }

  async function put(kind) {
    const { panel, first, last } = open;
    const said = panel.querySelector("[role=status]");
    const byHand = panel.querySelector("textarea");
    byHand.hidden = true;
    said.textContent = "";
    const holder = document.createElement("div");
    if (kind === "link") holder.textContent = `${location.href.replace(/#.*/, "")}#${named(first, last)}`;
    else holder.append(citation(kind, first, last));
    const lines = [...holder.children].map((one) => one.textContent);
    const text = lines.join("\n") || holder.textContent;
    try {
      if (lines.length && window.ClipboardItem) {
        const blob = (type, data) => new Blob([data], { type });
        const item = { "text/plain": blob("text/plain", text), "text/html": blob("text/html", holder.innerHTML) };
        await navigator.clipboard.write([new ClipboardItem(item)]);
      } else await navigator.clipboard.writeText(text);
      said.textContent = kind === "link" ? "Link copied" : `${kind} citation copied`;
    } catch {
      byHand.value = text;
      byHand.hidden = false;
      byHand.focus();
      byHand.select();
      said.textContent = "Copy this text by hand";
    }
  }

  /** The places elsewhere, as they stand at the end of the page. */
  function elsewhere(owner) {
    const list = document.getElementById(owner.hash.slice(1));
    if (!list || !HTMLElement.prototype.showPopover) return false;
    const panel = document.createElement("div");
    panel.className = "passage-menu meet-menu md-typeset";
    panel.popover = "auto";
    panel.tabIndex = -1;
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", owner.getAttribute("aria-label"));
    panel.append(...[...list.children].map((one) => one.cloneNode(true)));
    show(panel, owner);
    return true;
  }

  const OWNER = ".passage-number, .meet-count";

  function opens(owner) {
    return owner.matches(".meet-count") ? elsewhere(owner) : menu(owner, selected ?? selection());
  }

  /** Tab leaves the panel as if it stood right behind its owner. */
  function stepped(event) {
    if (event.key !== "Tab") return;
    const stops = [...open.panel.querySelectorAll("a, button, textarea:not([hidden])")];
    const at = stops.indexOf(document.activeElement);
    if (event.shiftKey ? at > 0 : at < stops.length - 1) return;
    if (event.shiftKey) event.preventDefault();
    close(true);
  }

  function enter() {
    (open?.panel.querySelector("button, a") ?? open?.panel)?.focus({ preventScroll: true });
  }

  function clicked(event) {
    const owner = event.target.closest?.(OWNER);
    if (!owner || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    clearTimeout(hovering);
    const again = open?.owner === owner && open.kept;
    if (again) close();
    else if (open?.owner !== owner && !opens(owner)) return;
    event.preventDefault();
    if (open) open.kept = true;
    if (open && !event.detail) enter(); // by key: a click of a pointer leaves the focus where it is
    if (open && owner.matches(".passage-number")) {
      history.replaceState(history.state, "", `#${named(open.first, open.last)}`);
      postil.markPassages(open.first, open.last);
    }
    selected = undefined;
  }

  function left() {
    clearTimeout(leaving);
    if (open && !open.kept) leaving = setTimeout(() => open && !open.kept && !open.panel.contains(document.activeElement) && close(), GRACE);
  }

  document.addEventListener("pointerdown", (event) => {
    selected = event.target.closest?.(".passage-number") ? selection() : undefined;
  });
  document.addEventListener("click", clicked);
  document.addEventListener("pointermove", (event) => {
    const owner = event.pointerType === "mouse" && event.target.closest?.(".passage-number");
    if (!owner) {
      clearTimeout(hovering);
      hovering = undefined;
    } else if (!hovering && open?.owner !== owner) {
      hovering = setTimeout(() => {
        hovering = undefined;
        if (!document.querySelector(":popover-open")) menu(owner, selection());
      }, INTENT);
    } else clearTimeout(leaving);
  });
  document.addEventListener("pointerout", (event) => event.target.closest?.(OWNER) && left());
  document.addEventListener("scroll", () => {
    clearTimeout(hovering);
    hovering = undefined;
  }, { passive: true });
  document.addEventListener("focusin", (event) => {
    const owner = event.target.closest?.(".passage-number:focus-visible");
    if (owner && open?.owner !== owner && !document.querySelector(":popover-open")) menu(owner, selection());
  });
  document.addEventListener("focusout", (event) => {
    const to = event.relatedTarget;
    if (open && !open.kept && event.target === open.owner && !open.panel.contains(to)) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && open?.owner === document.activeElement) {
      event.preventDefault();
      enter();
    }
  });
  postil.onPage(() => {
    for (const owner of document.querySelectorAll(OWNER)) {
      owner.setAttribute("aria-haspopup", "dialog");
      owner.setAttribute("aria-expanded", "false");
    }
  });
}
