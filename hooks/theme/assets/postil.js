// Postil's scripts. Everything they show stands in the page already, so that find-in-page, print and a browser
// without script have the same words. They are classic scripts, each in its own block, and not ES modules: a
// browser loads no module from a folder. What they share is the one object `postil`, which early.js has made.

/** Runs `start` on this page, and again where Material replaces the content on instant navigation. */
postil.onPage = (start) => {
  if (window.document$) window.document$.subscribe(start);
  else start();
};

// The last line of a printed page is its address.
window.postil.onPage(() => {
  const line = document.querySelector(".printed-address:empty");
  if (line && window.location.protocol !== "file:") line.textContent = window.location.href.split(/[?#]/)[0];
});
