/** Formatted text: entities of the Bot API become real elements, nested as they overlap. */

import { append, el } from "./dom.js";
import { safe } from "./links.js";

/** @typedef {import("./api.js").Entity} Entity */

/**
 * @typedef {Object} Links what a tap on a piece of text does
 * @property {(command: string) => void} command
 * @property {(url: string) => boolean} open true when the page dealt with the link itself
 */

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
/** What can be pressed; such a thing holds no other one. */
const PRESSED = new Set(["text_link", "url", "email", "phone_number", "mention", "bot_command"]);
const PLAIN = /** @type {Record<string, string>} */ ({
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote",
});

/**
 * @param {string} text
 * @param {Entity[]} entities
 * @param {Links} links
 * @returns {DocumentFragment}
 */
export function formatted(text, entities, links) {
  const fragment = document.createDocumentFragment();
  const inside = entities.filter((entity, at) => entity.length > 0 && entity.offset < text.length
    && !entities.slice(0, at).some((other) => same(other, entity)));
  append(fragment, pieces(text, 0, text.length, inside.sort(outerFirst), links));
  return fragment;
}

/** @param {Entity} a @param {Entity} b */
const same = (a, b) => a.type === b.type && a.offset === b.offset && a.length === b.length;

/** Of two entities with the same place, a block holds the other, and code is held. @param {Entity} entity */
const depth = (entity) => (BLOCKS.has(entity.type) ? 0 : entity.type === "code" ? 2 : 1);

/** @param {Entity} a @param {Entity} b */
function outerFirst(a, b) {
  return a.offset - b.offset || b.length - a.length || depth(a) - depth(b);
}

/**
 * The nodes for `text[start:end]`. An entity that reaches past its parent is cut at the parent's end and
 * goes on behind it, so that odd input still shows every character once.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Entity[]} entities sorted, outer before inner
 * @param {Links} links
 * @returns {Node[]}
 */
function pieces(text, start, end, entities, links) {
  const nodes = [];
  const waiting = [...entities];
  let at = start;
  let afterBlock = false;
  const plain = (/** @type {number} */ until) => {
    let words = text.slice(at, until);
    // The line break behind a block is the end of the block's own line, not an empty one.
    if (afterBlock && words.startsWith("\n")) words = words.slice(1);
    if (words) nodes.push(document.createTextNode(words));
  };
  while (waiting.length > 0) {
    const entity = /** @type {Entity} */ (waiting.shift());
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    plain(from);
    const inner = [];
    while (waiting.length > 0 && waiting[0].offset < to) inner.push(/** @type {Entity} */ (waiting.shift()));
    const late = inner.filter((one) => one.offset + one.length > to).map((one) => ({
      ...one, offset: to, length: one.offset + one.length - to,
    }));
    const held = PRESSED.has(entity.type) ? inner.filter((one) => !PRESSED.has(one.type)) : inner;
    nodes.push(element(entity, text.slice(from, to), pieces(text, from, to, held, links), links));
    waiting.unshift(...late.sort(outerFirst));
    at = to;
    afterBlock = BLOCKS.has(entity.type);
  }
  plain(end);
  return nodes;
}

/**
 * @param {Entity} entity
 * @param {string} words the text it covers
 * @param {Node[]} children
 * @param {Links} links
 * @returns {Node}
 */
function element(entity, words, children, links) {
  switch (entity.type) {
    case "bold": case "italic": case "underline": case "strikethrough": case "code": case "blockquote":
      return el(PLAIN[entity.type], {}, ...children);
    case "pre":
      return el("pre", { dataset: entity.language ? { language: entity.language } : {} }, el("code", {}, ...children));
    case "expandable_blockquote": return expandable(children);
    case "spoiler": return spoiler(children);
    case "text_link": return link(entity.url ?? "", children, links);
    case "url": return link(/^[a-z][a-z+.-]*:/i.test(words) ? words : `https://${words}`, children, links);
    case "email": return link(`mailto:${words}`, children, links);
    case "phone_number": return link(`tel:${words.replace(/[^+\d]/g, "")}`, children, links);
    case "mention": return link(`https://t.me/${words.slice(1)}`, children, links);
    case "text_mention": return el("span", { className: "person" }, ...children);
    case "bot_command":
      return el("button", { type: "button", className: "command", onclick: () => links.command(words) }, ...children);
    default:
      return el("span", {}, ...children);
  }
}

/** @param {string} url @param {Node[]} children @param {Links} links */
function link(url, children, links) {
  const href = safe(url);
  if (href === null) return el("span", {}, ...children);
  return el("a", {
    href, target: "_blank", rel: "noopener noreferrer",
    onclick: (/** @type {MouseEvent} */ event) => links.open(href) && event.preventDefault(),
  }, ...children);
}

/** @param {Node[]} children */
function spoiler(children) {
  const show = (/** @type {Event} */ event) => {
    if (event instanceof KeyboardEvent && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    node.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
    secret.removeAttribute("aria-hidden");
  };
  const secret = el("span", { "aria-hidden": "true" }, ...children);
  const node = el("span", { className: "spoiler", role: "button", tabIndex: 0, "aria-label": "Hidden text, press to show",
    onclick: show, onkeydown: show }, secret);
  return node;
}

/** @param {Node[]} children */
function expandable(children) {
  const body = el("div", { className: "quoted" }, ...children);
  const toggle = el("button", { type: "button", className: "more", "aria-expanded": "false", onclick: () => {
    const open = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "Show less" : "Show more";
  } }, "Show more");
  const quote = el("blockquote", { className: "expandable" }, body, toggle);
  return quote;
}
