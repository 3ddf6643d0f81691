// A study page's answers: all at once, and which of them somebody has opened, for print shows these alone. Material
// opens every `details` when a page is printed, which makes `open` no sign of it.

{
  function startAnswers() {
    const list = document.querySelector("ol.questions");
    const answers = list ? [...list.querySelectorAll(".answer")] : [];
    if (!answers.length) return;
    const button = Object.assign(document.createElement("button"), { type: "button" });
    const allOpen = () => answers.every((one) => one.open);
    const name = () => {
      button.textContent = allOpen() ? "Hide all answers" : "Show all answers";
    };
    const show = (one, open) => {
      one.open = open;
      one.classList.toggle("is-shown", open);
    };
    button.addEventListener("click", () => {
      const open = !allOpen();
      for (const one of answers) show(one, open);
    });
    for (const one of answers) {
      one.addEventListener("toggle", name);
      one.firstElementChild.addEventListener("click", (event) => {
        event.preventDefault();
        show(one, !one.open);
      });
    }
    list.classList.add("is-watched");
    name();
    list.nextElementSibling.replaceChildren(button);
  }

  postil.onPage(startAnswers);
}
