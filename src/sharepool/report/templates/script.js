"use strict";
// Without this script everything is there; with it, the map shows one person or day alone, tables sort and long ones filter, and a single sheet can be printed.
const filter = document.getElementById("map-filter");
if (filter) {
  const routes = document.querySelector(".routes");
  filter.hidden = false;
  filter.addEventListener("change", () => {
    const { person, day } = filter.elements;
    routes.classList.toggle("chosen", Boolean(person.value || day.value));
    for (const path of routes.children) {
      const wanted = (one, value) => !one.value || one.value === value;
      path.classList.toggle("on", wanted(person, path.dataset.person) && wanted(day, path.dataset.day));
    }
  });
}
const worth = (cell) => {
  const text = cell.textContent.trim();
  const number = /^[-\u2212]?[\d,]*\.?\d+%?$/.test(text);
  return number ? Number.parseFloat(text.replaceAll(",", "").replace("\u2212", "-")) : text;
};
const compare = (a, b) =>
  typeof a === typeof b
    ? typeof a === "number" ? a - b : a.localeCompare(b, document.documentElement.lang)
    : (a === "") - (b === "") || (typeof a === "string") - (typeof b === "string");
const sort = (table, head) => {
  const [body] = table.tBodies;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const one of head.parentNode.cells) one.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = [...body.rows].map((row) => [worth(row.cells[head.cellIndex]), row]);
  rows.sort(([a], [b]) => (down ? compare(b, a) : compare(a, b)));
  body.append(...rows.map(([, row]) => row));
};
const search = (table) => {
  const label = document.createElement("label");
  const input = document.createElement("input");
  label.className = "search";
  input.type = "search";
  label.append(`${document.body.dataset.search} `, input);
  table.parentNode.before(label);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    for (const row of table.tBodies[0].rows)
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
};
for (const table of document.querySelectorAll(".scroll > table:not(.week, .grid)")) {
  const plain = !table.querySelector("[rowspan], [colspan], tr.gap") && table.tBodies.length === 1;
  if (!plain || table.tBodies[0].rows.length < 2) continue;
  table.classList.add("sortable");
  for (const head of table.tHead.rows[0].cells) {
    head.tabIndex = 0;
    head.addEventListener("click", () => sort(table, head));
    head.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      sort(table, head);
    });
  }
  if (table.tBodies[0].rows.length >= 10) search(table);
}
for (const button of document.querySelectorAll("button.print")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const chosen = [button.closest(".sheet"), button.closest("section")];
    const mark = (on) => {
      document.body.classList.toggle("one", on);
      chosen.forEach((part) => part.classList.toggle("chosen", on));
    };
    mark(true);
    addEventListener("afterprint", () => mark(false), { once: true });
    print();
  });
}
