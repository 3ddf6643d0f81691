// Addresses of passages: #p12, and #p12-p14 for several in a row. What an address names is marked and scrolled to.

{
  const RANGE = /^#p(\d+)(?:-p?(\d+))?$/;

  /** The passages of this page in order. */
  const passages = () => [...document.querySelectorAll(".passage")];
  const numberOf = (passage) => Number(passage.id.slice(1));

  /** Marks the passages from one number to another, and no others. */
  function mark(first, last) {
    for (const one of document.querySelectorAll(".passage.here")) one.classList.remove("here");
    const marked = passages().filter((one) => first <= numberOf(one) && numberOf(one) <= last);
    for (const one of marked) one.classList.add("here");
    return marked;
  }

  /** Follows the address. One that is written backwards is turned round; of one that leaves the text, what is there
      is shown, and a reader is told what the text has. */
  function follow() {
    const found = RANGE.exec(location.hash);
    if (!found || !document.querySelector(".passage")) return mark(1, 0);
    const [first, last] = [Number(found[1]), Number(found[2] || found[1])].sort((a, b) => a - b);
    const marked = mark(first, last);
    if (!marked.length) return elsewhere(first);
    if (found[2]) {
      marked[0].scrollIntoView();
      postil.say(`¶${numberOf(marked[0])}–${numberOf(marked.at(-1))}`, true);
    }
    return marked;
  }

  /** A passage that stands on another page of the text, or nowhere. */
  function elsewhere(number) {
    for (const chapter of document.querySelectorAll(".contents [data-first]")) {
      const { first, last } = chapter.dataset;
      if (first <= number && number <= last) return location.replace(chapter.href + location.hash);
    }
    const shown = passages().map(numberOf);
    return postil.say(`There is no ¶${number} here: this page has ¶${shown[0]} to ¶${shown.at(-1)}.`);
  }

  /** The link of a citation of several passages leads to the first, since no element has such an id. */
  function widen() {
    for (const link of document.querySelectorAll("a.cite[data-to]")) {
      if (!link.hash.includes("-")) link.hash += `-${link.dataset.to}`;
    }
  }

  postil.markPassages = mark;
  document.documentElement.classList.add("follows-passages");
  window.addEventListener("hashchange", follow);
  postil.onPage(() => {
    widen();
    follow();
  });
}
