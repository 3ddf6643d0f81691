// Filters of lists that stand in the page: by words, and by what the items say of themselves (`data-kind`, `data-text`).

{
  /** Listens to the filters of a page. A form names its items in `data-filter`; each field but the words is an attribute
   *  of the item, or of what it stands in, that has to hold the chosen value. */
  function startFilters() {
    for (const form of document.querySelectorAll("form[data-filter]")) {
      const chosen = [...form.elements].filter((field) => field.localName === "select");
      const items = [...document.querySelectorAll(form.dataset.filter)].map((element) => ({
        element,
        values: chosen.map((field) => values(element, field.name)),
        words: plain(`${element.dataset.words ?? ""} ${element.textContent}`),
      }));
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", () => show(form, chosen, items));
    }
  }

  function values(element, name) {
    return element.closest(`[data-${name}]`)?.dataset[name].split(" ") ?? [];
  }

  function show(form, chosen, items) {
    const wanted = plain(form.elements.words?.value ?? "").split(/\s+/).filter(Boolean);
    const filtered = wanted.length > 0 || chosen.some((field) => field.value);
    const holders = new Set();
    let count = 0;
    for (const item of items) {
      const fits =
        chosen.every((field, at) => !field.value || item.values[at].includes(field.value)) &&
        wanted.every((word) => item.words.includes(word));
      item.element.hidden = !fits;
      if (fits) count += 1;
      if (item.element.id) marks(item.element.id).forEach((mark) => mark.classList.toggle("away", !fits));
      for (let at = item.element.parentElement; at && at.localName !== "article"; at = at.parentElement) holders.add(at);
    }
    for (const holder of holders) {
      if (holder.localName === "details") holder.open = filtered;
      if (holder.localName === "section") holder.hidden = !holder.querySelector(`:is(${form.dataset.filter}):not([hidden])`);
    }
    for (const rest of document.querySelectorAll(".unfiltered")) rest.hidden = filtered;
    form.querySelector("output").textContent = filtered ? `${count} of ${items.length} ${form.dataset.noun}` : "";
  }

  /** What stands for an item in a picture. */
  function marks(id) {
    return document.querySelectorAll(`[data-event="${CSS.escape(id)}"]`);
  }

  /** Any case, without accents. */
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  postil.onPage(startFilters);
}
