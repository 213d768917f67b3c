// Keys: g and a letter goes to a page, / to the first filter, j and k through rows, Enter opens one, ? shows them.
let went = 0;
const rows = () => [...document.querySelectorAll("#main tbody tr a.row, #main .card a.row")];
const step = (by) => {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))].focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea")) return;
  if (Date.now() - went < 1500) {
    went = 0;
    const way = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
    if (way) {
      event.preventDefault();
      way.click();
      return;
    }
  }
  switch (event.key) {
    case "g":
      went = Date.now();
      break;
    case "/": {
      const field = document.querySelector("#main form input");
      if (field) {
        event.preventDefault();
        field.focus();
      }
      break;
    }
    case "j":
      step(1);
      break;
    case "k":
      step(-1);
      break;
    case "?":
      document.getElementById("keys")?.showModal();
      break;
  }
});

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.ask;
  if (question && !confirm(question)) event.preventDefault();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const before = button.textContent;
  button.textContent = "copied";
  setTimeout(() => (button.textContent = before), 1500);
});

for (const choice of document.querySelectorAll("select[data-go]")) {
  choice.addEventListener("change", () => location.assign(`/dashboard/p/${encodeURIComponent(choice.value)}`));
}
