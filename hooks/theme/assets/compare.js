// Any two or three terms side by side, from the data that the page holds; the choice lives in the address.
{
  function startCompare() {
    const form = document.querySelector(".compare-choice");
    if (!form) return;
    const data = JSON.parse(document.getElementById("compare-data").textContent);
    const selects = [...form.querySelectorAll("select")];
    for (const select of selects) {
      for (const [id, term] of Object.entries(data.terms)) select.add(new Option(term.title, id));
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => {
      const chosen = choice(selects);
      const query = chosen.map((id) => `t=${encodeURIComponent(id)}`).join("&");
      history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
      show(data, chosen, []);
    });
    const asked = [...new Set(new URLSearchParams(location.search).getAll("t"))];
    const known = asked.filter((id) => Object.hasOwn(data.terms, id)).slice(0, selects.length);
    known.forEach((id, at) => { selects[at].value = id; });
    show(data, known, asked.filter((id) => !known.includes(id)));
  }

  function choice(selects) {
    return [...new Set(selects.map((select) => select.value).filter(Boolean))];
  }

  function show(data, ids, refused) {
    const said = refused.map((id) => Object.hasOwn(data.terms, id) ? `Three terms at most: “${id}” is left out.` : `There is no term “${id}”.`);
    const made = document.querySelector(".compare-made");
    made.replaceChildren();
    if (ids.length < 2) said.push("Choose two terms.");
    else {
      made.append(table(data, ids));
      const prepared = data.comparisons.filter((one) => ids.every((id) => one.terms.includes(id)));
      for (const one of prepared) made.append(element("p", "Prepared: ", link(one.title, one.url)));
    }
    document.querySelector(".compare-choice output").textContent = said.join(" ");
  }

  function table(data, ids) {
    const head = element("tr", element("th", "Aspect"), ...ids.map((id) => element("th", link(data.terms[id].title, data.terms[id].url))));
    head.querySelectorAll("th").forEach((cell) => { cell.scope = "col"; });
    const rows = data.aspects.map((aspect) => row(data, ids, aspect, (id) => data.terms[id].rows[aspect]));
    rows.push(row(data, ids, data.relations, (id) => relations(data, id, ids)));
    rows.push(row(data, ids, data.together, (id) => together(data, id, ids)));
    const body = element("tbody", ...rows);
    body.className = "derived";
    const made = element("table", element("thead", head), body);
    made.className = "comparison";
    return made;
  }

  function row(data, ids, aspect, cellOf) {
    const head = element("th", aspect);
    head.scope = "row";
    const cells = ids.map((id) => {
      const found = cellOf(id);
      const made = element("td", found.length ? element("ul", ...found.map(item)) : none());
      made.dataset.term = id;
      made.dataset.name = data.terms[id].title;
      return made;
    });
    return element("tr", head, ...cells);
  }

  function relations(data, id, ids) {
    return data.terms[id].relations.filter(([, other]) => ids.includes(other) && other !== id)
      .map(([reads, other]) => [`${reads} `, data.terms[other].title, data.terms[other].url, ""]);
  }

  function together(data, id, ids) {
    return ids.filter((other) => other !== id).flatMap((other) => {
      const shared = Object.entries(data.terms[id].passages).flatMap(([text, numbers]) => {
        const there = new Set(data.terms[other].passages[text] || []);
        return numbers.filter((number) => there.has(number)).map((number) => [text, number]);
      });
      return shared.slice(0, data.most).map(([text, number], at) => {
        const { siglum, pages } = data.texts[text];
        const [, , url] = pages.find(([first, last]) => first <= number && number <= last);
        const left = shared.length - data.most;
        return [
          ids.length > 2 && at === 0 ? `with ${data.terms[other].title}: ` : "",
          `${siglum}, ¶${number}`, `${url}#p${number}`,
          left > 0 && at === data.most - 1 ? ` and ${left} more` : "",
        ];
      });
    });
  }

  /** One link, or words without an address, with what stands before and behind. */
  function item([before, words, url, after]) {
    return element("li", before, url ? link(words, url) : words, after);
  }

  function link(words, url) {
    const made = element("a", words);
    made.href = url;
    return made;
  }

  function none() {
    const made = element("span", "none");
    made.className = "not-stated";
    return made;
  }

  function element(name, ...children) {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  }

  postil.onPage(startCompare);
}
