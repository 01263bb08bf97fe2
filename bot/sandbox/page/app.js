/** Puts the page together. */

import { api, follow } from "./api.js";
import { Desk } from "./desk.js";
import { peopleDialog } from "./dialogs.js";
import { recall, remember } from "./memory.js";
import { Panel } from "./panel.js";
import { Store } from "./store.js";

const DAY_SECONDS = 24 * 3600;
const CLOCK = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

const store = new Store();
const desk = new Desk(store, byId("phones"), byId("tabs"));
const panel = new Panel(store, byId("panel"), leavePanel);

/** @param {boolean} open */
function showPanel(open) {
  panel.show(open);
  byId("panel-button").setAttribute("aria-expanded", String(open));
  remember("panel", open);
}

function leavePanel() {
  showPanel(false);
  byId("panel-button").focus();
}

function showClock() {
  const { now } = store;
  byId("clock").textContent = CLOCK.format(now);
  byId("clock").dateTime = now.toISOString();
}

/** @param {string} text */
function say(text) {
  byId("page-note").textContent = text;
}

async function forwardOneDay() {
  const button = byId("forward");
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  say("The day passes: whatever falls due comes at its hour.");
  try {
    await api.forward(DAY_SECONDS);
    say("It is one day later.");
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
}

/** @param {string} theme light, dark, or empty for the device's own */
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  remember("theme", theme || null);
}

function switchTheme() {
  const dark = document.documentElement.dataset.theme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  setTheme(dark ? "light" : "dark");
}

setTheme(recall("theme", ""));
byId("forward").addEventListener("click", forwardOneDay);
byId("people-button").addEventListener("click", () => peopleDialog(store, desk));
byId("theme-button").addEventListener("click", switchTheme);
byId("panel-button").addEventListener("click", () => {
  showPanel(byId("panel").hidden);
  byId("panel").querySelector("button").focus();
});
byId("panel").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && leavePanel());
store.on("clock", showClock);
store.on("state", () => {
  showClock();
  document.body.classList.add("ready");
});
store.on("connected", (connected) => {
  byId("lost").hidden = connected;
});
setInterval(showClock, 5000);
showPanel(recall("panel", innerWidth >= 1680));
follow({
  state: (state) => store.load(state),
  event: (event, seq) => store.hear(event, seq),
  connected: (connected) => store.setConnected(connected),
});
