// The demo's page: shows the scene as it is told, presses buttons. Text is only ever text: nothing is made of markup.
const id = (name) => document.getElementById(name);
const SVG = "http://www.w3.org/2000/svg";

const make = (name, text, more = {}) => {
  const one = document.createElement(name);
  if (text !== undefined && text !== null) one.textContent = text;
  for (const [key, value] of Object.entries(more)) one.setAttribute(key, value);
  return one;
};

const say = (name, text, is) => {
  const one = id(name);
  if (one.textContent !== text) one.textContent = text;
  if (is) one.dataset.is = is;
};

const money = (cents) => `${cents < 0 ? "−" : ""}$${(Math.abs(cents) / 100).toLocaleString("en-US", { minimumFractionDigits: 2 })}`;
const clock = (at) => (at ? new Date(at).toLocaleTimeString() : "");
const short = (text) => (text ? `${text.slice(0, 8)}…${text.slice(-6)}` : "");

// State: a glyph and a word, with a colour beside them.
const MOODS = { on: ["✔ on", "good"], slow: ["◔ slow", "warn"], failing: ["✖ answering 500", "bad"], off: ["✖ off", "bad"] };
const STATES = {
  pending: ["○ waiting", "warn"], in_flight: ["➤ being sent", "warn"], retrying: ["↻ will be tried again", "warn"],
  held: ["‖ held", "warn"], succeeded: ["✔ delivered", "good"], dead_lettered: ["✖ set aside", "bad"], cancelled: ["⊘ cancelled", "warn"],
};

let scene = null;
let skew = 0;
const until = (at) => {
  const left = (new Date(at) - (Date.now() + skew)) / 1000;
  return left <= 0 ? "now" : `in ${left.toFixed(0)} s`;
};

// Rows are kept by their key, so that focus stays where it is.
const rows = (body, items, key, fill) => {
  const known = new Map([...body.children].map((row) => [row.dataset.key, row]));
  items.forEach((item, place) => {
    const row = known.get(key(item)) ?? fill(null, item);
    known.delete(key(item));
    row.dataset.key = key(item);
    fill(row, item);
    if (body.children[place] !== row) body.insertBefore(row, body.children[place] ?? null);
  });
  for (const row of known.values()) row.remove();
};

const deliveryRow = (row, one) => {
  if (!row) {
    row = make("tr");
    for (const kind of ["", "state", "num", "", ""]) row.append(make("td", "", kind ? { class: kind } : {}));
    const look = make("button", "look", { type: "button", "aria-label": `Look at ${one.id}` });
    look.addEventListener("click", () => show(one.id));
    row.children[4].append(look);
    return row;
  }
  const [word, is] = STATES[one.status] ?? [one.status, "warn"];
  const texts = [short(one.id), word, String(one.attempt_count), one.next_attempt_at ? until(one.next_attempt_at) : ""];
  texts.forEach((text, place) => { if (row.children[place].textContent !== text) row.children[place].textContent = text; });
  row.children[1].dataset.is = is;
  return row;
};

const line = (row, text, is) => {
  row ??= make("li");
  if (row.textContent !== text) row.textContent = text;
  row.className = is ? `ink-${is}` : "";
  return row;
};

const bank = (name, one) => {
  say(`${name}-cents`, money(one.cents));
  const waiting = one.waiting ? `, ${one.waiting} on their way` : "";
  const right = one.drift_cents === 0;
  say(`${name}-drift`, right ? "✔ agrees with the event log" : `${one.waiting ? "◔" : "✖"} off by ${money(one.drift_cents)}${waiting}`, right ? "good" : one.waiting ? "warn" : "bad");
  const noticed = `${one.repeated} ${one.repeated === 1 ? "repetition" : "repetitions"} noticed`;
  const refused = `${one.refused} ${one.refused === 1 ? "forgery" : "forgeries"} refused`;
  say(`${name}-more`, `${one.booked} booked, ${noticed}, ${refused}`);
};

const chart = (seconds) => {
  const svg = id("feed-chart");
  const most = Math.max(10, ...seconds);
  seconds.forEach((count, place) => {
    let bar = svg.children[place];
    if (!bar) {
      bar = document.createElementNS(SVG, "rect");
      bar.setAttribute("x", String(place * 10));
      bar.setAttribute("width", "8");
      svg.append(bar);
    }
    const height = (count / most) * 56;
    bar.setAttribute("y", String(60 - height));
    bar.setAttribute("height", String(height));
  });
};

