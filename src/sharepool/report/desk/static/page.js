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

const { texts, lang } = await mount(document.body, ask);
document.title = texts.title;
document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
