/** Small menus that open beside their button and work with the arrow keys. */

import { el, icon } from "./dom.js";

/**
 * @typedef {Object} Item
 * @property {string} label
 * @property {string} [detail] a second line
 * @property {string} [picture] from the sprite
 * @property {boolean} [danger]
 * @property {() => void} act
 */

/**
 * @param {string} label of the whole menu
 * @param {Item[]} items
 * @param {(item?: Item) => void} chosen called once with the item, or with nothing when the menu was left
 * @returns {HTMLElement}
 */
export function menu(label, items, chosen) {
  const buttons = items.map((item) => el("button", {
    type: "button", role: "menuitem", tabIndex: -1, className: item.danger ? "danger" : "", onclick: () => chosen(item),
  }, item.picture ? icon(item.picture) : null,
  el("span", { className: "item-label" }, el("bdi", {}, item.label),
    item.detail ? el("small", { dir: "auto" }, item.detail) : null)));
  const node = el("div", { className: "menu", role: "menu", "aria-label": label }, ...buttons);
  node.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const at = buttons.indexOf(/** @type {any} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + buttons.length, Home: 0, End: buttons.length - 1 }[event.key];
    if (to !== undefined) buttons[to % buttons.length]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") chosen();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return node;
}

/**
 * Opens a menu inside `host` for as long as nothing is chosen and the focus stays in it.
 *
 * @param {HTMLElement} host
 * @param {HTMLElement} opener the button that gets the focus back
 * @param {string} label
 * @param {Item[]} items
 */
export function openMenu(host, opener, label, items) {
  const outside = (/** @type {Event} */ event) => {
    if (!node.contains(/** @type {Node} */ (event.target))) close();
  };
  const close = () => {
    document.removeEventListener("pointerdown", outside, true);
    opener.setAttribute("aria-expanded", "false");
    node.remove();
  };
  if (opener.getAttribute("aria-expanded") === "true") return;
  const node = menu(label, items, (item) => {
    close();
    opener.focus();
    item?.act();
  });
  host.append(node);
  opener.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  /** @type {HTMLElement | null} */ (node.querySelector("button"))?.focus();
}
