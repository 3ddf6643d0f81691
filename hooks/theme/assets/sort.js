// Sorting the rows of a comparison: by aspect, or by what stands in a column. The rows that Postil adds stay below.

{
  /** Listens to the choice of an order above each comparison of the page. */
  function startSorting() {
    for (const select of document.querySelectorAll(".sort select")) {
      const table = select.closest(".sort").nextElementSibling.querySelector("table");
      const body = table.querySelector("tbody.stated");
      const written = [...body.rows];
      select.addEventListener("change", () => {
        const at = select.value;
        body.append(...(at ? sorted(written, Number(at)) : written));
        [...table.tHead.rows[0].cells].forEach((head, number) => {
          if (at === String(number)) head.setAttribute("aria-sort", "ascending");
          else head.removeAttribute("aria-sort");
        });
      });
    }
  }

  /** The rows by the words of one column; cells of which nothing is stated come last. */
  function sorted(rows, at) {
    const words = new Map(rows.map((row) => [row, said(row.cells[at])]));
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    return [...rows].sort((one, two) => {
      const [a, b] = [words.get(one), words.get(two)];
      return !a - !b || order.compare(a, b);
    });
  }

  function said(cell) {
    return cell.querySelector(".not-stated") ? "" : cell.textContent.trim();
  }

  postil.onPage(startSorting);
}
