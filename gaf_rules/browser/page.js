// Carries what stands in the form to the library and shows what comes back. No rule and no sentence is made here.
"use strict";
{
  const root = document.documentElement;
  const form = document.getElementById("asked");
  const status = document.getElementById("status");
  const waiting = new Map();
  const shown = new Map(); // what is to be asked again in another language or theme
  let worker = null;
  let number = 0;

  const told = (name) => {
    for (const each of status.children) each.hidden = each.dataset.is !== name;
    document.body.dataset.is = name;
  };

  const start = () => {
    // A worker out of a blob is under the policy of this page; one out of a file would be under none.
    const script = new URL("worker.js", document.baseURI).href;
    const first = new Blob([`import(${JSON.stringify(script)})`], { type: "text/javascript" });
    worker = new Worker(URL.createObjectURL(first), { type: "module" });
    worker.onerror = () => told("failed");
    return new Promise((resolve) => {
      worker.onmessage = ({ data }) => {
        if (data.ready) resolve();
        else if (data.failed) {
          told("failed");
          document.getElementById("why").textContent = data.failed;
        } else {
          waiting.get(data.number)(data.text);
          waiting.delete(data.number);
        }
      };
    });
  };

  const carry = (request) =>
    new Promise((resolve) => {
      waiting.set(++number, resolve);
      worker.postMessage({ number, text: JSON.stringify(request) });
    });

  const asAddress = (file) =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(file);
    });

  const fields = async (name) => {
    const found = [];
    for (const [key, value] of new FormData(form)) {
      if (typeof value === "string") found.push([key, value]);
      else if (name && key.startsWith(name) && value.size) found.push([key, value.name], [`${key}.data`, await asAddress(value)]);
    }
    return found;
  };

  const ask = async (what, file) => {
    const request = { do: what, lang: root.lang, theme: form.elements.theme.value, fields: await fields(file) };
    const answer = JSON.parse(await carry(request));
    const focused = document.activeElement?.name;
    for (const [id, html] of Object.entries(answer.html ?? {})) document.getElementById(id).innerHTML = html;
    for (const [name, text] of Object.entries(answer.values ?? {})) form.elements[name].value = text;
    const next = answer.focus ?? (document.activeElement === document.body ? focused : null);
    const field = next && document.getElementsByName(next)[0];
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
    return answer;
  };

  const run = async (words, file) => {
    const [first, ...rest] = words.split(" ");
    told("working");
    for (const each of form.querySelectorAll("[role=alert]")) each.innerHTML = "";
    const answer = await ask(first, file);
    if (!answer.refused) {
      for (const each of rest) await ask(each, file);
      if (document.getElementById(first)) shown.set(first, [words, file]);
    }
    told("ready");
    document.getElementById("said").textContent = answer.said ?? "";
  };

  const dress = () => {
    const { lang, theme } = form.elements;
    root.lang = lang.value;
    for (const each of form.querySelectorAll("option[data-zh]")) each.textContent = each.dataset[root.lang];
    root.style.colorScheme = theme.value === "auto" ? "light dark" : theme.value;
  };

  let turn = Promise.resolve();
  const inTurn = (job) => {
    turn = turn.then(job).catch((error) => {
      told("failed");
      document.getElementById("why").textContent = String(error);
    });
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  // Enter does what the button of its part of the page does.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input:not([type=file], [type=checkbox])")) return;
    event.preventDefault();
    event.target.closest("section")?.querySelector("button.main").click();
  });
  form.addEventListener("input", ({ target }) => {
    const source = target.closest("[data-source]");
    if (source) form.elements.source.value = source.dataset.source;
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-do]");
    if (button && worker) inTurn(() => run(button.dataset.do, button.dataset.file));
  });
  form.addEventListener("change", ({ target }) => {
    if (target.name === "lang" || target.name === "theme") {
      dress();
      inTurn(async () => {
        await ask("form");
        for (const [words, file] of [...shown.values()]) await run(words, file);
      });
    } else if (target.dataset.do && worker) inTurn(() => run(target.dataset.do, target.dataset.file));
  });

  dress();
  if (location.protocol === "file:") told("file");
  else {
    const now = new Date();
    const two = (part) => String(part).padStart(2, "0");
    form.elements.as_of.value ||= `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    inTurn(async () => {
      await start();
      await ask("form");
      told("ready");
    });
  }
  globalThis.gafRules = { carry };
}
