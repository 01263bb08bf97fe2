/** Addresses in messages: which of them may be opened, and which the phones follow themselves. */

/**
 * @param {string} url
 * @returns {string | null} the address, if it is of a kind that a page may open
 */
export function safe(url) {
  try {
    const { protocol, href } = new URL(url);
    return ["http:", "https:", "mailto:", "tel:", "tg:"].includes(protocol) ? href : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} url
 * @param {string} username of the bot
 * @returns {string | null} what `/start` gets, or null when it is not a start link of this bot
 */
export function startPayload(url, username) {
  const found = /^(?:https?:\/\/(?:www\.)?t\.me\/|tg:\/\/resolve\?domain=)(\w+)(?:[?&]start=([\w-]*))?$/i.exec(url.trim());
  return found && found[1].toLowerCase() === username.toLowerCase() ? (found[2] ?? "") : null;
}