// One row of plain texts; the second has a state's colour.
const cells = (row, texts, is) => {
  if (!row) {
    row = make("tr");
    texts.forEach((_, place) => row.append(make("td", "", place === 1 ? { class: "state" } : {})));
    return row;
  }
  texts.forEach((text, place) => { if (row.children[place].textContent !== text) row.children[place].textContent = text; });
  row.children[1].dataset.is = is;
  return row;
};

const lease = (node) => {
  const left = Math.round((new Date(node.lease_until) - (Date.now() + skew)) / 1000);
  return node.alive ? `runs out in ${Math.max(left, 0)} s unless renewed` : `ended ${Math.max(-left, 0)} s ago`;
};

const drawNodes = (nodes) => {
  rows(id("nodes"), nodes.list, (one) => one.id, (row, one) => {
    const killed = one.alive && one.name === "node-2" && nodes.second === "dead";
    const [state, is] = killed ? ["✖ killed, lease still runs", "bad"] : one.alive ? ["✔ alive", "good"] : ["✖ gone", "bad"];
    return cells(row, [`${one.name} (${one.id.slice(-6)})`, state, lease(one)], is);
  });
  const had = nodes.killed;
  id("killed").hidden = !had;
  if (!had) return;
  const whole = had.delivered === had.published;
  say("killed-sum", `${whole ? "✔" : "◔"} ${had.published} messages, ${had.unknown} attempts became unknown, ${had.delivered} delivered${whole ? ": nothing is lost" : ""}`, whole ? "good" : "warn");
  rows(id("reports"), had.reports, (one) => one.id, (row, one) => {
    const [word, is] = STATES[one.status] ?? [one.status, "warn"];
    return cells(row, [short(one.id), word, one.owner ?? "–", one.attempts.map(([outcome, node]) => `${outcome} on ${node}`).join(", then ")], is);
  });
};

const draw = () => {
  if (!scene?.mailbox) return;
  const [mood, is] = MOODS[scene.receiver] ?? [scene.receiver, "warn"];
  say("mood", mood, is);
  say("mail-counts", `${scene.mailbox.taken} messages taken, ${scene.mailbox.refused} refused.`);
  say("dead", scene.dead === 1 ? "1 message is set aside." : `${scene.dead} messages are set aside.`);
  rows(id("deliveries"), scene.deliveries, (one) => one.id, deliveryRow);
  rows(id("mailbox"), scene.mailbox.messages, (one) => `${one.at}${one.delivery}`, (row, one) => {
    const seal = one.verified ? "✔ signature holds" : "✖ not from HookIt, refused";
    return line(row, `${clock(one.at)} ${one.type ?? "?"} ${one.attempt ? `try ${one.attempt}` : ""} ${seal}`, one.verified ? "good" : "bad");
  });
  drawNodes(scene.nodes ?? { list: [] });
  id("discord").hidden = !scene.discord;
  if (scene.discord) say("discord", `Alerts go to a Discord channel too, at most one in two seconds, and those of everybody who presses “Send a message”: of the newest ${scene.discord.all}, ${scene.discord.delivered} are delivered and ${scene.discord.waiting} wait.`);
  const [open, how] = MOODS[scene.banks] ?? [scene.banks, "warn"];
  say("banks", scene.banks === "on" ? "✔ open" : open, how);
  say("log", `${scene.log.trades} trades, ${money(scene.log.cents)}`);
  bank("a", scene.bank_a);
  bank("b", scene.bank_b);
  say("feed-total", String(scene.feed.total));
  say("feed-took", `From publishing to arriving: half within ${scene.feed.p50_ms ?? "–"} ms, 99 of 100 within ${scene.feed.p99_ms ?? "–"} ms.`);
  const price = scene.feed.newest;
  if (price) say("feed-newest", `newest: ${price.symbol} $${price.price} (${price.date})`);
  chart(scene.feed.seconds);
  rows(id("told"), scene.told, (one) => `${one.at}${one.text}`, (row, one) => line(row, `${clock(one.at)} ${one.failed ? "✖ " : ""}${one.text}`, one.failed ? "bad" : ""));
};

