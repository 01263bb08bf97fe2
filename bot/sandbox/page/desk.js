/** The desk on which the phones lie: which of them are shown, in which order, and the tabs of a narrow screen. */

import { avatar } from "./avatar.js";
import { editDialog, inviteDialog } from "./dialogs.js";
import { calm, el } from "./dom.js";
import { recall, remember } from "./memory.js";
import { Phone } from "./phone.js";
import { nameOf } from "./store.js";

/** So many phones lie on the desk on a first visit. */
const AT_FIRST = 3;

export class Desk {
  /** @type {Map<number, Phone>} */
  #phones = new Map();
  /** Messages that came while another phone filled the screen. @type {Map<number, number>} */
  #unread = new Map();

  /**
   * @param {import("./store.js").Store} store
   * @param {HTMLElement} strip
   * @param {HTMLElement} tabs
   */
  constructor(store, strip, tabs) {
    this.store = store;
    this.strip = strip;
    this.tabs = tabs;
    this.nothing = el("p", { className: "nothing" }, "No phone is shown. Open one under “People”.");
    this.seen = new IntersectionObserver((entries) => this.#looked(entries), { root: strip, threshold: 0.6 });
    new ResizeObserver(() => this.#measure()).observe(strip);
    store.on("state", () => this.#settle());
    store.on("newworld", () => [...this.#phones.keys()].forEach((id) => this.#remove(id)));
    store.on("person", () => this.#drawTabs());
    store.on("message", ({ message }) => this.#heard(message));
  }

  /** @param {number} id */
  isOpen(id) {
    return this.#phones.has(id);
  }

  /** Opens what was open on the last visit, or the first few; closes the phones of people who are gone. */
  #settle() {
    const { people } = this.store;
    for (const id of [...this.#phones.keys()]) if (!people.has(id)) this.#remove(id);
    const kept = recall("open", /** @type {number[] | null} */ (null));
    const known = kept?.filter((id) => people.has(id)) ?? [];
    const first = kept === null || (kept.length > 0 && known.length === 0);
    const phones = [...people.values()].filter((person) => !person.is_bot).map((person) => person.id);
    for (const id of first ? phones.slice(0, AT_FIRST) : known) this.#add(id);
    this.#changed();
  }

  /** @param {number} id */
  open(id) {
    this.#add(id);
    this.#changed();
    remember("open", [...this.#phones.keys()]);
    this.show(id);
  }

  /** @param {number} id */
  hide(id) {
    this.#remove(id);
    this.#changed();
    remember("open", [...this.#phones.keys()]);
  }

  /** @param {number} id */
  #add(id) {
    const person = this.store.people.get(id);
    if (!person || this.#phones.has(id)) return;
    const phone = new Phone(person, this.store, {
      hide: () => this.hide(id),
      edit: () => editDialog(phone.person),
      invite: () => inviteDialog(phone),
    });
    this.#phones.set(id, phone);
    this.strip.append(phone.node);
    this.seen.observe(phone.node);
  }

  /** @param {number} id */
  #remove(id) {
    const phone = this.#phones.get(id);
    if (!phone) return;
    this.seen.unobserve(phone.node);
    phone.close();
    this.#phones.delete(id);
  }

  #changed() {
    if (this.#phones.size > 0) this.nothing.remove();
    else this.strip.append(this.nothing);
    this.#drawTabs();
    this.#measure();
  }

  /** Tabs are for phones that do not all fit on the desk. */
  #measure() {
    this.tabs.hidden = this.strip.scrollWidth <= this.strip.clientWidth + 1;
  }

  /** Brings a phone into view. @param {number} id */
  show(id) {
    this.#phones.get(id)?.node.scrollIntoView({ behavior: calm() ? "instant" : "smooth", inline: "center", block: "nearest" });
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #looked(entries) {
    for (const { target, isIntersecting } of entries) {
      const id = Number(/** @type {HTMLElement} */ (target).dataset.person);
      target.classList.toggle("in-view", isIntersecting);
      if (isIntersecting) this.#unread.delete(id);
    }
    this.#drawTabs();
  }

  /** @param {import("./api.js").Bubble} message */
  #heard(message) {
    const id = message.chat_id;
    const phone = this.#phones.get(id);
    if (!phone || !message.outgoing || message.edit_date || phone.node.classList.contains("in-view")) return;
    this.#unread.set(id, (this.#unread.get(id) ?? 0) + 1);
    this.#drawTabs();
  }

  #drawTabs() {
    const focused = this.tabs.contains(document.activeElement) ? document.activeElement : null;
    const at = focused ? [...this.tabs.children].indexOf(focused) : -1;
    this.tabs.replaceChildren(...[...this.#phones.values()].map(({ id, person, node }) => {
      const unread = this.#unread.get(id) ?? 0;
      return el("button", { type: "button", className: "tab", 
        "aria-current": node.classList.contains("in-view") ? "true" : null, onclick: () => this.show(id) },
        avatar(nameOf(person), id), el("bdi", {}, person.first_name),
        unread > 0 && el("span", { className: "badge", "aria-label": `${unread} new` }, unread));
    }));
    /** @type {HTMLElement | undefined} */ (this.tabs.children[at])?.focus();
    this.tabs.querySelector("[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }
}
