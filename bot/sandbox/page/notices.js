/** What a phone says over its chat: toasts that pass, and alerts that wait for a tap. */

import { el } from "./dom.js";

const TOAST_MS = 3500;

export class Notices {
  /** @type {number | undefined} */
  #timer;

  /** @param {HTMLElement} frame whose other contents rest while an alert is open */
  constructor(frame) {
    this.frame = frame;
    this.line = el("p", { className: "toast", role: "status", dir: "auto" });
    frame.append(this.line);
  }

  /** @param {string} text */
  toast(text) {
    clearTimeout(this.#timer);
    this.line.textContent = text;
    this.line.classList.add("shown");
    this.#timer = setTimeout(() => this.line.classList.remove("shown"), Math.max(TOAST_MS, text.length * 60));
  }

  /**
   * @param {string} text
   * @param {string | null} [href] a link that the alert offers to open
   */
  alert(text, href) {
    this.frame.querySelector(".alert")?.remove();
    const rest = [...this.frame.children];
    const back = /** @type {HTMLElement | null} */ (document.activeElement);
    const close = () => {
      node.remove();
      for (const other of rest) other.removeAttribute("inert");
      if (back?.isConnected) back.focus({ preventScroll: true });
    };
    const ok = el("button", { type: "button", className: "big-button", onclick: close }, "OK");
    const words = el("p", { className: "alert-text", dir: "auto" }, text);
    const link = href && el("a", { className: "big-button", href, target: "_blank", rel: "noopener noreferrer", onclick: close },
      "Open the link");
    const node = el("div", { className: "alert", onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") close();
    } }, el("div", { className: "alert-box", role: "alertdialog", "aria-label": "Message of the bot" }, words,
      el("div", { className: "alert-keys" }, link, ok)));
    for (const other of rest) other.setAttribute("inert", "");
    this.frame.append(node);
    ok.focus({ preventScroll: true });
  }
}
