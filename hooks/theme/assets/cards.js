// The card of a term: its entry in the page's own "Terms in this text" list, shown beside the word.

{
  const GAP = 8; // pixels between word and card

  /** Opens the card of a marked term; false where the page or the browser cannot show one. */
  function openCard(term) {
    const entry = document.getElementById(decodeURIComponent(term.hash.slice(1)));
    if (!entry || !HTMLElement.prototype.showPopover) return false;
    const card = makeCard(entry, term);
    document.body.append(card);
    card.addEventListener("toggle", (event) => {
      if (event.newState === "closed") close(card, term);
    });
    card.showPopover();
    place(card, term);
    card.focus({ preventScroll: true });
    return true;
  }

  function makeCard(entry, term) {
    const card = document.createElement("div");
    card.className = "card md-typeset";
    card.popover = "auto";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    card.append(closeButton(card), ...copyOf(entry));
    const name = card.querySelector(".term-here-name");
    if (name) {
      name.id = `card-${term.dataset.term}`;
      card.setAttribute("aria-labelledby", name.id);
    }
    card.addEventListener("click", (event) => {
      if (event.target.closest("a[href^='#']")) card.hidePopover();
    });
    return card;
  }

  function copyOf(entry) {
    return [...entry.children].map((child) => child.cloneNode(true));
  }

  function closeButton(card) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "card-close";
    button.setAttribute("aria-label", "Close");
    button.textContent = "×";
    button.addEventListener("click", () => card.hidePopover());
    return button;
  }

  /** Focus goes back to the word, unless the reader has moved on. */
  function close(card, term) {
    const inside = card.contains(document.activeElement) || document.activeElement === document.body;
    card.remove();
    if (inside) term.focus({ preventScroll: true });
  }

  /** Below the word where there is room, else above it; a narrow screen shows a sheet (see the style sheet). */
  function place(card, term) {
    if (window.matchMedia("(max-width: 44.98em)").matches) return;
    const word = term.getClientRects()[0];
    const left = Math.min(word.left, window.innerWidth - card.offsetWidth - GAP);
    const below = word.bottom + GAP;
    const fits = below + card.offsetHeight < window.innerHeight;
    card.style.left = `${Math.max(GAP, left)}px`;
    card.style.top = `${fits ? below : Math.max(GAP, word.top - GAP - card.offsetHeight)}px`;
  }

  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const term = event.target.closest("a.term");
    if (term && openCard(term)) event.preventDefault();
  });
}
