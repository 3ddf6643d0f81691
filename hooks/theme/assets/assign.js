// /assign/: an instructor picks readings, terms, comparisons and questions; the handout below follows each change, and
// the address keeps the choice. What an address says is shown as words only, never as markup.

{
  const made = postil.assignment;

  /** An element with words or other elements in it. */
  function el(name, attributes, ...content) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
    element.append(...content.filter(Boolean));
    return element;
  }

  class Assign {
    constructor(root) {
      this.root = root;
      this.form = root.querySelector("form");
      this.list = root.querySelector(".assign-readings");
      this.said = root.querySelector(".assign-said");
      this.byHand = root.querySelector(".assign-by-hand");
      this.data = JSON.parse(root.querySelector("#assign-data").textContent);
      this.refused = null; // the choice of an address that cannot be used, until something is done about it
      this.boxes = (name) => [...this.form.querySelectorAll(`[name=${name}][value]`)];
      const ids = (name) => new Set(this.boxes(name).map((box) => box.value));
      this.known = { texts: this.data.texts, terms: ids("k"), comparisons: ids("c"), questions: ids("q") };
      const zones = made.zones().map((zone) => el("option", { value: zone }));
      root.querySelector("datalist").append(...zones);
      this.form.elements.timezone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => this.changed());
      root.addEventListener("click", ({ target }) => {
        const button = target.closest("[data-do]");
        if (button) this.act(button.dataset.do, button);
      });
      this.begin();
    }

    begin() {
      const asked = made.fromQuery(location.search);
      if (asked) {
        const says = [...asked.wrong, ...made.problems(asked.choice, this.known).map((one) => one.says)];
        if (says.length) this.refuse(asked.choice, says);
        else this.fill(asked.choice);
      }
      this.show();
    }

    refuse(choice, says) {
      const box = this.root.querySelector(".assign-refused");
      box.querySelector("ul").replaceChildren(...says.map((one) => el("li", {}, one)));
      box.hidden = false;
      this.refused = choice;
    }

    /** Whatever of a refused address is still there. */
    rest() {
      const choice = this.refused;
      for (const { kind, item } of made.problems(choice, this.known)) {
        if (kind === "due") choice.due = null;
        else choice[kind] = choice[kind].filter((one) => one !== item);
      }
      this.fill(choice);
      this.changed();
      this.form.elements.title.focus();
    }

    // --- the form

    fill(choice) {
      const { title, note, due, timezone, time, date, week, day, before } = this.form.elements;
      [title.value, note.value] = [choice.title, choice.note];
      due.value = choice.due ? (choice.due.date ? "date" : "week") : "";
      if (choice.due?.date) [date.value, time.value, timezone.value] = [choice.due.date, choice.due.time, choice.due.timezone || timezone.value];
      else if (choice.due) [week.value, day.value] = [choice.due.week, choice.due.day];
      before.value = choice.due?.before ?? "";
      this.list.replaceChildren();
      choice.readings.forEach((reading) => this.add(reading));
      for (const [name, kind] of [["k", "terms"], ["c", "comparisons"], ["q", "questions"]]) {
        for (const box of this.boxes(name)) box.checked = choice[kind].includes(box.value);
      }
    }

    add(reading) {
      const item = this.root.querySelector("#assign-reading").content.firstElementChild.cloneNode(true);
      this.list.append(item);
      const [text, part, from, to, why] = this.fields(item);
      if (reading) text.value = reading.text;
      this.parts(item);
      if (reading) {
        part.value = reading.chapter ? `~${reading.chapter}` : reading.from ? "passages" : "";
        if (reading.from) [from.value, to.value] = [reading.from, reading.to];
        why.value = reading.why;
      }
      text.addEventListener("change", () => {
        this.parts(item);
        this.changed();
      });
      return text;
    }

    fields(item) {
      return ["text", "part", "from", "to", "why"].map((name) => item.querySelector(`[name=${name}]`));
    }

    /** The parts of the text that a reading names. */
    parts(item) {
      const [text, part, from, to] = this.fields(item);
      const { chapters, words } = this.data.texts[text.value];
      part.replaceChildren(
        new Option("the whole text", ""),
        new Option("passages", "passages"),
        ...chapters.map(([id, title]) => new Option(title, `~${id}`)),
      );
      [from.value, to.value, from.max, to.max] = [1, words.length, words.length, words.length];
    }

    choice() {
      const { title, note, due, timezone, time, date, week, day, before } = this.form.elements;
      const beforeWhat = made.line(before.value);
      const whens = {
        week: { week: Number(week.value), day: day.value, before: beforeWhat },
        date: { date: date.value, time: time.value, timezone: time.value && timezone.value.trim(), before: beforeWhat },
      };
      const chosen = (name) => this.boxes(name).filter((box) => box.checked).map((box) => box.value);
      return {
        title: made.line(title.value),
        note: made.clean(note.value).trim(),
        due: whens[due.value] ?? null,
        readings: [...this.list.children].map((item) => this.reading(item)),
        terms: chosen("k"),
        comparisons: chosen("c"),
        questions: chosen("q"),
      };
    }

    reading(item) {
      const [text, part, from, to, why] = this.fields(item);
      const range = part.value === "passages" && { from: Number(from.value), to: Number(to.value) };
      const chapter = part.value.startsWith("~") && { chapter: part.value.slice(1) };
      return { text: text.value, why: made.line(why.value), ...range, ...chapter };
    }

    // --- what follows from it

    changed() {
      this.refused = null;
      this.root.querySelector(".assign-refused").hidden = true;
      const { ready, choice } = this.show();
      if (!ready) return;
      try {
        history.replaceState(history.state, "", made.toQuery(choice));
      } catch {
        // a page that was opened from a folder keeps its address
      }
    }

    show() {
      const choice = this.choice();
      const wrong = made.problems(choice, this.known);
      const lacks = [!choice.title && "a title", !choice.readings.length && "a reading"].filter(Boolean);
      const ready = !wrong.length && !lacks.length && !this.refused;
      const says = [...(lacks.length ? [`Still needed: ${lacks.join(" and ")}.`] : []), ...wrong.map((one) => one.says)];
      this.lists(choice);
      this.root.querySelector(".assign-problems").replaceChildren(...says.map((one) => el("li", {}, one)));
      for (const button of this.root.querySelectorAll(".assign-actions button")) {
        button.disabled = !ready || (button.dataset.do === "ics" && !choice.due?.date);
      }
      this.said.textContent = "";
      this.byHand.hidden = true;
      this.root.querySelector(".handout").replaceChildren(...(this.refused ? [] : this.handout(choice, wrong)));
      return { ready, choice };
    }

    /** Which fields there are, and which terms and questions the readings bring with them. */
    lists(choice) {
      const { due, find, all } = this.form.elements;
      for (const one of this.form.querySelectorAll("[data-due]")) one.hidden = !due.value || !one.dataset.due.split(" ").includes(due.value);
      for (const [at, item] of [...this.list.children].entries()) {
        const part = item.querySelector("[name=part]").value;
        item.querySelector("[data-part]").hidden = part !== "passages";
        item.querySelector("[data-do=up]").hidden = !at;
        item.querySelector("legend").textContent = `Reading ${at + 1}`;
        item.querySelector("output").textContent = this.size([choice.readings[at]]);
      }
      const wanted = find.value.trim().toLowerCase();
      let shown = 0;
      for (const box of this.boxes("k")) {
        const fits = wanted ? box.parentElement.textContent.toLowerCase().includes(wanted) : all.checked || this.mentions(box.value, choice.readings);
        box.closest("li").hidden = !fits && !box.checked;
        if (!box.closest("li").hidden) shown += 1;
      }
      this.form.querySelector(".assign-find output").textContent = `${shown} of ${this.known.terms.size} terms`;
      for (const group of this.form.querySelectorAll("[data-text]")) {
        const read = choice.readings.some(({ text }) => text === group.dataset.text || text === `${group.dataset.text}/original`);
        group.hidden = !read && !group.querySelector(":checked") && choice.readings.length > 0;
      }
    }

    mentions(term, readings) {
      const found = this.data.mentions[term];
      return readings.some((reading) => this.numbers(reading).some((number) => found[reading.text]?.includes(number)));
    }

    /** The numbers of the passages that a reading names; none where it names what is not there. */
    numbers({ text: id, from, to, chapter }) {
      const text = this.data.texts[id];
      if (!text) return [];
      const span = chapter ? text.chapters.find(([one]) => one === chapter)?.slice(2) : from === undefined ? [1, text.words.length] : [from, to];
      const [first, last] = span ?? [1, 0];
      return text.words.map((_, at) => at + 1).slice(first - 1, Math.max(first - 1, last));
    }

    size(readings) {
      const read = new Map();
      for (const one of readings) for (const number of this.numbers(one)) read.set(`${one.text} ${number}`, this.data.texts[one.text].words[number - 1]);
      const words = [...read.values()].reduce((sum, one) => sum + one, 0);
      const [long, quick] = this.data.pace.map((pace) => Math.max(1, Math.ceil(words / pace)));
      const minutes = quick < long ? `${quick}–${long} minutes` : `${long} ${long > 1 ? "minutes" : "minute"}`;
      return words ? `${words.toLocaleString("en")} words, ${minutes}` : "";
    }

    // --- the handout

    handout(choice, wrong) {
      const { title, note, due, readings, terms, comparisons, questions } = choice;
      const section = (heading, ...content) => [el("h4", {}, heading), ...content];
      const facts = [due && !wrong.some(({ kind }) => kind === "due") && `Due ${this.when(due)}`, this.size(readings)].filter(Boolean);
      const box = (name, id) => this.boxes(name).find(({ value }) => value === id);
      const words = (one) => [...one.parentElement.querySelector("span").cloneNode(true).childNodes];
      return [
        el("p", { class: "handout-name", "aria-hidden": "true" }, "Name"),
        el("h3", {}, title || "Untitled"),
        facts.length && el("p", { class: "assignment-facts" }, facts.join(" · ")),
        ...note.split(/\n\s*\n/).filter(Boolean).map((part) => el("p", { class: "handout-note" }, part)),
        ...(readings.length ? section("Read", el("ol", { class: "readings" }, ...readings.map((one) => this.listed(one)))) : []),
        ...(terms.length ? section("Key terms", el("dl", { class: "key-terms handout-terms" }, ...terms.map((id) => this.defined(box("k", id))))) : []),
        ...(comparisons.length
          ? section("Compare", el("ul", { class: "handout-comparisons" }, ...comparisons.map((id) => el("li", {}, el("a", { href: box("c", id).dataset.address }, ...words(box("c", id)))))))
          : []),
        ...(questions.length ? section("Questions", el("ol", { class: "asked" }, ...questions.map((id) => this.asked(box("q", id), words)))) : []),
      ].filter(Boolean);
    }

    when({ date, time, timezone, week, day, before }) {
      const rest = before ? `, before ${before}` : "";
      if (!date) return `in week ${week}${day && `, ${day}`}${rest}`;
      const words = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${date}T00:00Z`));
      return words + (time && `, ${time} (${timezone.replaceAll("_", " ")})`) + rest;
    }

    listed(reading) {
      const text = this.data.texts[reading.text];
      const numbers = this.numbers(reading);
      const [first, last] = [numbers[0], numbers.at(-1)];
      const whole = numbers.length === text.words.length;
      const page = text.pages.find(([from, to]) => from <= first && first <= to)?.[2] ?? text.address;
      const hash = whole ? "" : first === last ? `#p${first}` : `#p${first}-p${last}`;
      const [, chapter] = text.chapters.find(([id]) => id === reading.chapter) ?? [];
      const span = `¶${first}${last > first ? `–${last}` : ""}`;
      const facts = [chapter ? `“${chapter}”, ${span}` : whole ? "the whole text" : numbers.length && span, this.size([reading])];
      return el(
        "li", {},
        el("p", { class: "reading-title" }, el("a", { href: whole ? text.address : page + hash }, text.title)),
        el("p", { class: "texts-by" }, text.by),
        reading.why && el("p", { class: "reading-why" }, reading.why),
        el("p", { class: "texts-facts" }, facts.filter(Boolean).join(" · ")),
      );
    }

    defined(box) {
      const definition = box.closest("li").querySelector(".definition");
      const title = box.parentElement.textContent.trim();
      return el("div", {}, el("dt", {}, el("a", { href: definition.dataset.address }, title)), el("dd", {}, ...definition.cloneNode(true).childNodes));
    }

    asked(box, words) {
      const { kind, siglum } = box.dataset;
      const lines = Array.from({ length: this.data.lines[kind] }, () => el("i", {}));
      return el("li", {}, el("p", {}, ...words(box), " ", el("span", { class: "texts-facts" }, `${kind} · ${siglum}`)), el("div", { class: "write-on", "aria-hidden": "true" }, ...lines));
    }

    // --- what buttons do

    act(what, button) {
      const choice = this.choice();
      const address = new URL(made.toQuery(choice), location.href.replace(/[?#].*/, "")).href;
      const references = () => made.references(choice, this.data.texts, location.href);
      const name = made.slug(choice.title);
      const save = (kind, type, content) => this.save(`${name}.${kind}`, type, content);
      const item = button.closest("li");
      const actions = {
        add: () => {
          const field = this.add();
          this.changed();
          field.focus();
        },
        up: () => {
          item.previousElementSibling.before(item);
          this.changed();
          item.querySelector("[data-do=remove]").focus(); // the first has no way up
        },
        remove: () => {
          const next = item.nextElementSibling ?? item.previousElementSibling;
          item.remove();
          this.changed();
          (next?.querySelector("[name=text]") ?? this.root.querySelector("[data-do=add]")).focus();
        },
        rest: () => this.rest(),
        link: () => this.copy(address, "Link copied"),
        markdown: () => this.copy(made.markdown(choice), `Copied. Save it as docs/assignments/${name}.md`),
        print: () => window.print(),
        file: () => save("md", "text/markdown", made.markdown(choice)),
        ics: () => save("ics", "text/calendar", made.calendar(choice, address)),
        bib: () => save("bib", "application/x-bibtex", made.bibtex(references())),
        ris: () => save("ris", "application/x-research-info-systems", made.ris(references())),
        json: () => save("json", "application/vnd.citationstyles.csl+json", JSON.stringify(references(), null, 2)),
      };
      actions[what]();
    }

    async copy(text, done) {
      this.byHand.hidden = true;
      try {
        await navigator.clipboard.writeText(text);
        this.said.textContent = done;
      } catch {
        this.byHand.hidden = false;
        this.byHand.value = text;
        this.byHand.select();
        this.said.textContent = "Copy this text by hand";
      }
    }

    save(name, type, content) {
      const href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
      el("a", { href, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(href), 1000);
      this.said.textContent = `Saved as ${name}`;
    }
  }

  postil.onPage(() => {
    const root = document.querySelector(".assign");
    if (root) new Assign(root);
  });
}
