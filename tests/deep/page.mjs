// Drives the page in Chromium as its users do; what was seen goes to standard output as JSON.
// Run in a folder with playwright-core: node page.mjs JOBS.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium } = createRequire(`${process.cwd()}/`)("playwright-core");
const { address, elsewhere, free, chromium: executablePath, flags, folder, requests, sheet, sheetCases, caseFile } = JSON.parse(
  readFileSync(process.argv[2], "utf8"),
);
const seen = { requests: [], failed: [], errors: [], looks: [] };
const browser = await chromium.launch({ executablePath, args: flags });

const opened = async (options) => {
  const page = await browser.newPage(options);
  page.on("request", (each) => seen.requests.push(each.url()));
  page.on("requestfailed", (each) => seen.failed.push(each.url()));
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("console", (told) => told.type() === "error" && seen.errors.push(told.text()));
  page.setDefaultTimeout(240_000);
  await page.goto(address);
  return page;
};
const ready = (page, sign) =>
  page.waitForFunction(
    (wanted) => document.body.dataset.is === "ready" && (!wanted || document.querySelector(wanted)),
    sign,
    { polling: 20 },
  );
const press = async (page, what, sign) => {
  await page.click(what);
  await ready(page, sign);
};

// From cold to the first answer, then the same again.
const page = await opened({ viewport: { width: 1280, height: 900 } });
let began = Date.now();
await ready(page);
await page.setInputFiles("input[name=load]", caseFile);
await page.waitForSelector(".event summary");
await ready(page);
await page.fill("input[name=as_of]", "2026-03-09");
await page.click("button.main");
await page.waitForSelector("#assess h3");
seen.cold = Date.now() - began;
await ready(page, "#explain h3");
const loaded = seen.requests.length;
seen.warm = await page.evaluate(async () => {
  const fields = [...new FormData(document.getElementById("asked"))].filter(([, value]) => typeof value === "string");
  const text = { do: "assess", lang: "zh", theme: "light", fields };
  const times = [];
  for (let n = 0; n < 7; n++) {
    const start = performance.now();
    await gafRules.carry(text);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[3];
});

// Many cases, each as text in and text out.
seen.answers = [];
for (const each of requests) seen.answers.push(await page.evaluate((asked) => gafRules.carry(asked), each));

// By the keyboard alone: from the top of the page, every control can be reached, and a button pressed.
await page.evaluate(() => window.scrollTo(0, 0));
await page.focus(".skip");
seen.skip = await page.evaluate(() => document.activeElement.getBoundingClientRect().left >= 0);
const reached = new Set();
for (let n = 0; n < 60; n++) {
  await page.keyboard.press("Tab");
  const name = await page.evaluate(() => document.activeElement.name || document.activeElement.tagName);
  reached.add(name);
  if (name === "add") break;
}
seen.reached = [...reached];
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.activeElement.name === "event.12.type");
await page.keyboard.press("ArrowDown");
await ready(page, "[name='event.12.problems']");
seen.typed = await page.evaluate(() => [document.activeElement.name, document.activeElement.value]);
await press(page, "button[data-do='remove.12']");
seen.names = await page.evaluate(() =>
  [...document.querySelectorAll("input,select,textarea,button")]
    .filter((each) => each.type !== "hidden")
    .filter((each) => !(each.labels?.[0]?.innerText ?? each.innerText ?? "").trim() && each.checkVisibility())
    .map((each) => each.name),
);
seen.roles = await page.locator("body").ariaSnapshot();

// What is forbidden: another server, from the page and from the worker that runs the library; a page without a
// policy reaches it.
const reach = (url) => fetch(url).then(() => "reached", () => "refused");
seen.away = await page.evaluate(reach, elsewhere);
seen.awayFromWorker = await page.workers()[0].evaluate(reach, elsewhere);
seen.afterLoading = seen.requests.slice(loaded).filter((each) => !each.startsWith("blob:"));
const [file] = await Promise.all([page.waitForEvent("download"), page.click("#files a[download$='.ics']")]);
seen.diary = readFileSync(await file.path(), "utf8");
await page.close();
const bare = await browser.newPage();
await bare.goto(free);
seen.reached_without = await bare.evaluate(reach, elsewhere);

// How it looks: each theme at two widths, in both languages.
for (const width of [390, 1280])
  for (const colorScheme of ["light", "dark"]) {
    const lang = (width === 390) === (colorScheme === "light") ? "en" : "zh";
    const look = await opened({ viewport: { width, height: 900 }, colorScheme });
    await ready(look);
    await look.selectOption("select[name=lang]", lang);
    await ready(look);
    await press(look, "button[data-do=example]", ".event summary");
    await press(look, "button.main", "#explain h3");
    await look.fill("input[name=wish_on]", "2026-08-03");
    await press(look, "button[data-do=plan]", "#plan a");
    await look.setInputFiles("input[name=sheet]", sheet);
    if (sheetCases) await look.setInputFiles("input[name=sheet_cases]", sheetCases);
    await press(look, "button[data-do=sheet]", "#sheet a");
    const name = `${width}-${colorScheme}-${lang}`;
    await look.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
    await look.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
    const wide = await look.evaluate(() => document.documentElement.scrollWidth);
    const html = await look.evaluate(() => document.body.innerHTML);
    const shown = await look.evaluate(() => document.body.innerText);
    seen.looks.push({ name, width, wide, html, shown, dark: colorScheme === "dark", lang });
    await look.close();
  }
await browser.close();
console.log(JSON.stringify(seen));
