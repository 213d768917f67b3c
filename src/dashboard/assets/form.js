// The form of an endpoint: a filter is tried while it is written, on a sample and, when asked, on the last events.
// Whatever the server says of it is put in as text.
const form = document.querySelector("form[data-act]");
const [filter, verdict, button, tried] = ["filter", "verdict", "backtest", "backtested"].map((id) => document.getElementById(id));
const sample = ["type", "labels", "payload"].map((part) => [part, document.getElementById(`sample-${part}`)]);

const ask = async (act, fields) => {
  const answer = await fetch(`${form.dataset.act}/${act}`, { method: "POST", body: new URLSearchParams(fields), redirect: "error" });
  if (!answer.ok) throw new Error(answer.status === 401 ? "signed out" : "no answer");
  return answer.json();
};

const tell = (place, { state, words }) => {
  place.dataset.state = state;
  place.textContent = words;
};

let latest = 0;
const check = async () => {
  const number = ++latest;
  button.hidden = !filter.value.trim();
  if (!filter.value.trim()) return tell(verdict, { state: "calm", words: "Without a filter, every event of its types is received." });
  try {
    const fields = Object.fromEntries(sample.map(([part, field]) => [part, field.value]));
    const told = await ask("check-filter", { filter: filter.value, ...fields });
    if (number === latest) tell(verdict, told);
  } catch (error) {
    if (number === latest) tell(verdict, { state: "bad", words: `✖ It could not be tried: ${error.message}` });
  }
};

const links = (name, list) => {
  if (!list.length) return [];
  const line = document.createElement("p");
  line.append(`${name}: `);
  for (const { href, text } of list) {
    const way = document.createElement("a");
    way.href = href;
    way.textContent = text;
    line.append(way, " ");
  }
  return [line];
};

let waiting = 0;
for (const field of [filter, ...sample.map(([, field]) => field)]) {
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, 250);
  });
}

button.addEventListener("click", async () => {
  button.disabled = true;
  tried.hidden = false;
  try {
    const told = await ask("backtest-filter", { filter: filter.value, endpoint: form.dataset.endpoint });
    tell(tried, told);
    tried.append(...links("Would come anew", told.gained), ...links("Would not come any more", told.lost));
  } catch (error) {
    tell(tried, { state: "bad", words: `✖ It could not be tried: ${error.message}` });
  } finally {
    button.disabled = false;
  }
});

if (filter.value.trim()) check();
