// Passages: addresses of one or several (#p12, #p12-p14); what a number offers, a link and citations; and the places
// elsewhere where the terms of a passage meet. Cards show these from what stands in the page.

{
  const ADDRESS = /^#p(\d+)(?:-p?(\d+))?$/;

  const { cards } = postil;
  let selected; // what was selected when the pointer went down: numbers of the first and the last passage
  let span = []; // what the open menu is about

  const all = () => [...document.querySelectorAll(".passage")];
  const numberOf = (passage) => Number(passage.id.slice(1));
  const hash = ([first, last]) => (first === last ? `#p${first}` : `#p${first}-p${last}`);

  function selection() {
    const chosen = getSelection();
    const inside = chosen.isCollapsed ? [] : all().filter((one) => chosen.containsNode(one, true));
    const { endContainer, endOffset } = inside.length ? chosen.getRangeAt(0) : {};
    if (inside.length > 1 && endContainer === inside.at(-1) && !endOffset) inside.pop(); // three clicks reach there
    return inside.length ? [numberOf(inside[0]), numberOf(inside.at(-1))] : null;
  }

  cards.kinds["a.meet-count"] = (list) => [...list.children].map((one) => one.cloneNode(true));

  /** The menu of a number: of its passage, or of the selection that this is part of. */
  cards.kinds["a.passage-number"] = (passage) => {
    const own = numberOf(passage);
    const chosen = selected ?? selection();
    span = chosen && chosen[0] <= own && own <= chosen[1] ? chosen : [own, own];
    const menu = document.getElementById("passage-menu").content.cloneNode(true);
    menu.firstElementChild.textContent = span[0] === span[1] ? `Passage ${own}` : `Passages ${span.join("–")}`;
    return [...menu.children];
  };

  /** A citation, its numbers and the address of the page filled in; one opened from a folder has no address. */
  function citation(style) {
    const kind = span[0] === span[1] ? "passage" : "passages";
    const cited = document.querySelector(`[data-style=${style}] [data-for=${kind}]`).innerHTML;
    const url = location.protocol === "file:" ? "" : location.href.replace(/[?#].*/, "");
    const page = (document.querySelector("link[rel=canonical]")?.href ?? url).replaceAll("&", "&amp;");
    return (page ? cited : cited.replace(/,? \{url\}/, ""))
      .replace("{url}", () => page)
      .replace("{first}", span[0])
      .replace("{last}", span[1]);
  }

  async function copy({ dataset: { copy: kind }, parentElement }) {
    const card = parentElement.closest(".card");
    const [said, byHand] = card.querySelectorAll("[role=status], textarea");
    const html = kind === "link" ? "" : citation(kind);
    const parts = new DOMParser().parseFromString(html, "text/html").body.children;
    const text = [...parts].map((one) => one.textContent).join("\n") || location.href.replace(/#.*/, "") + hash(span);
    const types = { "text/plain": text, ...(html && { "text/html": html }) };
    const blobs = Object.entries(types).map(([type, data]) => [type, new Blob([data], { type })]);
    said.textContent = "";
    byHand.hidden = true;
    try {
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      said.textContent = `${kind === "link" ? "Link" : `${kind} citation`} copied`;
    } catch {
      byHand.hidden = false;
      byHand.value = text;
      byHand.select();
      said.textContent = "Copy this text by hand";
    }
  }

  function mark([first, last]) {
    return all().filter((one) => one.classList.toggle("here", first <= numberOf(one) && numberOf(one) <= last));
  }

  /** Follows the address. One written backwards is turned round; where it leaves the page, what is there is shown. */
  function follow() {
    const [, from, to] = ADDRESS.exec(location.hash) ?? [];
    const wanted = [from, to ?? from].map(Number).sort((a, b) => a - b);
    const marked = mark(wanted);
    if (!from || !all().length) return;
    if (!marked.length) astray(wanted[0]);
    else if (to) {
      marked[0].scrollIntoView();
      marked[0].tabIndex = -1;
      marked[0].focus({ preventScroll: true }); // where reading aloud and Tab go on
    }
  }

  /** The passage stands in another chapter, or nowhere. */
  function astray(number) {
    const chapters = [...document.querySelectorAll(".contents [data-first]")];
    const chapter = chapters.find(({ dataset: { first, last } }) => first <= number && number <= last);
    if (chapter) location.replace(chapter.href + location.hash);
    else postil.say(`There is no ¶${number} on this page: it has ¶${numberOf(all()[0])} to ¶${numberOf(all().at(-1))}.`);
  }

  document.documentElement.classList.add("follows");
  addEventListener("hashchange", follow);
  document.addEventListener("pointerdown", () => (selected = selection()), true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    selected = null;
    if (!event.defaultPrevented || !event.target.closest(".passage-number")) return;
    history.replaceState(history.state, "", hash(span));
    mark(span);
  });

  // Tab on to a number shows its menu, and Tab from there goes on in the text; Enter goes into the menu.
  document.addEventListener("keyup", ({ key }) => {
    const number = document.activeElement;
    if (key === "Tab" && number.matches(".passage-number") && !cards.now) cards.open(number);
  });
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (cards.now?.link === target && target.matches(".passage-number") && !cards.now.card.contains(relatedTarget)) cards.close();
  });

  postil.onPage(() => {
    for (const link of document.querySelectorAll("a[data-to]")) {
      if (!link.hash.includes("-")) link.hash += `-${link.dataset.to}`; // no element has such an id: see `follow`
    }
    follow();
  });
}
