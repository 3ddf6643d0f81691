// Cards: what a link leads to on the same page, shown beside the word, or to a finger as a sheet at the bottom.
// hover.js opens them for a pointer that rests, notes.js adds those of notes.

{
  const GAP = 8; // pixels between word and card

  const cards = (postil.cards = {
    kinds: { "a.term[href]": ofTerm, "a[data-card]": copies }, // selector of links → what a card shows, its name first
    now: null, // the open card: { card, link }
    linkAt: (target) => target.closest(Object.keys(cards.kinds)),
    isEntered: () => Boolean(cards.now?.card.contains(document.activeElement)), // it stays until it is closed
    close: () => cards.now?.card.hidePopover(),
    open,
  });

  let pressed = null; // the word whose card the reader closes by pressing it
  let touched = false;

  /** Opens the card of a link and, with `enter`, moves the focus into it; false where there is none to show. */
  function open(link, { enter = false, sheet = false, x = 0, y = 0 } = {}) {
    const entry = document.getElementById(link.dataset.card ?? decodeURIComponent(link.hash.slice(1)));
    if (!entry || !HTMLElement.prototype.showPopover) return false;
    const word = cards.now?.card.contains(link) ? cards.now.link : link;
    const [, parts] = Object.entries(cards.kinds).find(([selector]) => link.matches(selector));
    const card = make(parts(entry, link));
    cards.close();
    document.body.append(card);
    card.addEventListener("beforetoggle", (event) => {
      const opens = event.newState === "open";
      cards.now = opens ? { card, link: word } : null;
      word.classList.toggle("card-open", opens);
    });
    card.addEventListener("toggle", (event) => event.newState === "closed" && card.remove());
    if (enter) word.focus({ preventScroll: true }); // the browser gives it back there
    card.showPopover();
    place(card, word, sheet, x, y);
    if (enter) card.focus({ preventScroll: true });
    return true;
  }

  function make(parts) {
    const card = document.createElement("div");
    card.className = "card md-typeset";
    card.popover = "auto";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", parts[0].textContent);
    card.innerHTML = '<button type="button" class="card-close" aria-label="Close">×</button>';
    card.firstChild.addEventListener("click", cards.close);
    card.append(...parts);
    for (const one of card.querySelectorAll("[id]")) one.removeAttribute("id");
    return card;
  }

  function copies(entry) {
    return [...entry.children].map((part) => part.cloneNode(true));
  }

  /** A term's entry in the page's list, but for where else it occurs; of the reasons for its sense, those that
      hold in this passage. */
  function ofTerm(entry, link) {
    const holds = ({ passages }) => !passages || passages.split(" ").includes(link.closest(".passage")?.id);
    return [...entry.children]
      .filter((part) => !part.matches(".term-here-where") && holds(part.dataset))
      .map((part) => part.cloneNode(true));
  }

  /** A sheet leaves the word in view. Beside the word a card stands below it, or above where there is more room;
      it is placed against the page, and scrolls with it. */
  function place(card, word, sheet, x, y) {
    const { top, bottom } = word.getBoundingClientRect();
    card.classList.toggle("sheet", sheet);
    if (sheet) {
      scrollBy(0, Math.max(0, bottom + GAP - card.getBoundingClientRect().top));
      return;
    }
    const lines = [...word.getClientRects()];
    const { left } = lines.find((one) => one.left <= x && x <= one.right && one.top <= y && y <= one.bottom) ?? lines[0];
    const width = document.documentElement.clientWidth - card.offsetWidth - GAP;
    const room = innerHeight - bottom;
    const below = room > card.offsetHeight + 2 * GAP || room > top;
    card.style.setProperty("--room", `${(below ? room : top) - 2 * GAP}px`);
    card.style.left = `${scrollX + Math.max(GAP, Math.min(left, width))}px`;
    card.style.top = `${scrollY + (below ? bottom + GAP : top - GAP - card.offsetHeight)}px`;
  }

  document.addEventListener("pointerdown", (event) => {
    pressed = cards.isEntered() ? cards.now.link : null;
    touched = event.pointerType === "touch";
  }, true);

  document.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = cards.linkAt(event.target);
    if (link) {
      const sheet = (event.detail && touched) || matchMedia("(hover: none)").matches;
      const again = event.detail && link === pressed;
      if (again || open(link, { enter: true, sheet, x: event.clientX, y: event.clientY })) event.preventDefault();
    } else if (event.target.closest(".card a")) cards.close();
  });

  // A card stands at the end of the page, but Tab leads from it to what follows its word.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || !cards.isEntered()) return;
    const { card, link } = cards.now;
    const stops = [card, ...card.querySelectorAll("a[href], button")];
    const at = stops.indexOf(document.activeElement);
    if (event.shiftKey ? at < 2 : at === stops.length - 1) {
      cards.close();
      link.focus();
      if (event.shiftKey) event.preventDefault();
    }
  });

  postil.onPage(cards.close);
}
