// Which terms are marked: none, those that the edition marks, or all. A marked term is a link; no word moves.

{
  function startDensity() {
    const wanted = postil.terms();
    if (new URLSearchParams(location.search).has("terms")) keep("sessionStorage", wanted);
    mark(wanted);
    for (const choice of document.querySelectorAll(".density input")) choice.checked = choice.value === wanted;
  }

  function mark(wanted) {
    document.documentElement.dataset.terms = wanted;
    if (wanted === "all") document.querySelectorAll("span.mention").forEach(makeLink);
    for (const term of document.querySelectorAll("a.term")) {
      const marked = wanted === "all" || (wanted === "first" && !term.matches(".mention"));
      if (marked) term.href = `#term-${term.dataset.term}`;
      else term.removeAttribute("href");
    }
  }

  function makeLink(mention) {
    const link = document.createElement("a");
    link.className = "term mention";
    link.dataset.term = mention.dataset.term;
    link.append(...mention.childNodes);
    mention.replaceWith(link);
  }

  /** The reader's choice holds from now on, also against what an address asked for. */
  function choose(wanted) {
    keep("localStorage", wanted);
    keep("sessionStorage", wanted);
    const address = new URL(location);
    address.searchParams.delete("terms");
    history.replaceState(history.state, "", address);
    mark(wanted);
  }

  function keep(storage, wanted) {
    try {
      window[storage].setItem("postil.terms", wanted);
    } catch {
      // nothing is kept for this site: the choice holds on this page
    }
  }

  document.addEventListener("change", ({ target }) => target.matches(".density input") && choose(target.value));
  postil.onPage(startDensity);
}
