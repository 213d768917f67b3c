// Looks again when the server says that something happened. Focus, scroll and open details stay where they are: the
// new page is merged into the old one. Paused by its button, by a form that is being filled, and in the background.
const box = document.getElementById("live");
const main = () => document.getElementById("main");
let paused = sessionStorage.getItem("live") === "paused";
let source = null;
let busy = false;

const inForm = () => {
  const at = document.activeElement;
  return (at && main().contains(at) && at.matches("input, select, textarea")) || isFilled();
};

// What was typed stays, also when the focus went elsewhere.
const isFilled = () =>
  [...main().querySelectorAll("form.form input, form.form textarea")].some((one) => one.type !== "hidden" && one.value !== one.defaultValue);

const look = async () => {
  if (busy || paused || document.hidden || inForm()) return;
  busy = true;
  try {
    const address = new URL(location.href);
    address.searchParams.delete("said");
    const answer = await fetch(address, { headers: { "hookit-live": "1" }, redirect: "error" });
    if (!answer.ok) return say(answer.status === 401 ? "signed out" : "no answer");
    const text = await answer.text();
    const open = new Set([...main().querySelectorAll("details[open][id]")].map((one) => one.id));
    await htmx.swap({ target: main(), text, select: "#main", swap: "outerMorph" });
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    say("");
  } catch {
    say("no answer");
  } finally {
    busy = false;
  }
};

const say = (trouble) => {
  box.dataset.state = trouble ? "lost" : paused ? "paused" : "live";
  box.querySelector("span").textContent = trouble || (paused ? "paused" : "live");
  box.setAttribute("aria-pressed", String(paused));
};

const listen = () => {
  source?.close();
  source = null;
  if (paused || document.hidden) return;
  source = new EventSource("/dashboard/live");
  source.addEventListener("news", look);
  source.addEventListener("open", () => say(""));
  source.addEventListener("error", () => say("no answer"));
};

if (box) {
  box.hidden = false;
  box.addEventListener("click", () => {
    paused = !paused;
    sessionStorage.setItem("live", paused ? "paused" : "live");
    say("");
    listen();
    look();
  });
  document.addEventListener("visibilitychange", () => {
    listen();
    look();
  });
  say("");
  listen();
}
