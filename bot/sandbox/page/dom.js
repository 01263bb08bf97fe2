/** Building DOM nodes. Text always becomes a text node: nothing here parses markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {Node | string | number | null | undefined | false} Child
 */

/**
 * Makes an element. `on*` properties are listeners, `class` and everything with a dash, `role` or `dir`
 * are attributes, `dataset` is copied, the rest are properties.
 *
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...Child} children
 * @returns {any} the element, ready to be appended
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name in node && name !== "role" && !name.includes("-")) /** @type {any} */ (node)[name] = value;
    else if (value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

/**
 * @param {Node} parent
 * @param {Child[]} children
 */
export function append(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/**
 * A picture from the sprite, hidden from screen readers: the control around it carries the label.
 *
 * @param {string} name id of a symbol in `icons.svg`
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/**
 * A button that shows only a picture.
 *
 * @param {string} name of the picture
 * @param {string} label read aloud and shown as a tooltip
 * @param {(event: MouseEvent) => void} onclick
 * @param {Record<string, any>} [props]
 */
export function iconButton(name, label, onclick, props = {}) {
  return el("button", { type: "button", className: "icon-button", "aria-label": label, title: label, onclick, ...props },
    icon(name));
}

/** @returns {boolean} whether the reader asked for less movement */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
