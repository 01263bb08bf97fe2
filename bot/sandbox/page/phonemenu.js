/** What the menu of a phone offers. */

import { api } from "./api.js";

/**
 * @param {import("./phone.js").Phone} phone
 * @returns {import("./menu.js").Item[]}
 */
export function phoneMenu(phone) {
  const { person, notices, page } = phone;
  const attempt = (/** @type {Promise<unknown>} */ done) => done.catch((error) => notices.toast(error.message));
  return [
    { label: "Send a sticker", picture: "sticker", act: () => attempt(api.sticker(phone.id)) },
    { label: "Send a voice message", picture: "mic", act: () => attempt(api.voice(phone.id)) },
    { label: "Open an invitation link…", picture: "link", act: page.invite },
    { label: "Name and language…", picture: "person", act: page.edit },
    phone.face.dark ? { label: "Light theme", picture: "sun", act: () => phone.face.setTheme("light") }
      : { label: "Dark theme", picture: "moon", act: () => phone.face.setTheme("dark") },
    person.offline ? { label: "Go online", picture: "online", act: () => phone.change({ offline: false }) }
      : { label: "Go offline", picture: "offline", act: () => phone.change({ offline: true }) },
    { label: "Hide this phone", picture: "hide", act: page.hide },
    person.blocked ? { label: "Unblock the bot", picture: "block", act: () => phone.change({ blocked: false }) }
      : { label: "Block the bot", picture: "block", danger: true, act: () => phone.change({ blocked: true }) },
  ];
}
