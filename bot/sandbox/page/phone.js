/** One phone: everything that happens between a person and the bot. */

import { api } from "./api.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { pickDialog } from "./dialogs.js";
import { Face } from "./face.js";
import { WaitingTaps } from "./keyboard.js";
import { safe, startPayload } from "./links.js";
import { openMenu } from "./menu.js";
import { Notices } from "./notices.js";
import { Outbox } from "./outbox.js";
import { phoneMenu } from "./phonemenu.js";
import { languageOf, nameOf } from "./store.js";

/**
 * @typedef {import("./api.js").Bubble} Bubble
 * @typedef {import("./api.js").Person} Person
 * @typedef {import("./bubble.js").Hands} Hands
 */

/** A text that is on its way for less than this shows no clock. */
const SOON_MS = 300;

export class Phone {
  /** @type {(() => void)[]} */
  #off = [];

  /**
   * @param {Person} person
   * @param {import("./store.js").Store} store
   * @param {{hide: () => void, edit: () => void, invite: () => void}} page what the phone asks of the page around it
   */
  constructor(person, store, page) {
    this.id = person.id;
    this.store = store;
    this.page = page;
    this.taps = new WaitingTaps((messageId) => this.chat.refreshKeys(messageId));
    this.outbox = new Outbox(person.id, () => store.connected && !this.person.offline, () => this.#showWaiting(),
      (reason) => this.notices.toast(reason));
    this.chat = new Chat((bubble) => this.#hands(bubble));
    this.composer = new Composer(person.id, {
      send: (text) => this.send(text),
      commands: () => api.commands(this.id),
      start: () => this.start(),
      unblock: () => this.change({ blocked: false }),
      pick: (request) => pickDialog(this, request),
    });
    this.face = new Face(person.id, this.chat.node, this.composer.node, () => this.#openMenu());
    this.notices = new Notices(this.face.frame);
    this.node = this.face.node;
    this.#listen();
    this.sync();
  }

  /** @returns {Person} */
  get person() {
    return /** @type {Person} */ (this.store.people.get(this.id));
  }

  #listen() {
    const mine = (/** @type {string} */ type, /** @type {(event: any) => void} */ act) =>
      this.store.on(type, (event) => {
        const id = event.chat_id ?? event.message?.chat_id ?? event.person?.id;
        if (id === this.id && (type === "person" || type === "thawed" || !this.person.offline)) act(event);
      });
    this.#off = [
      mine("person", () => this.#showPerson()),
      mine("thawed", () => this.sync()),
      mine("message", ({ message }) => this.#message(message)),
      mine("deleted", ({ message_id }) => this.chat.remove(message_id)),
      mine("typing", () => this.face.showTyping()),
      mine("callback", (answer) => this.#answered(answer)),
      mine("keyboard", () => this.#showKeys()),
      this.store.on("commands", () => this.composer.forgetCommands()),
      this.store.on("connected", () => this.outbox.drain()),
      this.store.on("state", () => this.store.people.has(this.id) && this.sync()),
    ];
  }

  /** Takes the phone off the page. */
  close() {
    for (const off of this.#off) off();
    this.node.remove();
  }

  /** Shows what the store holds now. */
  sync() {
    this.chat.sync(this.store.bubbles(this.id));
    this.#showPerson();
    this.#showKeys();
    this.#showWaiting();
    this.outbox.drain();
  }

  #showKeys() {
    this.composer.showKeys(this.store.keyboards.get(this.id));
  }

  #showPerson() {
    const { person, store } = this;
    this.face.show(person, store.bot);
    this.chat.describe(`Chat of ${nameOf(person)} with ${store.bot.first_name}`, languageOf(person));
    this.composer.forgetCommands();
    this.#showComposer();
  }

  #showComposer() {
    this.composer.show(this.person, this.chat.empty && this.outbox.waiting.length === 0);
    this.face.showAbout(this.chat.empty, this.store.bot);
  }

  /** @param {Bubble} message */
  #message(message) {
    if (message.outgoing) this.face.stopTyping();
    this.chat.put(message);
    this.#showComposer();
  }

  #showWaiting() {
    const show = () => this.chat.showWaiting(this.outbox.waiting);
    if (this.outbox.waiting.length === 0 || !this.outbox.online()) show();
    else setTimeout(show, SOON_MS);
    this.#showComposer();
  }

  /** @param {Bubble} bubble @returns {Hands} */
  #hands(bubble) {
    return {
      command: (text) => this.send(text),
      open: (url) => this.#open(url),
      compose: (query) => this.composer.compose(`@${this.store.bot.username} ${query}`),
      toast: (text) => this.notices.toast(text),
      busy: (button) => this.taps.has(bubble.message_id, button),
      tap: (button, row, column) => this.#tap(bubble, button, row, column),
      copy: (text) => this.#do(async () => {
        await navigator.clipboard.writeText(text);
        this.notices.toast("Copied");
      }),
    };
  }

  /** @param {Bubble} bubble @param {import("./api.js").Button} button @param {number} row @param {number} column */
  #tap(bubble, button, row, column) {
    if (this.person.offline) return this.notices.toast("Offline. Tap again when the phone is online.");
    const { message_id } = bubble;
    const send = async () => {
      const sent = await api.tap(this.id, message_id, row, column);
      this.store.queries.set(String(sent.query_id), this.id);
      return sent;
    };
    return this.#do(() => this.taps.press(message_id, button, send));
  }

  /** @param {{query_id: string, text?: string, show_alert?: boolean, url?: string}} answer */
  #answered({ query_id, text, show_alert, url }) {
    this.taps.answered(query_id);
    if (url && !this.#open(url)) this.notices.alert(text || url, safe(url));
    else if (text && show_alert) this.notices.alert(text);
    else if (text) this.notices.toast(text);
  }

  /** A start link of this very bot is followed on the phone itself. @param {string} url */
  #open(url) {
    const payload = startPayload(url, this.store.bot.username);
    if (payload === null) return false;
    this.start(payload);
    return true;
  }

  /** @param {string} text */
  send(text) {
    if (this.person.blocked) return this.notices.toast("Unblock the bot first.");
    return this.#do(() => this.outbox.add(text));
  }

  /** @param {string} [payload] */
  start(payload) {
    if (this.person.offline) return this.notices.toast("Offline. Try again when the phone is online.");
    return this.#do(() => api.start(this.id, payload));
  }

  /** Names somebody out of the list of people. @param {number} request @param {number} user */
  share(request, user) {
    if (this.person.offline) return this.notices.toast("Offline. Try again when the phone is online.");
    return this.#do(() => api.share(this.id, request, user));
  }

  /** @param {Partial<Person>} changes */
  change(changes) {
    return this.#do(() => api.changePerson(this.id, changes));
  }

  /** Does what the person asked for, and says on the phone why it could not be done. @param {() => unknown} act */
  async #do(act) {
    try {
      await act();
    } catch (error) {
      this.notices.toast(/** @type {Error} */ (error).message);
    }
  }

  #openMenu() {
    openMenu(this.face.frame, this.face.menuButton, "Phone menu", phoneMenu(this));
  }
}
