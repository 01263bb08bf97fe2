/** Round pictures made of an initial; the colour follows the id, so that a person keeps it. */

import { el } from "./dom.js";

const COLOURS = 7;

/**
 * @param {string} name
 * @param {number} id
 * @returns {HTMLElement}
 */
export function avatar(name, id) {
  const initial = [...name.trim()][0] ?? "";
  return el("span", { className: `avatar colour-${Math.abs(id) % COLOURS}`, "aria-hidden": "true" }, initial.toUpperCase());
}
