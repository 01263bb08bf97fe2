/** Where a person writes: the text field, the commands, and what stands there instead before START or after a block. */

import { el, iconButton } from "./dom.js";
import { recall, remember } from "./memory.js";
import { menu, openMenu } from "./menu.js";

/**
 * @typedef {{command: string, description: string}} Command
 *
 * @typedef {Object} Pen
 * @property {(text: string) => void} send
 * @property {() => Promise<Command[]>} commands
 * @property {() => void} start
 * @property {() => void} unblock
 * @property {(request: NonNullable<import("./api.js").Key["request_users"]>) => void} pick opens the list of people
 */

const TALLEST = 140;

export class Composer {
  /** @type {Command[] | null} */
  #commands = null;
  /** @type {HTMLElement | null} */
  #suggested = null;

  /** @param {number} id of the person @param {Pen} pen */
  constructor(id, pen) {
    this.pen = pen;
    this.draft = `draft.${id}`;
    this.field = el("textarea", { rows: 1, dir: "auto", placeholder: "Message", "aria-label": "Message",
      value: recall(this.draft, ""), maxLength: 4096, enterKeyHint: "send" });
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
    this.commandsButton = iconButton("slash", "Commands", () => this.#openCommands(), { "aria-haspopup": "menu" });
    this.row = el("div", { className: "composer-row" }, this.commandsButton, this.field,
      iconButton("send", "Send", () => this.#send(), { className: "icon-button send" }));
    this.startButton = el("button", { type: "button", className: "big-button", onclick: () => pen.start() }, "START");
    this.unblockButton = el("button", { type: "button", className: "big-button", onclick: () => pen.unblock() }, "UNBLOCK");
    this.keys = el("div", { className: "reply-keys", role: "group", "aria-label": "Keys", hidden: true });
    this.node = el("div", { className: "composer" });
  }

  /** @param {import("./api.js").Person} person @param {boolean} empty whether the chat has no bubble yet */
  show(person, empty) {
    const wanted = person.blocked ? this.unblockButton : person.started || !empty ? this.row : this.startButton;
    if (wanted.parentNode) return;
    const hadFocus = this.node.contains(document.activeElement);
    this.node.replaceChildren(wanted, this.keys);
    this.#fit();
    if (hadFocus) (wanted === this.row ? this.field : wanted).focus({ preventScroll: true });
  }

  /** What stands in place of the letters' keyboard. @param {import("./api.js").Keyboard | undefined} keyboard */
  showKeys(keyboard) {
    this.keys.hidden = !keyboard;
    this.keys.replaceChildren(...(keyboard?.keyboard ?? []).map((row) => el("div", { className: "keys" },
      ...row.map((key) => this.#replyKey(typeof key === "string" ? { text: key } : key)))));
  }

  /** @param {import("./api.js").Key} key */
  #replyKey({ text, request_users }) {
    const act = () => (request_users ? this.pen.pick(request_users) : this.pen.send(text));
    return el("button", { type: "button", className: "key", onclick: act }, el("span", { className: "key-label", dir: "auto" }, text));
  }

  /** The bot has set other commands, or the person speaks another language now. */
  forgetCommands() {
    this.#commands = null;
  }

  /** @param {string} text */
  compose(text) {
    this.field.value = text;
    this.#typed();
    this.field.focus();
  }

  #typed() {
    remember(this.draft, this.field.value || null);
    this.#fit();
    this.#suggest();
  }

  #fit() {
    if (!this.field.isConnected) return;
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
  }

  #send() {
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.#typed();
    this.pen.send(text);
    this.field.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // While Chinese or Arabic is being composed, Enter belongs to the input method.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    } else if (this.#suggested && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      const items = /** @type {NodeListOf<HTMLElement>} */ (this.#suggested.querySelectorAll("button"));
      items[event.key === "ArrowUp" ? items.length - 1 : 0]?.focus();
    } else if (this.#suggested && event.key === "Escape") {
      this.#leave();
    }
  }

  async #known() {
    this.#commands ??= await this.pen.commands();
    return this.#commands;
  }

  /** @param {Command[]} commands */
  #items(commands) {
    return commands.map(({ command, description }) => ({
      label: `/${command}`, detail: description, act: () => this.pen.send(`/${command}`),
    }));
  }

  async #openCommands() {
    const items = this.#items(await this.#known());
    const none = [{ label: "The bot has set no commands", act: () => {} }];
    openMenu(this.node, this.commandsButton, "Commands", items.length > 0 ? items : none);
  }

  async #suggest() {
    const start = this.field.value;
    if (!/^\/\w*$/.test(start)) return this.#leave();
    const commands = (await this.#known()).filter(({ command }) => `/${command}`.startsWith(start.toLowerCase()));
    if (this.field.value !== start) return;
    this.#leave();
    if (commands.length === 0) return;
    this.#suggested = menu("Commands that fit", this.#items(commands), (item) => {
      this.#leave();
      this.field.focus();
      if (!item) return;
      this.field.value = "";
      this.#typed();
      item.act();
    });
    this.node.append(this.#suggested);
  }

  #leave() {
    this.#suggested?.remove();
    this.#suggested = null;
  }
}
