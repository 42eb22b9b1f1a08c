// The desk's view, of the page and of the widget alike: both mount it, and say how it asks.

const VIEW = `
<header>
<h1 id="title"></h1>
<label><span id="person-label"></span> <select id="person"></select></label>
<label><span id="site-label"></span> <select id="site"></select></label>
<span class="tools">
<button id="keep" disabled></button>
<button id="drop" disabled></button>
<button id="undo"></button>
<button id="save"></button>
<button id="solve" aria-keyshortcuts="s"></button>
<label><span id="limit-label"></span> <select id="limit"></select></label>
</span>
</header>
<p id="message" role="status" aria-live="polite"></p>
<section id="solving" hidden>
<h2 id="stage" role="status" aria-live="polite"></h2>
<p id="same" role="status" aria-live="polite"></p>
<progress id="elapsed" max="1"></progress>
<dl id="figures"></dl>
<p class="tools"><button id="stop"></button><button id="take"></button><button id="discard"></button></p>
<p id="late" role="alert"></p>
<div id="outcome"></div>
</section>
<main>
<section class="week"><table id="grid" role="grid"></table><p id="hint"></p></section>
<section><h2 id="others-title"></h2><ol id="others"></ol></section>
<section><h2 id="objective"></h2><ul id="terms"></ul></section>
<section><h2 id="violations-title"></h2><ul id="violations"></ul></section>
<section><h2 id="missing-title"></h2><ul id="missing"></ul></section>
</main>`;

const LIMITS = [10, 30, 60, 300, 900]; // seconds of a solve
const POLL_MS = 500;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function make(tag, text, cls) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (cls) node.className = cls;
  return node;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Show a desk in an element.
 * @param root where: an element, or the root of a shadow tree
 * @param put asks a question by name with data; gives { outcome, data }, or fails if nobody answers
 * @param gone what to say where nobody answers: a key of the texts
 * @param start whose week to begin with: a kind (person or site) and an id
 * @param remember takes whose week is shown
 * @param listen takes what is to be called with the version of a plan that another view changed
 * @returns what is known of the plan
 */
