// What /assign/ makes of a choice: its address, its Markdown file, a calendar, lists of references. No page is touched
// here. A choice is { title, note, due, readings, terms, comparisons, questions }; what is read of a text is
// { text, why } with nothing else (all of it), a `chapter`, or `from` and `to`; a due date is null, { date, time,
// timezone, before } or { week, day, before }.

{
  const VERSION = "1";
  const NAMES = ["v", "title", "note", "due", "before", "r", "why", "k", "c", "a"]; // "q" and "h" are Material's own
  const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

  // --- address

  /** A choice as the query of an address, "?v=1&r=harbour.1-2&…". */
  function toQuery(choice) {
    const { due } = choice;
    const parts = [["v", VERSION]];
    const add = (name, value) => value && parts.push([name, value]);
    add("title", choice.title);
    if (due?.date) add("due", due.date + (due.time && `T${due.time}`) + (due.timezone && `@${due.timezone}`));
    else if (due) add("due", String(due.week) + (due.day && `.${due.day}`));
    add("before", due?.before);
    add("r", choice.readings.map(({ text, from, to, chapter }) => (chapter ? `${text}~${chapter}` : from ? `${text}.${from}-${to}` : text)).join(","));
    if (choice.readings.some(({ why }) => why)) choice.readings.forEach(({ why }) => parts.push(["why", why]));
    add("k", choice.terms.join(","));
    add("c", choice.comparisons.join(","));
    add("a", choice.questions.map((id) => id.replace("#", ".")).join(","));
    add("note", choice.note);
    const plain = (value) => encodeURIComponent(value).replace(/%(20|2C|2F|3A|40)/g, (_, code) => ({ 20: "+", "2C": ",", "2F": "/", "3A": ":", 40: "@" })[code]);
    return "?" + parts.map(([name, value]) => `${name}=${plain(value)}`).join("&");
  }

  /** The choice of a query, and what in it cannot be read; null where it says nothing to us (others put theirs into
   *  addresses, too). Whether what it names exists is for `problems` to say. */
  function fromQuery(query) {
    const asked = new URLSearchParams(query);
    if (!NAMES.some((name) => asked.has(name))) return null;
    const wrong = [];
    const version = asked.get("v");
    if (version !== VERSION) {
      wrong.push(version ? `It is written in version ${version} of these addresses; this page reads version ${VERSION}.` : `It does not say its version, “v=${VERSION}”.`);
    }
    const list = (name) => (asked.get(name) ?? "").split(",").filter(Boolean);
    const whys = asked.getAll("why");
    const readings = list("r").map((written, at) => {
      const [, text, from, to, chapter] = /^([^.~]+)(?:\.(\d{1,6})-(\d{1,6})|~(.+))?$/.exec(written) ?? [];
      if (!text) wrong.push(`“${written}” is no reading.`);
      return text && { text, why: line(whys[at] ?? ""), ...(chapter && { chapter }), ...(from && { from: Number(from), to: Number(to) }) };
    });
    const choice = {
      title: line(asked.get("title") ?? ""),
      note: clean(asked.get("note") ?? ""),
      due: null,
      readings: readings.filter(Boolean),
      terms: list("k"),
      comparisons: list("c"),
      questions: list("a").map((id) => id.replace(/\.(\d+)$/, "#$1")),
    };
    const due = asked.get("due");
    const before = line(asked.get("before") ?? "");
    const [, date, time = "", timezone = ""] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?(?:@(.+))?$/.exec(due ?? "") ?? [];
    const [, week, day = ""] = /^(\d{1,2})(?:\.(\w+))?$/.exec(due ?? "") ?? [];
    if (date) choice.due = { date, time, timezone, before };
    else if (week) choice.due = { week: Number(week), day, before };
    else if (due) wrong.push(`“${due}” is no due date.`);
    return { choice, wrong };
  }

  // --- what is wrong with it

  /** What of a choice does not exist, in sentences; with each what to take out of the choice. `known` has the texts of
   *  the page and the ids of its terms, comparisons and questions. */
  function problems(choice, known) {
    const found = [];
    const add = (kind, item, says) => found.push({ kind, item, says });
    for (const reading of choice.readings) {
      const says = readingProblem(reading, known.texts[reading.text]);
      if (says) add("readings", reading, says);
    }
    for (const [kind, noun] of [["terms", "term"], ["comparisons", "comparison"], ["questions", "question"]]) {
      for (const id of choice[kind]) if (!known[kind].has(id)) add(kind, id, `There is no ${noun} “${id}” here any more.`);
    }
    const says = choice.due && dueProblem(choice.due);
    if (says) add("due", choice.due, says);
    return found;
  }

  function readingProblem({ text: id, from, to, chapter }, text) {
    if (!text) return `There is no text “${id}” here any more.`;
    const last = text.words.length;
    if (chapter && !text.chapters.some(([one]) => one === chapter)) return `${text.siglum} has no chapter “${chapter}” any more.`;
    if (chapter || from === undefined) return last ? "" : `${text.siglum} has no passages.`;
    if (!from || !to || Math.max(from, to) > last) return `${text.siglum} has ¶1 to ¶${last}, and not ¶${from || "?"} to ¶${to || "?"}.`;
    return from > to ? `The passages of ${text.siglum} go backwards, from ¶${from} to ¶${to}.` : "";
  }

  function dueProblem({ date, time, timezone, week, day }) {
    if (week !== undefined) {
      if (!(week >= 1 && week <= 99)) return "A week of the course is a number from 1 to 99.";
      return day && !DAYS.includes(day) ? `“${day}” is no day of the week.` : "";
    }
    const days = new Date(`${date}T00:00Z`);
    if (!date || isNaN(days) || days.toISOString().slice(0, 10) !== date) return `“${date}” is no day of the calendar.`;
    if (time && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return `“${time}” is no time.`;
    if (time && !timezone) return "A time needs its time zone, like Europe/Berlin.";
    if (timezone && !time) return "A time zone needs a time.";
    return timezone && !isZone(timezone) ? `“${timezone}” is no time zone; one is Europe/Berlin.` : "";
  }

  /** A name of the IANA list in its own capitals: Postil's own reader takes no other. */
  function isZone(name) {
    try {
      new Intl.DateTimeFormat("en", { timeZone: name });
    } catch {
      return false;
    }
    const alike = zones().find((one) => one.toLowerCase() === name.toLowerCase());
    return name === "UTC" || (alike ? alike === name : /^[A-Z]\w+(\/[A-Z][\w+-]*)+$/.test(name));
  }

  const zones = () => Intl.supportedValuesOf?.("timeZone") ?? [];

  // --- files

  /** One line of words, without what YAML would not keep. */
  function line(text) {
    return clean(text).replace(/\s+/g, " ").trim();
  }

  function clean(text) {
    return text.replace(/\r\n?/g, "\n").replace(/[\0-\x08\x0B-\x1F\x7F-\x9F\u2028\u2029\uFFFE\uFFFF]|\p{Surrogate}/gu, " ");
  }

  /** The file for docs/assignments/: see "An assignment" among the formats. JSON's strings are YAML's. */
  function markdown({ title, note, due, readings, terms, comparisons, questions }) {
    const before = due?.before && `before: ${JSON.stringify(due.before)}`;
    const fields = due?.date
      ? [`date: ${due.date}`, due.time && `time: ${due.time}, timezone: ${due.timezone}`, before]
      : due && [`week: ${due.week}`, due.day && `day: ${due.day}`, before];
    const reading = ({ text, from, to, chapter, why }) =>
      [`text: ${text}`, chapter && `chapter: ${JSON.stringify(chapter)}`, from && `from: ¶${from}, to: ¶${to}`, why && `why: ${JSON.stringify(why)}`];
    const flow = (parts) => `{${parts.filter(Boolean).join(", ")}}`;
    const lists = Object.entries({ terms, comparisons, questions }).filter(([, ids]) => ids.length);
    return [
      "---",
      `title: ${JSON.stringify(title)}`,
      ...(fields ? [`due: ${flow(fields)}`] : []),
      "readings:",
      ...readings.map((one) => `  - ${flow(reading(one))}`),
      ...lists.map(([name, ids]) => `${name}: [${ids.join(", ")}]`),
      "---",
      ...(note ? [note] : []),
      "",
    ].join("\n");
  }

  /** The name of a file, without its ending. */
  function slug(title) {
    return title.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "assignment";
  }

  /** The due date as a calendar (RFC 5545), or "" where it is no day of the calendar. A time is told in UTC. */
  function calendar({ title, due }, address, now = new Date()) {
    if (!due?.date) return "";
    const digits = (date) => date.toISOString().replace(/[-:]|\.\d+/g, "");
    const start = due.time ? `:${digits(instant(due))}` : `;VALUE=DATE:${due.date.replaceAll("-", "")}`;
    const text = (words) => words.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
    const summary = `Due: ${title}${due.before ? ` (before ${due.before})` : ""}`;
    const lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Postil//Assignment//EN", "BEGIN:VEVENT",
      `UID:${slug(title)}-${due.date}@postil.invalid`, `DTSTAMP:${digits(now)}`, `DTSTART${start}`,
      `SUMMARY:${text(summary)}`, `URL:${address}`, "END:VEVENT", "END:VCALENDAR", "",
    ];
    return lines.map(folded).join("\r\n");
  }

  /** No line of a calendar is longer than 75 bytes. */
  function folded(whole) {
    let out = "", length = 0;
    for (const char of whole) {
      const bytes = new TextEncoder().encode(char).length;
      if (length + bytes > 74) [out, length] = [`${out}\r\n `, 1];
      out += char;
      length += bytes;
    }
    return out;
  }

  /** The moment of a local time in a zone: as if it were UTC, less what the zone's clock shows beyond UTC then. */
  function instant({ date, time, timezone }) {
    const wanted = Date.parse(`${date}T${time}Z`);
    const shown = (moment) => {
      const format = new Intl.DateTimeFormat("sv", { timeZone: timezone, dateStyle: "short", timeStyle: "medium" });
      return Date.parse(`${format.format(moment).replace(" ", "T")}Z`);
    };
    const first = wanted - (shown(wanted) - wanted);
    return new Date(first - (shown(first) - wanted));
  }

  // --- references

  /** What is read of a text, in words for a reference. */
  function part({ from, to, chapter }, text) {
    const [, title] = text.chapters.find(([id]) => id === chapter) ?? [];
    return title ? `“${title}”` : from ? `¶${from}${to > from ? `–${to}` : ""}` : "";
  }

  /** The texts that are read as CSL-JSON, each once; `note` tells what of it. Addresses are those of this site. */
  function references({ readings }, texts, base) {
    const parts = new Map();
    for (const one of readings) parts.set(one.text, [...(parts.get(one.text) ?? []), part(one, texts[one.text])]);
    return [...parts].map(([id, read]) => {
      const { csl, address } = texts[id];
      const url = csl.URL === "{url}" ? new URL(address, base).href : csl.URL;
      return { ...csl, ...(url && { URL: url }), ...(read.every(Boolean) && { note: `Read ${read.join("; ")}` }) };
    });
  }

  const isoDate = ({ issued }) => (issued?.["date-parts"][0] ?? []).map((number) => String(number).padStart(2, "0"));
  const named = ({ author = [] }) => author.map(({ family, given, literal }) => ({ family, given, literal }));

  function bibtex(items) {
    const kinds = { "article-journal": "article", report: "techreport" };
    const tex = (text) => String(text).replace(/[\\{}&%$#_~^]/g, (sign) => ({ "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" })[sign] ?? `\\${sign}`);
    return items.map((item) => {
      const [year, month, day] = isoDate(item);
      const authors = named(item).map(({ family, given, literal }) => (literal ? `{${tex(literal)}}` : `${tex(family)}, ${tex(given)}`));
      const fields = {
        author: authors.join(" and "), title: `{${tex(item.title)}}`, year, month: month && String(Number(month)), day: day && String(Number(day)),
        [item.type === "article-journal" ? "journal" : "howpublished"]: tex(item["container-title"] ?? ""), number: tex(item.issue ?? ""),
        institution: tex(item.publisher ?? ""), url: item.URL, note: tex(item.note ?? ""), language: item.language,
      };
      const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
      return `@${kinds[item.type] ?? "misc"}{${item.id.replace(/[^\w-]/g, "-")},\n${lines.join(",\n")}\n}\n`;
    }).join("\n");
  }

  function ris(items) {
    const kinds = { "article-journal": "JOUR", report: "RPRT" };
    return items.map((item) => {
      const date = isoDate(item);
      const fields = [
        ["TY", kinds[item.type] ?? "ELEC"], ["ID", item.id], ["TI", item.title],
        ...named(item).map(({ family, given, literal }) => ["AU", literal ?? `${family}, ${given}`]),
        ["PY", date[0]], ["DA", date.length && [...date, "", ""].slice(0, 3).join("/") + "/"], ["T2", item["container-title"]],
        ["IS", item.issue], ["PB", item.publisher], ["LA", item.language], ["UR", item.URL], ["N1", item.note],
      ];
      const lines = fields.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}`);
      return [...lines, "ER  - ", ""].join("\r\n");
    }).join("\r\n");
  }

  postil.assignment = { bibtex, calendar, clean, fromQuery, line, markdown, part, problems, references, ris, slug, toQuery, zones };
}
