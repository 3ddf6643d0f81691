// Runs in the head of every page, before anything is painted: which terms are marked.

{
  const kept = (storage) => {
    try {
      return window[storage].getItem("postil.terms");
    } catch {
      return null; // a browser that keeps nothing for this site
    }
  };

  window.postil = {
    /** What the address asks for (`?terms=all`), else an earlier one of this visit, else what the reader chose. */
    terms() {
      const asked = new URLSearchParams(location.search).get("terms");
      const wishes = [asked, kept("sessionStorage"), kept("localStorage")];
      return wishes.find((one) => ["off", "first", "all"].includes(one)) ?? "first";
    },
  };
  document.documentElement.dataset.terms = window.postil.terms();
}
