// Where am I: the passage at the top of the window, the way back from a jump, the place where reading stopped.
// The place is kept in this browser alone (localStorage); where it keeps nothing, nothing is offered.

{
  const SHOWN = 1500; // milliseconds that the position stays after scrolling
  const EARLY = 3; // a text that was left before this passage was hardly begun

  let passages = [];
  let at = 0; // index of the passage at the top
  let pending = 0; // number of the passage that is being offered
  let note, line, spot;

  const numberOf = (passage) => Number(passage.id.slice(1));
  const key = () => `postil:place:${location.pathname}`;

  /** What the browser keeps for this page; "" where it refuses. */
  function kept(value) {
    try {
      if (value === undefined) return localStorage.getItem(key()) || "";
      if (value) localStorage.setItem(key(), value);
      else localStorage.removeItem(key());
    } catch {
      // private windows and blocked storage: nothing is remembered
    }
    return "";
  }

  function element(name, className, text = "") {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  /** Says something at the foot of the window, once; `quietly` to those alone who listen. */
  function say(text, quietly = false, ...more) {
    if (!note?.isConnected) {
      note = element("p", "place-note");
      note.setAttribute("role", "status");
      document.querySelector(".md-content__inner").prepend(note);
    }
    note.classList.toggle("visually-hidden", quietly);
    note.replaceChildren(text, ...more);
    if (text || more.length) note.append(...(quietly ? [] : [closer()]));
  }

  function closer() {
    const button = element("button", "place-close", "×");
    button.type = "button";
    button.setAttribute("aria-label", "Dismiss");
    button.addEventListener("click", dismiss);
    return button;
  }

  function dismiss() {
    if (pending) kept(null);
    pending = 0;
    say("");
  }

  function link(text, href, follow) {
    const made = element("a", "place-link", text);
    made.href = href;
    made.addEventListener("click", follow);
    return made;
  }

  /** The passage that the eye is on: the last that begins above the upper third of the window. */
  function locate() {
    const eye = innerHeight / 3;
    let low = 0;
    let high = passages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (passages[middle].getBoundingClientRect().top <= eye) low = middle + 1;
      else high = middle;
    }
    const end = passages.at(-1).getBoundingClientRect();
    at = end.bottom <= innerHeight ? passages.length - 1 : Math.max(0, low - 1);
    const start = passages[0].getBoundingClientRect().top;
    const way = end.bottom - start - innerHeight;
    line.style.transform = `scaleX(${way > 0 ? Math.min(1, Math.max(0, -start / way)) : 1})`;
    const total = document.querySelector(".cite-this")?.dataset.passages || numberOf(passages.at(-1));
    spot.textContent = `¶ ${numberOf(passages[at])} of ${total}`;
  }

  let waiting = 0;
  let fading;
  function scrolled() {
    if (!passages.length || waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      locate();
      spot.classList.add("shown");
      clearTimeout(fading);
      fading = setTimeout(rest, SHOWN);
    });
  }

  /** The window has come to rest: remember where. */
  function rest() {
    spot.classList.remove("shown");
    if (!passages.length) return;
    const number = numberOf(passages[at]);
    if (pending && number < pending) return;
    if (pending) say("");
    pending = 0;
    const done = at === passages.length - 1;
    kept(done || number < EARLY ? null : String(number));
  }

  /** Offers the place where reading stopped, unless the address or the browser itself leads to one. */
  function offer() {
    const [visit] = performance.getEntriesByType("navigation");
    const number = Number(kept());
    if (location.hash || !number || !document.getElementById(`p${number}`)) return;
    if (scrollY > 0 || ["back_forward", "reload"].includes(visit?.type)) return;
    pending = number;
    const follow = () => {
      pending = 0;
      say("");
    };
    say("", false, link(`Go on at ¶${number}`, `#p${number}`, follow));
  }

  /** After a jump inside the page, the way back to the link that was followed. */
  function jumped(event) {
    const from = event.target.closest?.("a[href^='#']");
    if (!from || event.defaultPrevented || !passages.length) return;
    if (from.closest(".md-header, .md-sidebar, .md-skip, .place-note, .passage-number, .headerlink")) return;
    const [y, address] = [scrollY, location.href];
    const passage = from.closest(".passage");
    setTimeout(() => {
      if (Math.abs(scrollY - y) < innerHeight * 0.75) return;
      const back = (click) => {
        click.preventDefault();
        history.replaceState(history.state, "", address);
        window.dispatchEvent(new Event("hashchange"));
        scrollTo({ top: y, behavior: "instant" });
        if (from.isConnected) from.focus({ preventScroll: true });
        say("");
      };
      const where = passage ? `¶${numberOf(passage)}` : "where you were";
      say("", false, link(`Back to ${where}`, address, back));
    }, 100);
  }

  function start() {
    passages = [...document.querySelectorAll(".passage")];
    pending = 0;
    for (const old of document.querySelectorAll(".place-line, .place-spot")) old.remove();
    if (!passages.length) return;
    line = element("div", "place-line");
    spot = element("div", "place-spot");
    for (const one of [line, spot]) one.setAttribute("aria-hidden", "true");
    document.body.append(line, spot);
    locate();
    offer();
  }

  postil.say = say;
  window.addEventListener("scroll", scrolled, { passive: true });
  window.addEventListener("pagehide", () => passages.length && rest());
  document.addEventListener("click", jumped);
  postil.onPage(start);
}
