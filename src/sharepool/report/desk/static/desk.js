"use strict";

const $ = (id) => document.getElementById(id);
let state = null; // what the server says of the plan
let shown = { kind: "person", id: null }; // whose week the grid is
let chosen = null; // the session in hand: cells of a row, or the name of a missing one
let targets = null; // where it could go
let asked = 0; // counts questions, so that a late answer is dropped
let dragged = false;

function make(tag, text, cls) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (cls) node.className = cls;
  return node;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const signed = (value) => (value > 0 ? "+" : "") + value.toLocaleString(state.lang);

async function load() {
  const answer = await fetch("state");
  if (!answer.ok) throw new Error(String(answer.status));
  state = await answer.json();
}

/** Ask the server for something; returns its answer, or null if it refused. */
async function ask(name, data) {
  try {
    const answer = await fetch(name, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ version: state.version, ...data }),
    });
    const found = await answer.json();
    if (answer.ok) return found;
    if (answer.status === 409) {
      await load();
      letGo();
    }
    $("message").textContent = found.message;
  } catch {
    $("message").textContent = state.texts.gone;
  }
  return null;
}

async function act(name, data) {
  const found = await ask(name, data);
  if (found === null) return false;
  state = found;
  letGo();
  return true;
}

function letGo() {
  chosen = targets = null;
  asked += 1;
  show();
}

async function choose(session, dragging) {
  if (same(session, chosen)) {
    if (!dragging) letGo();
    return;
  }
  chosen = session;
  targets = null;
  const number = ++asked;
  if (dragging) mark(); else show();
  $("others").replaceChildren(make("li", state.texts.looking));
  const own = Array.isArray(session) && same(session[0], shown.id);
  const person = shown.kind === "person" && !own ? shown.id : null;
  const found = await ask("targets", { session, person });
  if (number !== asked || found === null) return;
  targets = found;
  if (dragged) mark(); else show();
  showOthers();
}

const move = (target) => act("change", { add: target.add, drop: target.drop });

const targetAt = (day, slot) =>
  targets && targets.times.find((one) => one.day === day && one.slot === slot);

/** Light the cells where the session in hand could go. */
function mark() {
  for (const cell of $("grid").querySelectorAll("td")) {
    const target = targetAt(Number(cell.dataset.day), Number(cell.dataset.slot));
    cell.classList.toggle("legal", Boolean(target) && !target.obstacles.length);
    cell.classList.toggle("broken", Boolean(target) && target.obstacles.length > 0);
    cell.title = target ? [target.terms, ...target.obstacles].join("\n") : "";
    cell.querySelector(".price")?.remove();
    if (target) {
      const warning = target.obstacles.length ? " ⚠" : "";
      cell.append(make("span", signed(target.change) + warning, "price"));
    }
  }
}

function showSession(row) {
  const who = shown.kind === "person" ? row.site : row.person;
  const node = make("button", `${who} · ${row.what}`, row.kept ? "session kept" : "session");
  node.tabIndex = -1;
  node.draggable = true;
  node.setAttribute("aria-pressed", String(same(row.cells, chosen)));
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    choose(row.cells, false);
  });
  node.addEventListener("dragstart", (event) => {
    dragged = true;
    event.dataTransfer.setData("text/plain", row.what);
    if (!same(row.cells, chosen)) choose(row.cells, true);
  });
  node.addEventListener("dragend", () => {
    dragged = false;
    show();
  });
  return node;
}

function showCell(day, slot, name) {
  const cell = make("td");
  Object.assign(cell.dataset, { day, slot });
  cell.tabIndex = -1;
  const rows = state.rows.filter(
    (row) =>
      row.cells[2] === day &&
      row.cells[3] === slot &&
      (shown.kind === "person" ? row.cells[0] : row.site_id) === shown.id,
  );
  cell.setAttribute("aria-label", `${name}, ${state.texts.slot} ${slot}`);
  cell.append(...rows.map(showSession));
  const go = () => {
    const target = targetAt(day, slot);
    if (target) move(target);
    return Boolean(target);
  };
  cell.addEventListener("click", go);
  cell.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== cell) return;
    event.preventDefault();
    if (go() || !rows.length) return;
    const at = rows.findIndex((row) => same(row.cells, chosen));
    choose(rows[(at + 1) % rows.length].cells, false);
  });
  cell.addEventListener("dragover", (event) => {
    if (!targetAt(day, slot)) return;
    event.preventDefault();
    cell.classList.add("over");
  });
  cell.addEventListener("dragleave", () => cell.classList.remove("over"));
  cell.addEventListener("drop", (event) => {
    event.preventDefault();
    dragged = false;
    go();
  });
  return cell;
}

