// Practice: cards and a quiz. What is shown stands in the list of cards below; the data beside it says what to ask, and
// which other answers a question offers. Keys work while something of the card has the focus, nowhere else.

{
  const ASKS = { meaning: "What does this mean?", name: "Which term is this?", said: "Who says so?" };
  const AGAIN = 3; // cards until a missed one comes again
  const OPTIONS = 4;
  const KEYS = {
    closed: "Space or → shows the answer.",
    open: "1 or ←: not yet. 2 or →: you knew it.",
    options: "1 to 4 answer, ↑ and ↓ move between the answers.",
    answered: "Space or → goes on.",
    none: "",
  };

  let page; // the elements of the page, by name
  let data;
  let mode;
  let wanted; // what the address asks for: {text, term}, sets of ids, empty for all
  let queue = [];
  let card;
  let state = "none"; // of the card: a name in KEYS
  let right; // the right option's button
  let rounds = 0; // cards asked since the page was opened: varies the order of options

  const { progress } = postil;
  const make = (name, properties = {}, ...inside) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  };
  const button = (words, press, className = "") => {
    const made = make("button", { type: "button", className }, words);
    made.addEventListener("click", press);
    return made;
  };

  function startPractice() {
    const section = document.getElementById("practice");
    if (!section) return;
    const find = (selector) => section.querySelector(selector);
    page = {
      section,
      form: document.querySelector(".practice-choice"),
      note: document.querySelector(".practice-note"),
      kept: document.querySelector(".practice-kept"),
      front: find(".practice-front"),
      ask: find("#practice-ask"),
      words: find("#practice-words"),
      options: find(".practice-options"),
      back: find(".practice-back"),
      actions: find(".practice-actions"),
      keys: find(".practice-keys"),
    };
    data = JSON.parse(document.getElementById("practice-data").textContent);
    progress.load();
    readAddress();
    page.form.addEventListener("submit", (event) => event.preventDefault());
    page.form.addEventListener("change", choose);
    section.addEventListener("keydown", press);
    page.kept.addEventListener("click", ({ target }) => ({ save, forget })[target.dataset.do]?.());
    page.kept.querySelector("input").addEventListener("change", add);
    begin();
  }

  // What to practise

  /** `?mode=quiz&text=a,b&term=c,d`: what it names and the edition does not have is told, and not asked for. */
  function readAddress() {
    const asked = new URLSearchParams(location.search);
    const known = { text: new Set(Object.keys(data.texts)), term: new Set(data.terms.map(({ id }) => id)) };
    const unknown = [];
    wanted = {};
    for (const [name, ids] of Object.entries(known)) {
      const listed = (asked.get(name) ?? "").split(",").filter(Boolean);
      wanted[name] = new Set(listed.filter((id) => ids.has(id)));
      unknown.push(...listed.filter((id) => !ids.has(id)).map((id) => `no ${name} “${id}”`));
    }
    const { mode: modes, text } = page.form.elements;
    const known_mode = [...modes.options].find(({ value }) => value === asked.get("mode"));
    mode = modes.value = known_mode?.value ?? "meaning";
    if (wanted.text.size > 1 || wanted.term.size) {
      text.prepend(make("option", { value: "address", textContent: "what the address chooses" }));
      text.value = "address";
    } else text.value = [...wanted.text][0] ?? "";
    say(unknown.length ? `This edition has ${unknown.join(", ")}.` : "");
  }

  function choose() {
    const { mode: modes, text } = page.form.elements;
    mode = modes.value;
    if (text.value !== "address") wanted = { text: new Set(text.value ? [text.value] : []), term: new Set() };
    const address = new URL(location);
    const set = { mode, text: [...wanted.text].join(","), term: [...wanted.term].join(",") };
    for (const [name, value] of Object.entries(set)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address.href.replaceAll("%2C", ","));
    say("");
    begin();
  }

  /** All cards of the mode that were asked for. */
  function cards() {
    const fits = (texts, terms) =>
      (!wanted.text.size || texts.some((id) => wanted.text.has(id))) && (!wanted.term.size || terms.some((id) => wanted.term.has(id)));
    const terms = data.terms.filter((one) => fits(one.texts, [one.id]));
    const said = data.said.filter((one) => fits([one.text], one.terms));
    const made = (listed, ask) => listed.map((one) => ({ ...one, ask, key: `${mode}:${one.id}` }));
    if (mode === "said") return made(said, "said");
    if (mode !== "quiz") return made(terms, mode);
    return [...made(terms, "name"), ...made(said, "said")].filter((one) => one.wrong.length);
  }

  /** Cards that are due, the longest first, then new ones, mixed anew each day; or all of them, mixed. */
  function begin(all = false, focus = false) {
    const today = progress.day();
    const due = (one) => progress.due(one.key);
    const mixed = shuffle(cards(), today + mode);
    const old = mixed.filter((one) => due(one) <= today).sort((one, two) => due(one).localeCompare(due(two)));
    queue = all === true ? mixed : [...old, ...mixed.filter((one) => !due(one))];
    next(focus);
  }

  // Asking

  function next(focus = true) {
    card = queue.shift();
    count();
    page.options.hidden = page.back.hidden = true;
    page.options.replaceChildren();
    page.back.replaceChildren();
    if (card) ask();
    else none();
    if (focus) page.front.focus();
  }

  function ask() {
    rounds += 1;
    page.ask.textContent = ASKS[card.ask];
    page.words.replaceChildren(card.ask === "meaning" ? card.title : card.asks);
    page.words.className = card.ask === "meaning" ? "is-name" : "";
    if (card.ask === "said") page.ask.textContent = `${card.about.replace(/[^?!.]$/, "$&.")} ${ASKS.said}`;
    if (mode === "quiz") {
      offer();
      become("options");
    } else become("closed", button("Show the answer", reveal, "is-main"));
  }

  function none() {
    const waiting = cards();
    const days = waiting.map((one) => progress.due(one.key)).filter(Boolean).sort();
    page.ask.textContent = waiting.length ? "That is all for today." : "There is no such card.";
    page.words.replaceChildren(days.length ? `The next card is due on ${inWords(days[0])}.` : "Choose another text, or something else to ask for.");
    page.words.className = "";
    become("none", ...(waiting.length ? [button("Ask all again", () => begin(true, true), "is-main")] : []));
  }

  /** The right answer and its neighbours, in an order that the card and the round decide. */
  function offer() {
    const seed = `${card.key} ${progress.day()} ${rounds}`;
    const own = card.ask === "said" ? card.text : card.id;
    const others = shuffle(card.wrong, seed).slice(0, OPTIONS - 1);
    const names = card.ask === "said" ? data.texts : Object.fromEntries(data.terms.map(({ id, title }) => [id, title]));
    for (const id of shuffle([own, ...others], `${seed}.`)) {
      const option = button(make("span", {}, names[id]), () => answer(option, id));
      if (id === own) right = option;
      page.options.append(make("li", {}, option));
    }
    page.options.hidden = false;
  }

  function answer(option, id) {
    const knew = option === right;
    for (const one of page.options.querySelectorAll("button")) one.disabled = true;
    right.classList.add("is-right");
    if (!knew) option.classList.add("is-wrong");
    const name = right.textContent;
    explain(make("p", { className: "practice-verdict" }, knew ? `Right: ${name}.` : `No: it is ${name}.`));
    if (!knew && card.ask === "name") {
      const means = make("p", { className: "practice-other" }, make("strong", {}, option.textContent), ": ");
      means.append(...listed(id).querySelector(".practice-means").cloneNode(true).childNodes);
      page.back.append(means);
    }
    grade(knew);
    become("answered", button("Next card", () => next(), "is-main"));
    page.back.focus();
  }

  function reveal() {
    explain();
    become("open", button("Not yet", () => graded(false)), button("I knew it", () => graded(true), "is-main"));
    page.back.focus();
  }

  function graded(knew) {
    grade(knew);
    next();
  }

  function grade(knew) {
    progress.answer(card.key, knew);
    if (!knew) queue.splice(AGAIN, 0, card);
    if (!progress.kept) say("Your browser keeps nothing for this site: your progress lasts until you leave the page.");
    count();
  }

  /** The answer with the passage that shows it, of a chosen text if there is one. */
  function explain(...first) {
    const from = listed(card.id);
    const passages = [...from.querySelectorAll(".passage-cited")];
    const chosen = passages.filter((one) => wanted.text.has(one.dataset.text));
    const means = make("p", { className: "practice-means" });
    if (card.ask === "name" && mode !== "quiz") means.append(make("strong", {}, card.title), ": ");
    means.append(...from.querySelector(".practice-means").cloneNode(true).childNodes);
    const shown = card.ask === "said" ? passages : [...chosen, ...passages].slice(0, 1);
    page.back.replaceChildren(...first, means, ...shown.map((one) => one.cloneNode(true)));
    page.back.hidden = false;
  }

  const listed = (id) => document.querySelector(`.practice-card[data-card="${CSS.escape(id)}"]`);

  function become(name, ...actions) {
    state = name;
    page.actions.replaceChildren(...actions);
    page.keys.textContent = KEYS[name];
  }

  function press(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if ([" ", "Enter"].includes(key) && target.closest("a, button, summary")) return; // they have their own use for it
    const go = key === " " || key === "ArrowRight" || key === "Enter";
    const options = [...page.options.querySelectorAll("button")];
    let act;
    if (state === "closed" && go) act = reveal;
    else if (state === "open" && (key === "1" || key === "ArrowLeft")) act = () => graded(false);
    else if (state === "open" && (key === "2" || key === "ArrowRight")) act = () => graded(true);
    else if (state === "answered" && go) act = () => next();
    else if (state === "options" && options[key - 1]) act = () => options[key - 1].click();
    else if (state === "options" && (key === "ArrowDown" || key === "ArrowUp")) {
      const at = options.indexOf(document.activeElement);
      const to = key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1;
      act = () => options.at(to % options.length).focus();
    }
    if (!act) return;
    event.preventDefault();
    act();
  }

  // Progress

  function count() {
    const today = progress.day();
    const all = cards().map((one) => progress.due(one.key));
    const due = all.filter((one) => one <= today).length;
    const fresh = all.filter((one) => !one).length;
    page.form.querySelector("output").textContent = `${due} due, ${fresh} new, ${all.length - due - fresh} known for now`;
    const boxes = progress.boxes();
    const sum = boxes.reduce((one, two) => one + two);
    const [missed, ...known] = boxes;
    page.kept.querySelector(".practice-boxes").textContent = sum
      ? `Answered so far: ${sum}. Missed last time: ${missed}. In the boxes that come back after 1, 2, 4, 8 and 16 days: ${known.join(", ")}.`
      : "Nothing has been answered yet.";
  }

  function save() {
    const href = URL.createObjectURL(new Blob([progress.written()], { type: "application/json" }));
    make("a", { href, download: "practice-progress.json" }).click();
    setTimeout(() => URL.revokeObjectURL(href));
  }

  async function add({ target }) {
    const [file] = target.files;
    if (!file) return;
    try {
      progress.add(await file.text());
      say(`The progress in ${file.name} was added.`);
      begin();
    } catch {
      say(`${file.name} holds no progress of this kind: choose a file that “Save to a file” has made.`);
    }
    target.value = "";
  }

  function forget() {
    if (!confirm("Forget which cards you know? A file that you saved stays as it is.")) return;
    progress.forget();
    say("Forgotten.");
    begin();
  }

  function say(words) {
    page.note.textContent = words;
    page.note.hidden = !words;
  }

  const inWords = (date) =>
    new Date(`${date}T12:00`).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });

  /** A list in an order that the seed decides (Fisher and Yates, with a linear congruential generator). */
  function shuffle(items, seed) {
    let state = [...seed].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)) >>> 0, 7);
    const below = (number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * number);
    };
    const mixed = [...items];
    for (let at = mixed.length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
    }
    return mixed;
  }

  postil.onPage(startPractice);
}
