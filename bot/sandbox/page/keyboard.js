/** Inline keyboards: rows of buttons below a bubble, and the taps that still wait for the bot's answer. */

import { append, el, icon } from "./dom.js";
import { safe } from "./links.js";

/**
 * @typedef {import("./api.js").Button} Button
 *
 * @typedef {Object} Taps what buttons can do on this phone
 * @property {(button: Button, row: number, column: number) => void} tap
 * @property {(button: Button) => boolean} busy
 * @property {(text: string) => void} copy
 * @property {(text: string) => void} compose puts a text into the composer
 * @property {(url: string) => boolean} open true when the page dealt with the link itself
 * @property {(text: string) => void} toast
 */

/** Telegram's clients stop the spinner after about this long, whatever the bot does. */
const PATIENCE_MS = 15_000;

/**
 * @param {Button[][]} rows
 * @param {Taps} taps
 * @returns {HTMLElement}
 */
export function keyboard(rows, taps) {
  return el("div", { className: "keyboard", role: "group", "aria-label": "Buttons" },
    ...rows.map((buttons, row) => el("div", { className: "keys" },
      ...buttons.map((button, column) => key(button, row, column, taps)))));
}

/**
 * @param {Button} button
 * @param {number} row
 * @param {number} column
 * @param {Taps} taps
 * @returns {HTMLElement}
 */
function key(button, row, column, taps) {
  const className = `key ${button.style ? `key-${button.style}` : ""}`;
  const label = el("span", { className: "key-label", dir: "auto" }, button.text);
  const address = button.url ?? button.web_app?.url;
  const href = address ? safe(address) : null;
  if (href) {
    return el("a", { className, href, target: "_blank", rel: "noopener noreferrer",
      onclick: (/** @type {MouseEvent} */ event) => taps.open(href) && event.preventDefault() }, label, icon("out"));
  }
  const node = el("button", { type: "button", className, dataset: { row, column } }, label);
  if (button.callback_data !== undefined) {
    append(node, [el("span", { className: "spinner", "aria-hidden": "true" })]);
    setBusy(node, taps.busy(button));
    node.addEventListener("click", () => taps.tap(button, row, column));
  } else if (button.copy_text) {
    const { text } = button.copy_text;
    append(node, [icon("copy")]);
    node.addEventListener("click", () => taps.copy(text));
  } else if (button.switch_inline_query_current_chat !== undefined) {
    const query = button.switch_inline_query_current_chat;
    node.addEventListener("click", () => taps.compose(query));
  } else {
    node.addEventListener("click", () => taps.toast("This kind of button does nothing in the exercise."));
  }
  return node;
}

/** @param {HTMLElement} node @param {boolean} busy */
export function setBusy(node, busy) {
  node.classList.toggle("busy", busy);
  node.setAttribute("aria-busy", String(busy));
}

/** The taps of one phone that the bot has not answered yet. */
export class WaitingTaps {
  /** @type {Map<string, {query?: string, timer: number}>} */
  #waiting = new Map();
  /** Answers may overtake the sandbox's reply to the tap itself. @type {Set<string>} */
  #answeredEarly = new Set();

  /** @param {(messageId: number) => void} changed the spinners of this bubble are other ones now */
  constructor(changed) {
    this.changed = changed;
  }

  /** @param {number} messageId @param {Button} button */
  has(messageId, button) {
    return this.#waiting.has(`${messageId}|${button.callback_data}`);
  }

  /**
   * Shows the spinner until the bot answers, the patience ends or the tap itself fails.
   *
   * @param {number} messageId
   * @param {Button} button
   * @param {() => Promise<{query_id: string}>} send
   */
  async press(messageId, button, send) {
    const name = `${messageId}|${button.callback_data}`;
    if (this.#waiting.has(name)) return;
    const end = () => this.#end(name);
    const tap = { query: /** @type {string | undefined} */ (undefined), timer: setTimeout(end, PATIENCE_MS) };
    this.#waiting.set(name, tap);
    this.changed(messageId);
    try {
      tap.query = String((await send()).query_id);
      if (this.#answeredEarly.delete(tap.query)) end();
    } catch (error) {
      end();
      throw error;
    }
  }

  /** @param {string} query the bot has answered it */
  answered(query) {
    for (const [name, tap] of this.#waiting) {
      if (tap.query === String(query)) return this.#end(name);
    }
    this.#answeredEarly.add(String(query));
  }

  /** @param {string} name */
  #end(name) {
    clearTimeout(this.#waiting.get(name)?.timer);
    if (this.#waiting.delete(name)) this.changed(Number(name.split("|", 1)[0]));
  }
}
