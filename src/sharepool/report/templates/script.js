"use strict";
// Without this script everything is there; with it, the map begins in its middle and shows one
// person or day alone, and a single sheet can be printed.
const filter = document.getElementById("map-filter");
if (filter) {
  const map = document.querySelector(".map");
  map.scrollLeft = (map.scrollWidth - map.clientWidth) / 2;
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
