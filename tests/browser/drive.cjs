// Drives a real Chromium for the tests of the dashboard: reads what to do from standard input as JSON, does it, and
// writes what it saw as JSON. What any page did that no page may do is always among it.
const fs = require("node:fs");
const { chromium } = require("playwright-core");

const wanted = JSON.parse(fs.readFileSync(0, "utf8"));
const seen = { dialogs: [], reports: [], errors: [], requests: [], steps: [] };

const watch = (page) => {
  page.on("dialog", (dialog) => {
    // Questions before an act are ours; anything else comes from data.
    if (dialog.type() === "confirm" && wanted.confirms) return dialog.accept();
    seen.dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  page.on("console", (message) => {
    const text = message.text();
    if (/Content Security Policy|TrustedHTML|TrustedScript/i.test(text)) seen.reports.push(text);
    // A form that is refused is answered so, and shown again.
    else if (message.type() === "error" && !/status of 422/.test(text)) seen.errors.push(text);
  });
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== new URL(wanted.link).origin) seen.requests.push(request.url());
  });
};

// Elements that only data could have brought: our templates have none of these.
const foreign = () =>
  [...document.querySelectorAll("script:not([src^='/dashboard/assets/']), iframe, object, embed, base, link:not([href^='/dashboard/assets/']), img:not([src='/dashboard/assets/icon.svg']), [data-hostile], marquee, foreignObject, animate, audio, video")].map((one) => one.outerHTML.slice(0, 200));

// Handlers, and addresses that are scripts; what stands in a field to be edited is no address.
const handlers = () =>
  [...document.querySelectorAll("*")].flatMap((one) =>
    [...one.attributes].filter((a) => a.name.startsWith("on") || (a.name !== "value" && /^\s*javascript:/i.test(a.value))).map((a) => `${one.tagName} ${a.name}`));

const axe = async (page) => {
  await page.evaluate(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate(() =>
    axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map((one) => ({ id: one.id, nodes: one.nodes.slice(0, 5).map((n) => `${n.html.slice(0, 160)} | ${n.failureSummary}`) }));
};

const steps = {
  goto: (page, step) => page.goto(new URL(step.path, wanted.link).href),
  click: (page, step) => page.getByRole(step.role || "button", { name: step.name, exact: step.exact ?? true }).first().click(),
  fill: (page, step) => page.locator(step.field).fill(step.text),
  choose: (page, step) => page.locator(step.field).selectOption(step.value),
  value: (page, step) => page.locator(step.field).inputValue(),
  // What went over the wire for the page and all that belongs to it, as a browser without a cache would load it.
  weight: async (page) => {
    const files = await page.evaluate(() => [location.href, ...performance.getEntriesByType("resource").map((one) => one.name)]);
    let bytes = 0;
    for (const file of new Set(files.filter((one) => !one.endsWith("/live")))) {
      const answer = await page.request.get(file, { headers: { "accept-encoding": "gzip" } });
      const sizes = Number(answer.headers()["content-length"] ?? NaN);
      bytes += Number.isNaN(sizes) ? (await answer.body()).length : sizes;
    }
    return bytes;
  },
  see: (page, step) => page.getByText(step.text, { exact: step.exact ?? false }).first().waitFor({ timeout: 20000 }),
  // Waits until an element holds a text.
  holds: (page, step) => page.locator(step.field).filter({ hasText: step.text }).first().waitFor({ timeout: 30000 }),
  // Presses a button of the row that holds a text.
  row: (page, step) => page.locator(step.field).filter({ hasText: step.text }).getByRole("button").first().click(),
  // Presses a button, and waits until a number has risen by so much.
  rise: async (page, step) => {
    const before = Number(await page.locator(step.field).innerText());
    await page.getByRole("button", { name: step.name, exact: true }).click();
    const risen = ([field, least]) => Number(document.querySelector(field).textContent) >= least;
    await page.waitForFunction(risen, [step.field, before + step.by], { timeout: 30000 });
  },
  gone: (page, step) => page.getByText(step.text, { exact: false }).first().waitFor({ state: "detached", timeout: 20000 }),
  open: (page, step) => page.locator(`${step.field} > summary`).click(),
  count: async (page, step) => page.locator(step.field).count(),
  text: async (page, step) => page.locator(step.field).first().innerText(),
  path: async (page) => new URL(page.url()).pathname + new URL(page.url()).hash,
  // Keys mean something once the page's scripts have run.
  press: async (page, step) => {
    await page.waitForLoadState("load");
    await page.keyboard.press(step.key);
  },
  focused: (page) => page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 80) ?? ""),
  foreign: async (page) => [...(await page.evaluate(foreign)), ...(await page.evaluate(handlers))],
  overflow: (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  scroll: (page, step) => page.locator(step.field).first().evaluate((one) => one.closest("section").scrollIntoView()),
  axe,
  shot: async (page, step) => void (await page.screenshot({ path: step.file, fullPage: step.whole ?? true })),
  run: (page, step) => new Promise((resolve, reject) =>
    require("node:child_process").execFile(step.program, step.arguments, (error, out) => (error ? reject(error) : resolve(out)))),
};

(async () => {
  const browser = await chromium.launch({ executablePath: wanted.chromium, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  try {
    const context = await browser.newContext({
      viewport: { width: wanted.width || 1280, height: wanted.height || 800 },
      colorScheme: wanted.scheme || "light",
      reducedMotion: "reduce",
      ...(wanted.agent ? { userAgent: wanted.agent } : {}),
    });
    const page = await context.newPage();
    watch(page);
    await page.goto(wanted.link);
    await page.waitForURL((url) => /^\/(dashboard|demo)/.test(url.pathname), { timeout: 20000 });
    seen.landed = new URL(page.url()).pathname;
    seen.cookies = (await context.cookies()).map(({ name, httpOnly, sameSite, path }) => ({ name, httpOnly, sameSite, path }));
    for (const step of wanted.steps || []) {
      try {
        seen.steps.push({ do: step.do, got: (await steps[step.do](page, step)) ?? null });
      } catch (error) {
        const text = await page.evaluate(() => document.body.innerText).catch(() => "");
        throw new Error(`${JSON.stringify(step)}: ${error.message}\non ${page.url()}\n${text.slice(0, 3000)}`);
      }
    }
  } finally {
    await browser.close();
  }
  process.stdout.write(JSON.stringify(seen));
})().catch((error) => {
  process.stderr.write(String(error.stack || error));
  process.exit(1);
});
