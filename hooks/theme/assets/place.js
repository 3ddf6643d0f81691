// Where am I: the position while scrolling, the way back from a jump, the place where reading stopped. That place
// is kept in this browser alone (localStorage); where the browser keeps nothing, nothing is offered.

{
  const SHOWN = 1500; // milliseconds that the position stays after scrolling
  const BEGUN = 3; // who left before this passage had hardly begun

  let passages = [];
  let at = 0; // index of the passage at the eye
  let offered = 0; // number of the passage that is offered
  let resting;
  let marks; // the line at the top and the words at the foot of the window
  let note;

  const numberOf = (passage) => Number(passage.id.slice(1));

  /** What the browser keeps for this page; `value` replaces it, 0 removes it. */
  function kept(value) {
    const key = `postil.place:${location.pathname}`;
    try {
      if (value) localStorage.setItem(key, value);
      else if (value === 0) localStorage.removeItem(key);
      return Number(localStorage.getItem(key));
    } catch {
      return 0; // a browser that keeps nothing for this site
    }
  }

  /** Says something at the foot of the window, where it can be sent away; nothing takes away what is there. */
  postil.say = (...words) => {
    note?.remove();
    note = null;
    if (!words.length) return;
    note = document.createElement("div");
    note.className = "place-note md-typeset";
    note.setAttribute("role", "status");
    document.querySelector(".md-content").prepend(note);
    note.innerHTML = '<button type="button" aria-label="Dismiss">×</button>';
    note.firstChild.addEventListener("click", () => {
      if (offered) kept(0);
      done();
    });
    note.prepend(...words);
  };

  function done() {
    offered = 0;
    postil.say();
  }

  /** Offers to go to a place; `go` is called with the click. */
  function offer(words, href, go) {
    const link = Object.assign(document.createElement("a"), { textContent: words, href });
    link.addEventListener("click", (event) => {
      done();
      go?.(event);
    });
    postil.say(link);
  }

  /** The passage that the eye is on begins above the upper third of the window. */
  function locate() {
    const eye = innerHeight / 3;
    const tops = passages.map((one) => one.getBoundingClientRect());
    const [start, end] = [tops[0].top, tops.at(-1).bottom];
    at = end < innerHeight + 2 ? passages.length - 1 : Math.max(0, tops.findLastIndex(({ top }) => top <= eye));
    const way = end - start - innerHeight;
    marks[0].style.transform = `scaleX(${way > 0 ? Math.min(1, Math.max(0, -start / way)) : 1})`;
    marks[1].textContent = `¶ ${numberOf(passages[at])} of ${document.querySelector(".cite-this").dataset.passages}`;
  }

  function scrolled() {
    if (!passages.length) return;
    clearTimeout(resting);
    resting = setTimeout(rest, SHOWN);
    requestAnimationFrame(() => {
      locate();
      marks[1].classList.add("shown");
    });
  }

  /** The window has come to rest: the place is kept, unless it comes before one that is still offered. */
  function rest() {
    marks[1].classList.remove("shown");
    const number = numberOf(passages[at]);
    if (number < offered) return;
    if (offered) done();
    kept(at < passages.length - 1 && number >= BEGUN ? number : 0);
  }

  /** After a jump inside the page, the way back to the link that was followed. */
  function jumped(event) {
    const from = event.target.closest("article a[href^='#'], .card a[href^='#']");
    if (!from || event.defaultPrevented || from.matches(".headerlink")) return;
    const { href } = location;
    const y = scrollY;
    const passage = from.closest(".passage");
    setTimeout(() => {
      if (Math.abs(scrollY - y) < innerHeight * 0.75) return;
      offer(`Back to ${passage ? `¶${numberOf(passage)}` : "where you were"}`, href, (click) => {
        click.preventDefault();
        history.replaceState(history.state, "", href);
        dispatchEvent(new Event("hashchange"));
        scrollTo({ top: y, behavior: "instant" });
        from.focus({ preventScroll: true });
      });
    }, 100);
  }

  /** A page begins. What an address names, and what the browser itself goes back to, needs no offer. */
  function start() {
    clearTimeout(resting);
    done();
    marks?.forEach((one) => one.remove());
    passages = [...document.querySelectorAll(".passage")];
    if (!passages.length) return;
    marks = ["place-line", "place-spot"].map((className) =>
      Object.assign(document.createElement("div"), { className, ariaHidden: "true" }),
    );
    document.body.append(...marks);
    locate();
    const { type } = performance.getEntriesByType("navigation")[0] ?? {};
    const number = kept();
    if (location.hash || /back|reload/.test(type) || !passages.some((one) => numberOf(one) === number)) return;
    offered = number;
    offer(`Go on at ¶${number}`, `#p${number}`);
  }

  addEventListener("scroll", scrolled, { passive: true });
  addEventListener("pagehide", () => passages.length && rest());
  document.addEventListener("click", jumped);
  postil.onPage(start);
}