// Waits between attempts, each to one scale: a band from the shortest to the longest that jitter allows, a point for the real one.
const JITTER = 0.2;
const backoff = (attempts) => {
  const gaps = attempts.filter((one) => one.nominal_ms && one.gap_ms !== null);
  const place = make("figure");
  if (gaps.length === 0) return place;
  const most = Math.max(...gaps.map((one) => Math.max(one.nominal_ms * (1 + JITTER), one.gap_ms)));
  const x = (ms) => 40 + (ms / most) * 540;
  const svg = document.createElementNS(SVG, "svg");
  const part = (name, more, text) => {
    const one = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(more)) one.setAttribute(key, String(value));
    if (text) one.textContent = text;
    svg.append(one);
  };
  const high = gaps.length * 26 + 24;
  svg.setAttribute("viewBox", `0 0 600 ${high}`);
  svg.setAttribute("class", "backoff");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", gaps.map((one) => `before try ${one.number}: ${seconds(one.nominal_ms)} by the schedule, ${seconds(one.gap_ms)} measured`).join("; "));
  gaps.forEach((one, number) => {
    const y = number * 26 + 6;
    const [from, to] = [x(one.nominal_ms * (1 - JITTER)), x(one.nominal_ms * (1 + JITTER))];
    part("text", { x: 0, y: y + 12 }, `try ${one.number}`);
    part("line", { class: "wait", x1: 40, x2: x(one.gap_ms), y1: y + 8, y2: y + 8 });
    part("rect", { class: "band", x: from, width: to - from, y, height: 16 });
    part("line", { class: "nominal", x1: x(one.nominal_ms), x2: x(one.nominal_ms), y1: y, y2: y + 16 });
    part("circle", { class: "real", cx: x(one.gap_ms), cy: y + 8, r: 4 });
  });
  const step = Math.max(1, Math.ceil(most / 6_000)) * 1_000;
  for (let ms = 0; ms <= most; ms += step) part("text", { x: x(ms), y: high - 4, "text-anchor": ms ? "middle" : "start" }, `${ms / 1_000} s`);
  const sheet = make("div", null, { class: "sheet", tabindex: "0", role: "region", "aria-label": "Waits between attempts" });
  sheet.append(svg);
  place.append(sheet, make("figcaption", "Band: where jitter may put the next try. Line in it: the schedule. Point: when it really came.", { class: "soft" }));
  return place;
};

const block = (title, text) => {
  const part = make("details");
  part.append(make("summary", title), make("pre", text, { tabindex: "0" }));
  return part;
};

const table = (head, lines) => {
  const sheet = make("div", null, { class: "sheet", tabindex: "0", role: "region", "aria-label": "Attempts" });
  const all = make("table");
  const top = make("tr");
  head.forEach((text) => top.append(make("th", text, { scope: "col" })));
  const headPart = make("thead");
  headPart.append(top);
  const body = make("tbody");
  for (const cells of lines) {
    const row = make("tr");
    cells.forEach((text) => row.append(make("td", text)));
    body.append(row);
  }
  all.append(headPart, body);
  sheet.append(all);
  return sheet;
};

const pretty = (value) => JSON.stringify(value, null, 2);
const seconds = (ms) => (ms === null || ms === undefined ? "" : `${(ms / 1000).toFixed(2)} s`);

const show = async (delivery) => {
  const answer = await fetch(`/demo/hood/${encodeURIComponent(delivery)}`);
  const found = await answer.json();
  id("hood-none").textContent = answer.ok ? `${delivery}, as of ${clock(Date.now())}` : found.told;
  const place = id("hood-found");
  place.replaceChildren();
  if (answer.ok) {
    place.append(
      make("h3", "Attempts, and the gaps between them"),
      table(["Try", "Outcome", "Status", "Took", "Node", "Gap by the schedule (±20 %)", "Gap measured"], found.attempts.map((one) => [
        String(one.number), one.outcome, String(one.status ?? ""), `${one.ms ?? "?"} ms`, one.node ?? "", seconds(one.nominal_ms), seconds(one.gap_ms)])),
    );
    place.append(backoff(found.attempts));
    const request = found.request?.headers
      ? `${found.request.method} ${found.request.url}\n${found.request.headers.map((one) => `${one.name}: ${one.value ?? "(kept by HookIt)"}`).join("\n")}\n\n${found.request.body}` : "(gone)";
    place.append(block("The request", request));
    for (const one of found.received) {
      place.append(block(`As it arrived at ${clock(one.at)}: ${one.verified ? "both signatures hold" : "refused"}`, `${one.headers.map(([name, value]) => `${name}: ${value}`).join("\n")}\n\n${one.body}`));
    }
    for (const one of found.rows) place.append(block(`Row of the table ${one.table}`, pretty(one.row)));
  }
  id("hood").focus();
};

for (const button of document.querySelectorAll("button[data-act]")) {
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`/demo/act/${button.dataset.act}`, { method: "POST", headers: { "x-hookit-demo": "1" } });
      if (answer.status === 429) id("state").textContent = (await answer.json()).told;
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

const live = new EventSource("/demo/live");
live.addEventListener("message", (news) => {
  scene = JSON.parse(news.data);
  if (scene.now) skew = new Date(scene.now) - Date.now();
  id("state").textContent = "live";
  draw();
});
live.addEventListener("error", () => { id("state").textContent = "the demo does not answer; trying again …"; });
setInterval(draw, 1000);
