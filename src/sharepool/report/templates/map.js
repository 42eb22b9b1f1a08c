"use strict";
// The map zooms and pans: wheel, pinch, drag, double click, buttons and keys. Marks and names keep
// their size on the screen, and names stand wherever there is room for them.
for (const svg of document.querySelectorAll(".map > svg")) {
  const whole = svg.viewBox.baseVal;
  const [width, height] = [whole.width, whole.height];
  const [MOST, STEP, MARK_PX, FONT_PX, MOVED_PX] = [40, 1.5, 6, 11, 4];
  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const view = { x: 0, y: 0, zoom: 1 };
  const frame = svg.parentNode;
  const marks = [...svg.querySelectorAll(".sites [data-x], .places [data-x]")].map((node) => {
    const [x, y] = [Number(node.dataset.x), Number(node.dataset.y)];
    return { node, x, y, name: node.dataset.name };
  });
  const names = svg.querySelector(".names");
  const scale = svg.querySelector(".scale");
  const buttons = frame.parentNode.querySelectorAll("button[data-zoom]");
  const fingers = new Map();
  let moved = 0;
  let waiting = 0;

  // Units of the map that make a pixel of the screen.
  const unit = () => width / view.zoom / (svg.clientWidth || width);
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const emWidth = (text) => [...text].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 1 : 0.6), 0);

  const nameAll = (size) => {
    const { x, y, zoom } = view;
    const seen = marks.filter(
      (one) => one.x >= x && one.y >= y && one.x <= x + width / zoom && one.y <= y + height / zoom,
    );
    const gap = (MARK_PX + 3) * size;
    const half = (FONT_PX / 2 + 1) * size;
    const taken = seen.map((one) => [
      one.x - MARK_PX * size, one.y - MARK_PX * size, one.x + MARK_PX * size, one.y + MARK_PX * size,
    ]);
    const found = [];
    // The last marks lie on top: they are the sites that want most.
    for (const one of [...seen].reverse()) {
      const long = FONT_PX * size * emWidth(one.name);
      for (const side of [1, -1]) {
        const [left, right] = side > 0 ? [one.x + gap, one.x + gap + long] : [one.x - gap - long, one.x - gap];
        const box = [left, one.y - half, right, one.y + half];
        const inside = left >= x && right <= x + width / zoom;
        if (!inside || taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue;
        taken.push(box);
        const text = document.createElementNS(svg.namespaceURI, "text");
        text.textContent = one.name;
        text.setAttribute("text-anchor", side > 0 ? "start" : "end");
        text.setAttribute("transform", `translate(${one.x + side * gap} ${one.y}) scale(${size})`);
        text.setAttribute("y", 4);
        found.push(text);
        break;
      }
    }
    names.replaceChildren(...found);
  };

  const measure = (size) => {
    const perKm = Number(scale.dataset.px) / Number(scale.dataset.km);
    const most = (width / view.zoom) * 0.25 / perKm;
    const power = 10 ** Math.floor(Math.log10(most));
    const km = [5, 2, 1].find((one) => one * power <= most) * power;
    const [path, text] = scale.children;
    const long = (km * perKm) / size;
    path.setAttribute("d", `M12,-12v-6h${long}v6`);
    text.textContent = `${Number(km.toPrecision(1))} km`;
    text.setAttribute("x", 18 + long);
    text.setAttribute("y", -10);
    scale.setAttribute("transform", `translate(${view.x} ${view.y + height / view.zoom}) scale(${size})`);
  };

  const show = () => {
    waiting = 0;
    const size = unit();
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${width / view.zoom} ${height / view.zoom}`);
    for (const { node, x, y } of marks)
      node.setAttribute("transform", `translate(${x * (1 - size)} ${y * (1 - size)}) scale(${size})`);
    nameAll(size);
    measure(size);
    // At its smallest the map leaves one finger and the wheel to the page.
    frame.classList.toggle("zoomed", view.zoom > 1);
    for (const button of buttons)
      button.disabled = button.dataset.zoom === "in" ? view.zoom >= MOST : view.zoom <= 1;
  };

  const place = (x, y, zoom) => {
    view.zoom = Math.min(MOST, Math.max(1, zoom));
    view.x = Math.min(width - width / view.zoom, Math.max(0, x));
    view.y = Math.min(height - height / view.zoom, Math.max(0, y));
    waiting ||= requestAnimationFrame(show);
  };
  const pan = (dx, dy) => place(view.x - dx * unit(), view.y - dy * unit(), view.zoom);
  // Zoom so that what is at a point of the screen stays there.
  const zoom = (by, [px, py] = [svg.clientWidth / 2, svg.clientHeight / 2]) => {
    const [x, y] = [view.x + px * unit(), view.y + py * unit()];
    const next = Math.min(MOST, Math.max(1, view.zoom * by));
    const share = view.zoom / next;
    place(x - (x - view.x) * share, y - (y - view.y) * share, next);
  };
  const act = { in: () => zoom(STEP), out: () => zoom(1 / STEP), reset: () => place(0, 0, 1) };

  svg.addEventListener("wheel", (event) => {
    if (event.deltaY > 0 && view.zoom <= 1) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 30;
    zoom(Math.exp((-event.deltaY * lines) / 400), at(event));
  }, { passive: false });
  svg.addEventListener("dblclick", (event) => {
    event.preventDefault();
    zoom(event.shiftKey ? 1 / (STEP * STEP) : STEP * STEP, at(event));
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, at(event));
  });
  addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    fingers.set(event.pointerId, now);
    if (moved < MOVED_PX) return;
    svg.setPointerCapture(event.pointerId);
    if (!other) {
      pan(now[0] - before[0], now[1] - before[1]);
      return;
    }
    const far = (one) => Math.max(1, Math.hypot(one[0] - other[0], one[1] - other[1]));
    pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    zoom(far(now) / far(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
  });
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, (event) => fingers.delete(event.pointerId));
  // Who drags from a site does not mean to follow its link.
  svg.addEventListener("click", (event) => {
    if (moved >= MOVED_PX) event.preventDefault();
  }, true);
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = KEYS[event.key];
    const name = { "+": "in", "=": "in", "-": "out", "0": "reset" }[event.key];
    if (!name && (!way || view.zoom <= 1)) return;
    event.preventDefault();
    if (name) act[name]();
    else pan(-way[0] * 60, -way[1] * 60);
  });
  for (const button of buttons) {
    button.addEventListener("click", act[button.dataset.zoom]);
    button.hidden = false;
  }
  svg.tabIndex = 0;
  frame.classList.add("live");
  new ResizeObserver(show).observe(svg);
  addEventListener("beforeprint", show);
}
