/** One message as one row of the chat. A row knows nothing of its neighbours: `chat.js` groups them. */

import { append, el, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { keyboard } from "./keyboard.js";

/**
 * @typedef {import("./api.js").Bubble} Bubble
 * @typedef {import("./entities.js").Links & import("./keyboard.js").Taps} Hands what bubbles can do on this phone
 */

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** @param {string | number} date ISO text, or seconds since 1970 as in the Bot API */
export function moment(date) {
  return new Date(typeof date === "number" ? date * 1000 : date);
}

/** @param {Bubble} bubble */
export function dayOf(bubble) {
  return DAY.format(moment(bubble.date));
}

/**
 * @param {Bubble} bubble
 * @param {Hands} hands
 * @returns {HTMLElement}
 */
export function row(bubble, hands) {
  const mine = !bubble.outgoing;
  const service = bubble.kind === "service" || bubble.kind === "users_shared";
  const side = service ? "service" : mine ? "mine" : "theirs";
  const node = el("div", { className: `row ${side}`, dataset: { id: bubble.message_id } },
    el("p", { className: "day", dir: "ltr" }, dayOf(bubble)),
    service ? el("p", { className: "service-note", dir: "auto" }, note(bubble)) : message(bubble, mine, hands));
  const keys = bubble.reply_markup?.inline_keyboard;
  if (keys?.length) node.append(keyboard(keys, hands));
  return node;
}

/** What Telegram itself says between the bubbles. @param {Bubble} bubble */
function note(bubble) {
  return bubble.shared ? `You shared ${bubble.shared.join(", ")} with the bot` : bubble.text ?? "";
}

/**
 * A text that waits on the phone.
 *
 * @param {string} text
 */
export function waitingRow(text) {
  return el("div", { className: "row mine waiting tail" },
    el("div", { className: "bubble" }, el("div", { className: "text", dir: "auto" }, text,
      el("span", { className: "meta" }, icon("clock"), el("span", { className: "hidden-label" }, "waiting to be sent")))));
}

/** @param {Bubble} bubble @param {boolean} mine @param {Hands} hands */
function message(bubble, mine, hands) {
  const words = bubble.text || bubble.caption || "";
  const text = el("div", { className: "text", dir: "auto" });
  append(text, [formatted(words, bubble.entities ?? [], hands), meta(bubble, mine)]);
  return el("div", { className: `bubble kind-${bubble.kind}` },
    el("span", { className: "hidden-label" }, mine ? "You: " : "Bot: "),
    attachment(bubble), text);
}

/** @param {Bubble} bubble @param {boolean} mine */
function meta(bubble, mine) {
  const at = moment(bubble.date);
  return el("span", { className: "meta", dir: "ltr" },
    bubble.edit_date ? el("span", { className: "edited" }, "edited") : null,
    el("time", { dateTime: at.toISOString() }, TIME.format(at)),
    mine ? icon("sent") : null);
}

/** @param {Bubble} bubble @returns {HTMLElement | null} */
function attachment(bubble) {
  switch (bubble.kind) {
    case "sticker": return el("div", { className: "sticker", role: "img", "aria-label": "Sticker" }, icon("sticker"));
    case "voice": return el("div", { className: "voice", role: "img", "aria-label": "Voice message" },
      el("span", { className: "disc" }, icon("play")), el("span", { className: "wave" }));
    case "photo": return el("div", { className: "photo", role: "img", "aria-label": "Photo" }, icon("photo"));
    case "document": return el("div", { className: "file" }, el("span", { className: "disc" }, icon("file")),
      el("bdi", {}, bubble.file_name ?? "Document"));
    default: return null;
  }
}
