/** The scrolling list of bubbles of one phone: order, days, tails, edits in place, and staying at the bottom. */

import { dayOf, row, waitingRow } from "./bubble.js";
import { calm, el, icon } from "./dom.js";
import { setBusy } from "./keyboard.js";

/**
 * @typedef {import("./api.js").Bubble} Bubble
 * @typedef {import("./bubble.js").Hands} Hands
 */

/** So close to the end (CSS pixels) counts as being at the end. */
const NEAR_END = 48;

export class Chat {
  /** @type {Map<number, {bubble: Bubble, node: HTMLElement}>} */
  #shown = new Map();
  #atEnd = true;
  #top = 0;
  #unread = 0;

  /** @param {(bubble: Bubble) => Hands} handsFor */
  constructor(handsFor) {
    this.handsFor = handsFor;
    this.list = el("div", { className: "rows" });
    this.waiting = el("div", { className: "rows" });
    this.scroller = el("div", { className: "scroller", role: "log", "aria-live": "polite", tabIndex: 0 },
      this.list, this.waiting);
    this.pill = el("button", { type: "button", className: "pill", hidden: true, onclick: () => this.toEnd(true) });
    this.node = el("div", { className: "chat" }, el("div", { className: "wallpaper" }), this.scroller, this.pill);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const grown = new ResizeObserver(() => {
      if (this.#atEnd) this.toEnd(false);
      requestAnimationFrame(() => this.#measure());
    });
    for (const node of [this.scroller, this.list, this.waiting]) grown.observe(node);
  }

  /** @param {string} label of the log for screen readers @param {string} language of most of its texts */
  describe(label, language) {
    this.scroller.setAttribute("aria-label", label);
    this.scroller.lang = language;
  }

  get empty() {
    return this.#shown.size === 0;
  }

  /** @param {boolean} smoothly */
  toEnd(smoothly) {
    this.#atEnd = true;
    const behavior = smoothly && !calm() ? "smooth" : "instant";
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
    this.#count(0);
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    // Only a hand scrolls up; our own way down may still be under way.
    if (scrollTop < this.#top) this.#atEnd = false;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) this.#atEnd = true;
    this.#top = scrollTop;
    if (this.#atEnd) this.#count(0);
  }

  /** @param {number} unread */
  #count(unread) {
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.pill.hidden = unread === 0;
    this.pill.replaceChildren(icon("down"), unread === 1 ? "1 new message" : `${unread} new messages`);
  }

  /** Makes the list equal to these bubbles, touching only what differs. @param {Bubble[]} bubbles oldest first */
  sync(bubbles) {
    const kept = new Set(bubbles.map((bubble) => bubble.message_id));
    for (const id of [...this.#shown.keys()]) if (!kept.has(id)) this.remove(id);
    for (const bubble of bubbles) this.put(bubble, false);
  }

  /**
   * Shows a new bubble, or another version of one that is shown already.
   *
   * @param {Bubble} bubble
   * @param {boolean} lively whether it happens now, before the reader's eyes
   */
  put(bubble, lively = true) {
    const old = this.#shown.get(bubble.message_id);
    if (old && JSON.stringify(old.bubble) === JSON.stringify(bubble)) return;
    const node = row(bubble, this.handsFor(bubble));
    this.#shown.set(bubble.message_id, { bubble, node });
    if (old) this.#replace(old.node, node, lively);
    else this.#insert(bubble, node, lively);
    this.#group(node);
    this.#group(/** @type {HTMLElement | null} */ (node.previousElementSibling));
    this.#group(/** @type {HTMLElement | null} */ (node.nextElementSibling));
  }

  /** Only a quote that does not fit offers to show more. */
  #measure() {
    for (const quote of this.list.querySelectorAll(".expandable:not(.open)")) {
      const body = /** @type {HTMLElement} */ (quote.firstElementChild);
      quote.classList.toggle("clipped", body.scrollHeight > body.clientHeight + 1);
    }
  }

  /** @param {HTMLElement} old @param {HTMLElement} node @param {boolean} lively */
  #replace(old, node, lively) {
    const focused = old.contains(document.activeElement);
    const place = focused ? controls(old).indexOf(/** @type {HTMLElement} */ (document.activeElement)) : -1;
    if (lively) node.classList.add("changed");
    old.replaceWith(node);
    if (!focused) return;
    const next = controls(node);
    (next[place] ?? next.at(-1) ?? this.scroller).focus({ preventScroll: true });
  }

  /** @param {Bubble} bubble @param {HTMLElement} node @param {boolean} lively */
  #insert(bubble, node, lively) {
    if (lively) node.classList.add("arrived");
    if (lively) this.#scrolled();
    const last = /** @type {HTMLElement | null} */ (this.list.lastElementChild);
    if (!last || Number(last.dataset.id) < bubble.message_id) this.list.append(node);
    else [...this.list.children].find((one) => Number(one.dataset.id) > bubble.message_id)?.before(node);
    if (!lively) return;
    if (!bubble.outgoing) this.toEnd(false);
    else if (!this.#atEnd) this.#count(this.#unread + 1);
  }

  /** @param {number} id */
  remove(id) {
    const gone = this.#shown.get(id);
    if (!gone) return;
    this.#shown.delete(id);
    const [before, after] = [gone.node.previousElementSibling, gone.node.nextElementSibling];
    if (gone.node.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
    gone.node.remove();
    this.#group(/** @type {HTMLElement | null} */ (before));
    this.#group(/** @type {HTMLElement | null} */ (after));
  }

  /** A day's first row carries the date, a group's last one the tail. @param {HTMLElement | null} node */
  #group(node) {
    if (!node) return;
    const bubble = this.#of(node);
    const [before, after] = [this.#of(node.previousElementSibling), this.#of(node.nextElementSibling)];
    node.classList.toggle("first-of-day", !before || dayOf(before) !== dayOf(bubble));
    node.classList.toggle("tail", !after || after.outgoing !== bubble.outgoing || dayOf(after) !== dayOf(bubble));
  }

  /** @param {any} node @returns {any} the bubble of a row */
  #of(node) {
    return node && this.#shown.get(Number(node.dataset.id))?.bubble;
  }

  /** @param {number} id the spinners of this bubble may be other ones now */
  refreshKeys(id) {
    const shown = this.#shown.get(id);
    if (!shown) return;
    const hands = this.handsFor(shown.bubble);
    for (const key of /** @type {NodeListOf<HTMLElement>} */ (shown.node.querySelectorAll("button.key[data-row]"))) {
      const button = shown.bubble.reply_markup?.inline_keyboard[Number(key.dataset.row)][Number(key.dataset.column)];
      if (button) setBusy(key, hands.busy(button));
    }
  }

  /** @param {string[]} texts that wait on the phone */
  showWaiting(texts) {
    this.waiting.replaceChildren(...texts.map(waitingRow));
    if (texts.length > 0) this.toEnd(false);
  }
}

/** @param {HTMLElement} node @returns {HTMLElement[]} */
function controls(node) {
  return [...node.querySelectorAll("button, a[href], [tabindex]")].map((one) => /** @type {HTMLElement} */ (one));
}
