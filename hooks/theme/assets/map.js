// The map: hover and focus show a term's neighbours, and a filter by kind and text.
{
  function startMap() {
    const nodes = [...document.querySelectorAll(".map .map-node")];
    if (!nodes.length) return;
    const lines = [...document.querySelectorAll(".map .map-line")];
    for (const node of nodes) {
      for (const type of ["pointerenter", "focus"]) node.addEventListener(type, () => show(node));
      for (const type of ["pointerleave", "blur"]) node.addEventListener(type, () => show(null));
    }
    const form = document.querySelector(".map-filter");
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => show(null));

    function show(centre) {
      const { kind, text } = form.elements;
      const wanted = new Set(nodes.filter((node) => fits(node, kind.value, text.value)).map((node) => node.dataset.id));
      const near = new Set(centre ? [centre.dataset.id] : []);
      for (const line of lines) {
        const { one, two } = line.dataset;
        const touches = centre && (one === centre.dataset.id || two === centre.dataset.id);
        if (touches) near.add(one).add(two);
        line.classList.toggle("near", Boolean(touches));
        line.classList.toggle("away", !(wanted.has(one) && wanted.has(two)) || Boolean(centre && !touches));
      }
      for (const node of nodes) {
        const { id } = node.dataset;
        node.classList.toggle("away", !wanted.has(id) || Boolean(centre && !near.has(id)));
      }
      const filtered = kind.value || text.value;
      form.querySelector("output").textContent = filtered ? `${wanted.size} of ${new Set(nodes.map((node) => node.dataset.id)).size} terms` : "";
    }
  }

  function fits(node, kind, text) {
    return (!kind || node.dataset.kind === kind) && (!text || node.dataset.texts.split(" ").includes(text));
  }

  postil.onPage(startMap);
}
