// The glossary's filter: by words of a term's names or definition, and by kind.

{
  /** Shows the filter of a glossary page and listens to it. */
  function startFilter() {
    const form = document.querySelector(".glossary-filter");
    if (!form) return;
    form.hidden = false;
    const entries = [...document.querySelectorAll(".glossary-entry")].map((element) => ({
      element,
      kind: element.dataset.kind,
      words: plain(`${element.dataset.words} ${element.textContent}`),
    }));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => show(form, entries));
  }

  function show(form, entries) {
    const wanted = plain(form.elements.words.value).split(/\s+/).filter(Boolean);
    const kind = form.elements.kind.value;
    let count = 0;
    for (const entry of entries) {
      const fits = (!kind || entry.kind === kind) && wanted.every((word) => entry.words.includes(word));
      entry.element.hidden = !fits;
      if (fits) count += 1;
    }
    for (const letter of document.querySelectorAll(".letter")) {
      letter.hidden = !letter.querySelector(".glossary-entry:not([hidden])");
    }
    const filtered = wanted.length > 0 || Boolean(kind);
    document.querySelector(".kinds").hidden = filtered;
    form.querySelector("output").textContent = filtered ? `${count} of ${entries.length} terms` : "";
  }

  /** Any case, without accents. */
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  postil.onPage(startFilter);
}
