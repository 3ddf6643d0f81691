// The card of a note: its text from the end of the page.

postil.cards.kinds["a.footnote-ref"] = (note, link) => {
  const name = document.createElement("p");
  name.className = "term-here-name";
  name.append(Object.assign(document.createElement("a"), { href: link.hash, textContent: link.ariaLabel }));
  const words = note.cloneNode(true);
  for (const back of words.querySelectorAll(".footnote-backref")) back.remove();
  return [name, ...words.children];
};
