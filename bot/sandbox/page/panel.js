/** The side panel: the clock, faults on order, and the log of Bot API calls. */

import { api } from "./api.js";
import { callLine } from "./calls.js";
import { el, iconButton } from "./dom.js";
import { nameOf } from "./store.js";

/** @typedef {import("./api.js").Call} Call */

const LINES = 200;
const HOUR = 3600;
const DAY = 24 * HOUR;
const JUMPS = /** @type {[string, number][]} */ ([["One hour", HOUR], ["One day", DAY], ["One week", 7 * DAY], ["30 days", 30 * DAY]]);
const FAULTS = /** @type {[string, Record<string, unknown>, string][]} */ ([
  ["429 to the next send", { method: "sendMessage", code: 429, description: "Too Many Requests: retry after 5", retry_after: 5, times: 1 },
    "The next sendMessage is told to wait for 5 seconds."],
  ["500 to the next 3 sends", { method: "sendMessage", code: 500, description: "Internal Server Error", times: 3 },
    "The next three sendMessage calls meet an Internal Server Error."],
  ["500 to the next edit", { method: "editMessageText", code: 500, description: "Internal Server Error", times: 1 },
    "The next editMessageText meets an Internal Server Error."],
]);

export class Panel {
  #stale = true;

  /** @param {import("./store.js").Store} store @param {HTMLElement} node @param {() => void} close */
  constructor(store, node, close) {
    this.store = store;
    this.node = node;
    this.note = el("p", { className: "hint", role: "status" });
    this.lines = el("ol", { className: "calls", "aria-label": "Calls, newest first" });
    this.phone = el("select", { "aria-label": "Phone", onchange: () => this.#draw() });
    this.refused = el("input", { type: "checkbox", onchange: () => this.#draw() });
    this.polling = el("input", { type: "checkbox", onchange: () => this.#draw() });
    node.append(
      el("header", {}, el("h2", {}, "Bot API"), iconButton("close", "Close the panel", close)),
      el("p", { className: "hint" }, "A local exercise of the Telegram Bot API. Nothing leaves this machine."),
      el("section", {}, el("h3", {}, "Move the clock forward"), el("div", { className: "choices" },
        ...JUMPS.map(([label, seconds]) => this.#button(label, () => api.forward(seconds), `Forward: ${label.toLowerCase()}.`)))),
      el("section", {}, el("h3", {}, "Faults"), el("div", { className: "choices" },
        ...FAULTS.map(([label, fault, done]) => this.#button(label, () => api.fault(fault), done)),
        this.#button("Clear faults", () => api.clearFaults(), "Every call is answered as usual.")), this.note),
      el("section", { className: "log" }, el("h3", {}, "Calls"), el("div", { className: "filters" },
        el("label", {}, el("span", {}, "Phone"), this.phone),
        el("label", {}, this.refused, "Refused only"), el("label", {}, this.polling, "Polling too")), this.lines));
    store.on("call", ({ call }) => this.#heard(call));
    store.on("state", () => this.#draw());
    store.on("person", () => this.#drawPhones());
  }

  /** @param {string} label @param {() => Promise<unknown>} act @param {string} done what to say then */
  #button(label, act, done) {
    const button = el("button", { type: "button", className: "button", onclick: async () => {
      button.disabled = true;
      try {
        await act();
        this.note.textContent = done;
      } catch (error) {
        this.note.textContent = /** @type {Error} */ (error).message;
      } finally {
        button.disabled = false;
      }
    } }, label);
    return button;
  }

  /** @param {boolean} open */
  show(open) {
    this.node.hidden = !open;
    if (open && this.#stale) this.#draw();
  }

  #drawPhones() {
    const chosen = this.phone.value;
    this.phone.replaceChildren(el("option", { value: "" }, "all"),
      ...[...this.store.people.values()].map((person) => el("option", { value: String(person.id) }, nameOf(person))));
    this.phone.value = [...this.phone.options].some(({ value }) => value === chosen) ? chosen : "";
  }

  #draw() {
    this.#stale = this.node.hidden;
    if (this.node.hidden) return;
    this.#drawPhones();
    this.lines.replaceChildren(...this.store.calls.filter((call) => this.#wanted(call)).reverse().map((call) => this.#line(call)));
  }

  /** @param {Call} call */
  #heard(call) {
    if (this.node.hidden) this.#stale = true;
    else if (this.#wanted(call)) {
      this.lines.prepend(this.#line(call));
      while (this.lines.children.length > LINES) this.lines.lastElementChild?.remove();
    }
  }

  /** @param {Call} call */
  #line(call) {
    const person = this.store.people.get(this.#chat(call));
    return el("li", {}, callLine(call, person ? nameOf(person) : ""));
  }

  /** @param {Call} call @returns {number} the chat that it concerns, or NaN */
  #chat({ params }) {
    return Number(params?.chat_id ?? this.store.queries.get(String(params?.callback_query_id)));
  }

  /** @param {Call} call */
  #wanted(call) {
    if (call.method.toLowerCase() === "getupdates" && !this.polling.checked) return false;
    if (this.refused.checked && call.ok) return false;
    return !this.phone.value || this.#chat(call) === Number(this.phone.value);
  }
}
