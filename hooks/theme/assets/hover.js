// Cards for a pointer that rests on a word; none opens for one that passes, or while the page moves below it.

{
  const INTENT = 450; // milliseconds on a word before its card opens
  const GRACE = 300; // milliseconds away from both before it closes
  const STILL = 4; // pixels by which a resting hand moves the pointer

  const { cards } = postil;
  let over = null; // the word under the pointer
  let last = [0, 0]; // where the pointer last came to, on the screen
  let opening, closing; // timers

  function move(event) {
    const to = [event.screenX, event.screenY];
    if (event.pointerType === "touch" || Math.hypot(to[0] - last[0], to[1] - last[1]) < STILL) return;
    last = to;
    if (cards.now && isNear(event)) stay();
    else closing ??= setTimeout(leave, GRACE);
    const link = event.buttons ? null : cards.linkAt(event.target);
    if (link === over) return;
    rest(link);
    if (!link || link === cards.now?.link) return;
    const { clientX: x, clientY: y } = event;
    opening = setTimeout(() => cards.isEntered() || (stay(), cards.open(link, { x, y })), INTENT);
  }

  function rest(link = null) {
    clearTimeout(opening);
    over = link;
  }

  function stay() {
    closing = clearTimeout(closing);
  }

  function leave() {
    stay();
    if (!cards.isEntered()) cards.close();
  }

  /** Whether the pointer is on the word, on the card, or between the two. */
  function isNear({ target, clientX: x, clientY: y }) {
    const box = cards.now.card.getBoundingClientRect();
    const word = cards.now.link.getBoundingClientRect();
    const top = word.bottom < box.top ? word.bottom : box.top;
    const bottom = word.top > box.bottom ? word.top : box.bottom;
    return cards.now.link.contains(target) || (box.left <= x && x <= box.right && top <= y && y <= bottom);
  }

  document.addEventListener("pointermove", move, { passive: true });
  document.addEventListener("pointerdown", () => clearTimeout(opening), true);
  document.addEventListener("scroll", () => rest(), { capture: true, passive: true });
  document.documentElement.addEventListener("pointerleave", () => {
    rest();
    closing ??= setTimeout(leave, GRACE);
  });
}
