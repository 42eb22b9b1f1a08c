import { mount } from "./desk.js";

const OUTCOMES = { 200: "done", 409: "stale", 422: "refused" };

/** Ask the server for something. */
async function ask(name, data) {
  const answer = await fetch(name, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(data),
  });
  const outcome = OUTCOMES[answer.status];
  if (!outcome) throw new Error(String(answer.status));
  return { outcome, data: await answer.json() };
}

// Whose week is shown stands in the address, so that it is shown again after a reload.
const { texts, lang } = await mount(document.body, ask, {
  start: Object.fromEntries(new URLSearchParams(location.hash.slice(1))),
  remember: (shown) => history.replaceState(null, "", `#${new URLSearchParams(shown)}`),
});
document.title = texts.title;
document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
