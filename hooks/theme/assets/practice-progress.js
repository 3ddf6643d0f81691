// What a reader knows, kept in this browser alone (localStorage): the boxes of Sebastian Leitner (So lernt man lernen,
// Herder 1972). A card that is known moves up a box and comes back after twice as many days, a missed one begins
// again. Where the browser keeps nothing, progress lasts as long as the page.

{
  const DAYS = [0, 1, 2, 4, 8, 16]; // until a card of box 0 (missed), 1, 2, … is due
  const VERSION = 1; // of what is kept and saved
  const KEY = `postil.practice:${location.pathname}`;
  const DATE = /^\d{4}-\d\d-\d\d$/;

  let cards = new Map(); // id → [box, day on which it is due]

  /** A day as "2026-11-22", `ahead` days from today, by the reader's own clock. */
  function day(ahead = 0) {
    const date = new Date();
    date.setDate(date.getDate() + ahead);
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  const written = () => JSON.stringify({ version: VERSION, cards: Object.fromEntries(cards) });

  /** Cards from what was written before. Throws an error where it is something else. */
  function read(text) {
    const { version, cards: found } = JSON.parse(text) ?? {};
    const listed = Object.entries(found ?? {});
    const well = ([, one]) => Array.isArray(one) && Number.isInteger(one[0]) && one[0] in DAYS && DATE.test(one[1]);
    if (version !== VERSION || !found || !listed.every(well)) throw new Error("not a file of progress");
    return new Map(listed);
  }

  function load() {
    try {
      const text = localStorage.getItem(KEY);
      cards = text ? read(text) : new Map();
    } catch {
      // nothing is kept for this site, or something else stands there: begin anew
    }
  }

  function keep() {
    try {
      if (cards.size) localStorage.setItem(KEY, written());
      else localStorage.removeItem(KEY);
      postil.progress.kept = true;
    } catch {
      postil.progress.kept = false;
    }
  }

  postil.progress = {
    kept: true, // whether the browser keeps it
    day,
    load,
    written,
    due: (id) => cards.get(id)?.[1],
    /** Number of cards in each box. */
    boxes: () => DAYS.map((_, at) => [...cards.values()].filter(([box]) => box === at).length),
    answer(id, knew) {
      const box = knew ? Math.min((cards.get(id)?.[0] ?? 0) + 1, DAYS.length - 1) : 0;
      cards.set(id, [box, day(DAYS[box])]);
      keep();
    },
    /** Adds what a file says; the file's word counts. Throws an error where it is none. */
    add(text) {
      cards = new Map([...cards, ...read(text)]);
      keep();
    },
    forget() {
      cards.clear();
      keep();
    },
  };
}