export async function mount(root, put, { gone = "gone", listen, start, remember } = {}) {
  const holder = root.host ? make("div") : root;
  holder.classList.add("desk");
  holder.innerHTML = VIEW;
  if (root.host) root.append(holder);
  const $ = (id) => holder.querySelector(`#${id}`);
  let state = (await put("state", {})).data; // what is known of the plan
  const first = state.rows[0]?.cells[0] ?? state.people[0]?.[0];
  const lists = { person: state.people, site: state.sites };
  const isKnown = Boolean(lists[start?.kind]?.some(([id]) => id === start.id));
  let shown = isKnown ? start : { kind: "person", id: first }; // whose week the grid is
  let chosen = null; // the session in hand: cells of a row, or the name of a missing one
  let targets = null; // where it could go
  let asked = 0; // counts questions, so that a late answer is dropped
  let dragged = false;
  let polling = null;

  const number = (value) => value.toLocaleString(state.lang);
  const signed = (value) => (value > 0 ? "+" : "") + number(value);

  /** Ask for something; gives the data of the answer, or null if it was refused. */
  async function ask(name, data) {
    try {
      const found = await put(name, { version: state.version, ...data });
      if (found.outcome === "done") return found.data;
      if (found.outcome === "stale") {
        state = (await put("state", {})).data;
        letGo();
      }
      $("message").textContent = found.data.message;
    } catch {
      $("message").textContent = state.texts[gone];
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
    const question = ++asked;
    if (dragging) mark(); else show();
    $("others").replaceChildren(make("li", state.texts.looking));
    const own = Array.isArray(session) && same(session[0], shown.id);
    const person = shown.kind === "person" && !own ? shown.id : null;
    const found = await ask("targets", { session, person });
    if (question !== asked) return;
    if (found === null) {
      showOthers(); // What refused it is said; nothing is looked for any more.
      return;
    }
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
    const at = holder.getRootNode().activeElement?.closest?.("td")?.dataset;
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
      const button = make("button", `${one.who}${state.texts.colon}${state.texts.by} ${signed(one.change)}`);
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
    remember?.(shown);
    $("title").textContent = texts.title;
    for (const name of ["undo", "drop", "save", "hint", "stop", "take", "discard"]) $(name).textContent = texts[name];
    $("person-label").textContent = texts.person;
    $("site-label").textContent = texts.site;
    $("others-title").textContent = texts.others;
    $("missing-title").textContent = texts.missing;
    $("objective").textContent = `${texts.objective}${texts.colon}${number(state.objective)}`;
    $("terms").replaceChildren(...state.terms.map(([name, value]) => make("li", `${name}${texts.colon}${number(value)}`)));
    $("violations-title").textContent = `${texts.violations}${texts.colon}${state.violations.length}`;
    $("violations").replaceChildren(...state.violations.map((text) => make("li", text)));
    const row = state.rows.find((one) => same(one.cells, chosen));
    $("keep").textContent = row?.kept ? texts.release : texts.keep;
    $("keep").disabled = $("drop").disabled = !row;
    $("undo").disabled = !state.can_undo;
    const saved = state.saved ? `${texts.saved} ${state.saved}` : "";
    $("message").textContent = state.is_saved ? saved : texts.unsaved;
    showPicker("person", state.people);
    showPicker("site", state.sites);
    showLimits();
    showSolve();
    showMissing();
    showGrid();
    showOthers();
  }

  /** Show where the solve stands, and what it has found. */
  function showSolve() {
    const { texts, solve } = state;
    $("solving").hidden = !solve;
    $("solve").textContent = texts.solve;
    $("solve").title = texts["solve.key"];
    $("solve").disabled = Boolean(solve?.is_under_way);
    if (!solve) return;
    const stage = solve.is_under_way && solve.is_stopped ? "stopping" : solve.stage;
    const isSame = solve.is_under_way && !solve.has_better && stage !== "beginning";
    $("stage").textContent = texts[`stage.${stage}`];
    $("same").textContent = isSame ? texts["stage.same"] : "";
    $("elapsed").hidden = !solve.is_under_way;
    $("elapsed").value = Math.min(1, solve.seconds / solve.limit);
    $("stop").hidden = !solve.is_under_way;
    $("stop").disabled = solve.is_stopped;
    $("take").hidden = !solve.outcome?.has_changes;
    $("take").disabled = !solve.is_current;
    $("late").textContent = solve.outcome?.has_changes && !solve.is_current ? texts.late : "";
    const figures = solve.outcome?.has_plan
      ? [["figure.bound", solve.outcome.bound], ["figure.gap", solve.outcome.gap]]
      : [
          ["objective", solve.objective],
          ["figure.bound", solve.bound],
          ["figure.gap", solve.gap],
          ["figure.missing", solve.missing],
        ];
    const said = (key, value) =>
      key === "figure.gap" ? value.toLocaleString(state.lang, { style: "percent", maximumFractionDigits: 2 }) : number(value);
    $("figures").replaceChildren(
      ...[["figure.seconds", solve.seconds], ...figures]
        .filter(([, value]) => value !== null && value !== undefined)
        .flatMap(([key, value]) => [make("dt", texts[key]), make("dd", said(key, value))]),
    );
    showOutcome(solve.outcome);
    if (solve.is_under_way && polling === null) polling = setTimeout(poll, POLL_MS);
  }

  function showOutcome(outcome) {
    if (!outcome) {
      $("outcome").replaceChildren();
      return;
    }
    const { texts } = state;
    const parts = outcome.lines.map((line) => make("p", line));
    if (outcome.has_plan) {
      const table = make("table");
      const line = (tag, cells) => {
        const row = make("tr");
        row.append(...cells.map((cell) => make(tag, cell)));
        return row;
      };
      table.append(
        line("th", [texts.term, texts.before, texts.after, "±"]),
        ...outcome.terms.map(([name, before, after]) =>
          line("td", [name, number(before), number(after), signed(after - before)]),
        ),
      );
      const changes = make("ul");
      changes.append(...outcome.changes.map((text) => make("li", text)));
      if (!outcome.changes.length) changes.append(make("li", texts.none));
      if (outcome.has_changes) parts.push(table, make("h2", texts.changed), changes);
    }
    $("outcome").replaceChildren(...parts);
  }

  /** Look how far the solve is, while it is under way and the view is on the page. */
  async function poll() {
    polling = null;
    if (!holder.isConnected) return;
    try {
      state.solve = (await put("progress", {})).data.solve;
      showSolve();
    } catch {
      $("message").textContent = state.texts[gone];
    }
  }

  const begin = () => $("solve").disabled || act("solve", { seconds: Number($("limit").value) });

  async function stop() {
    $("stop").disabled = true;
    try {
      state.solve = (await put("stop", {})).data.solve;
      showSolve();
    } catch {
      $("message").textContent = state.texts[gone];
    }
  }

  function showLimits() {
    $("limit-label").textContent = state.texts.limit;
    if ($("limit").options.length) return;
    const said = (seconds) =>
      seconds < 60
        ? state.texts["limit.seconds"].replace("{count}", seconds)
        : state.texts["limit.minutes"].replace("{count}", seconds / 60);
    $("limit").append(...LIMITS.map((seconds) => new Option(said(seconds), seconds)));
    $("limit").value = 30;
  }

  function walk(event) {
    const step = STEPS[event.key];
    const cell = event.target.closest("td");
    if (!step || !cell) return;
    event.preventDefault();
    const lines = $("grid").rows;
    const next = lines[cell.parentElement.rowIndex + step[1]]?.cells[cell.cellIndex + step[0]];
    if (next?.tagName !== "TD") return;
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

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
  holder.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) letGo();
    const isTyped = event.target.matches("select, input") || event.ctrlKey || event.metaKey || event.altKey;
    if (event.key.toLowerCase() === "s" && !isTyped) begin();
  });
  for (const name of ["keep", "drop"]) $(name).addEventListener("click", () => act(name, { session: chosen }));
  for (const name of ["undo", "save", "take", "discard"]) $(name).addEventListener("click", () => act(name, {}));
  listen?.(async (version) => {
    if (version === state.version) return;
    state = (await put("state", {})).data;
    letGo();
  });
  $("solve").addEventListener("click", begin);
  $("stop").addEventListener("click", stop);
  show();
  return state;
}

/** Show the desk of a widget: the style comes with it, and its messages carry the questions. */
async function render({ model, el }) {
  const root = el.attachShadow({ mode: "open" });
  root.append(make("style", model.get("sheet")));
  el.dataset.lmSuppressShortcuts = "true"; // Keys are the view's own, not the notebook's.
  const waiting = new Map();
  const own = Math.random(); // Other views of the widget hear the answers too.
  let last = 0;
  let changed = () => {};
  const hear = (answer) => {
    if (answer.version) changed(answer.version);
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  };
  const ask = (name, data) =>
    new Promise((done) => {
      last += 1;
      const id = `${own}-${last}`;
      waiting.set(id, done);
      model.send({ id, name, data });
    });
  model.on("msg:custom", hear);
  const listen = (call) => {
    changed = call;
  };
  await mount(root, ask, { gone: "gone.notebook", listen });
  return () => model.off("msg:custom", hear);
}

export default { render };
