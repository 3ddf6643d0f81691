// Postil's script: term cards and the glossary's filter. Everything it shows stands in the page already,
// so that find-in-page, print and a browser without script have the same words.

import { openCard } from "./cards.js";
import { startFilter } from "./filter.js";

document.addEventListener("click", (event) => {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const term = event.target.closest("a.term");
  if (term && openCard(term)) event.preventDefault();
});

// Material replaces the page's content on instant navigation and says so through `document$`.
if (window.document$) window.document$.subscribe(startFilter);
else startFilter();