function showGrid() {
  const at = document.activeElement?.closest?.("td")?.dataset;
  const head = make("tr");
  head.append(make("th", ""), ...state.days.map(([, name]) => make("th", name)));
  const lines = state.slots.map((slot) => {
    const line = make("tr");
    line.append(make("th", String(slot)), ...state.days.map(([day, name]) => showCell(day, slot, name)));
    return line;
  });
  $("grid").replaceChildren(head, ...lines);
  mark();
  const cells = [...$("grid").querySelectorAll("td")];
  const before = at && cells.find((one) => one.dataset.day === at.day && one.dataset.slot === at.slot);
  const first = before || cells[0];
  if (first) first.tabIndex = 0;
  if (before) before.focus();
}

function showOthers() {
  const items = (targets?.others ?? []).map((one) => {
    const item = make("li", undefined, one.obstacles.length ? "broken" : "");
    const button = make("button", `${one.who}: ${signed(one.change)}`);
    button.append(...[one.terms, ...one.obstacles].filter(Boolean).map((text) => make("small", text)));
    button.addEventListener("click", () => move(one));
    item.append(button);
    return item;
  });
  if (targets && !items.length) items.push(make("li", state.texts.nothing));
  $("others").replaceChildren(...items);
}

function showMissing() {
  const items = state.missing.map((one) => {
    const item = make("li");
    const button = make("button", `${one.site} · ${one.what} (${one.count})`);
    button.setAttribute("aria-pressed", String(same(one.session, chosen)));
    button.addEventListener("click", () => choose(one.session, false));
    item.append(button);
    return item;
  });
  $("missing").replaceChildren(...(items.length ? items : [make("li", state.texts.none)]));
}

function showPicker(kind, list) {
  const blank = new Option("", "");
  $(kind).replaceChildren(blank, ...list.map(([id, title]) => new Option(title, id)));
  $(kind).value = shown.kind === kind ? shown.id : "";
}

function show() {
  const { texts } = state;
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.title = $("title").textContent = texts.title;
  for (const name of ["undo", "drop", "save", "hint"]) $(name).textContent = texts[name];
  $("person-label").textContent = texts.person;
  $("site-label").textContent = texts.site;
  $("others-title").textContent = texts.others;
  $("missing-title").textContent = texts.missing;
  $("objective").textContent = `${texts.objective}: ${state.objective.toLocaleString(state.lang)}`;
  $("terms").replaceChildren(...state.terms.map(([name, value]) => make("li", `${name}: ${value.toLocaleString(state.lang)}`)));
  $("violations-title").textContent = `${texts.violations}: ${state.violations.length}`;
  $("violations").replaceChildren(...state.violations.map((text) => make("li", text)));
  const row = state.rows.find((one) => same(one.cells, chosen));
  $("keep").textContent = row?.kept ? texts.release : texts.keep;
  $("keep").disabled = $("drop").disabled = !row;
  $("undo").disabled = !state.can_undo;
  const saved = state.saved ? `${texts.saved} ${state.saved}` : "";
  $("message").textContent = state.is_saved ? saved : texts.unsaved;
  showPicker("person", state.people);
  showPicker("site", state.sites);
  showMissing();
  showGrid();
  showOthers();
}

function walk(event) {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const cell = event.target.closest("td");
  if (!step || !cell) return;
  event.preventDefault();
  const line = cell.parentElement;
  const lines = $("grid").rows;
  const next = lines[line.rowIndex + step[1]]?.cells[cell.cellIndex + step[0]];
  if (next?.tagName !== "TD") return;
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

async function begin() {
  await load();
  const first = state.rows[0];
  shown.id = first ? first.cells[0] : state.people[0]?.[0];
  for (const kind of ["person", "site"]) {
    $(kind).addEventListener("change", () => {
      if ($(kind).value) shown = { kind, id: $(kind).value };
      // What is missing stays in hand: it can be put into another week.
      const session = typeof chosen === "string" ? chosen : null;
      letGo();
      if (session) choose(session, false);
    });
  }
  $("grid").addEventListener("keydown", walk);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) letGo();
  });
  $("keep").addEventListener("click", () => act("keep", { session: chosen }));
  $("drop").addEventListener("click", () => act("drop", { session: chosen }));
  $("undo").addEventListener("click", () => act("undo", {}));
  $("save").addEventListener("click", () => act("save", {}));
  show();
}

begin();
