/** What the page knows of the exercise world, kept current by the events of the sandbox. */

import { forget, recall, remember } from "./memory.js";

/**
 * @typedef {import("./api.js").Person} Person
 * @typedef {import("./api.js").Bubble} Bubble
 * @typedef {import("./api.js").Call} Call
 * @typedef {import("./api.js").State} State
 */

const CALLS_KEPT = 200;

/**
 * Listeners hear the events of the control API by their type, after the store has taken them in, and also
 * `state` (everything may have changed), `connected` (true or false), `thawed` (a phone is online again) and
 * `newworld` (the sandbox was started afresh: what was kept of the last one is void).
 */
export class Store {
  /** @type {Map<string, Set<(event: any) => void>>} */
  #listeners = new Map();
  /** @type {Map<number, Map<number, Bubble>>} */
  #chats = new Map();
  /** What an offline phone goes on showing. @type {Map<number, Bubble[]>} */
  #frozen = new Map();
  /** How far the events have come; of the last visit until the first state is here. */
  #seq = recall("seq", 0);
  #clock = { shown: Date.now(), read: performance.now() };

  bot = /** @type {State["bot"]} */ ({ id: 0, first_name: "Bot", username: "bot", description: "" });
  /** @type {Map<number, Person>} */
  people = new Map();
  /** @type {Call[]} */
  calls = [];
  connected = true;
  /** What stands in place of the letters' keyboard, by chat. @type {Map<number, import("./api.js").Keyboard>} */
  keyboards = new Map();
  /** In whose chat a tap was made, by its query. @type {Map<string, number>} */
  queries = new Map();

  /**
   * @param {string} type
   * @param {(event: any) => void} listener
   * @returns {() => void} stops listening
   */
  on(type, listener) {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** @param {string} type @param {any} [event] */
  #tell(type, event) {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }

  /** The time in the exercise world. */
  get now() {
    return new Date(this.#clock.shown + performance.now() - this.#clock.read);
  }

  /** @param {string} iso */
  #setClock(iso) {
    this.#clock = { shown: Date.parse(iso), read: performance.now() };
  }

  /** @param {boolean} connected */
  setConnected(connected) {
    if (connected === this.connected) return;
    this.connected = connected;
    this.#tell("connected", connected);
  }

  /** @param {State} state */
  load(state) {
    if (state.seq < this.#seq) {
      forget("frozen.", "waiting.", "draft.");
      this.#frozen.clear();
      this.#tell("newworld");
    }
    this.#reached(state.seq);
    this.bot = state.bot;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.#chats = new Map();
    this.keyboards = new Map(Object.entries(state.keyboards).map(([id, keyboard]) => [Number(id), keyboard]));
    for (const bubble of state.messages) this.#keep(bubble);
    this.calls = state.calls.slice(-CALLS_KEPT);
    this.#setClock(state.now);
    for (const person of state.people) this.#freeze(person);
    this.#tell("state");
  }

  /** @param {number} seq */
  #reached(seq) {
    this.#seq = seq;
    remember("seq", seq);
  }

  /** @param {any} event as the sandbox sent it @param {number} seq its number */
  hear(event, seq) {
    this.#reached(seq);
    if (event.type === "person") this.#person(event.person);
    else if (event.type === "message") this.#keep(event.message);
    else if (event.type === "deleted") this.#chats.get(event.chat_id)?.delete(event.message_id);
    else if (event.type === "call") this.calls = [...this.calls, event.call].slice(-CALLS_KEPT);
    else if (event.type === "clock") this.#setClock(event.now);
    else if (event.type === "keyboard") this.#keyboard(event);
    else if (event.type === "callback") this.queries.set(String(event.query_id), event.chat_id);
    this.#tell(event.type, event);
  }

  /** @param {Bubble} bubble */
  #keep(bubble) {
    const chat = this.#chats.get(bubble.chat_id) ?? new Map();
    this.#chats.set(bubble.chat_id, chat.set(bubble.message_id, bubble));
  }

  /** @param {{chat_id: number, keyboard: import("./api.js").Keyboard | null}} event */
  #keyboard({ chat_id, keyboard }) {
    if (keyboard) this.keyboards.set(chat_id, keyboard);
    else this.keyboards.delete(chat_id);
  }

  /** @param {Person} person */
  #person(person) {
    this.people.set(person.id, person);
    const wasFrozen = this.#frozen.has(person.id);
    this.#freeze(person);
    if (wasFrozen && !person.offline) this.#tell("thawed", { person });
  }

  /** Keeps what an offline phone showed last, over a reload too. @param {Person} person */
  #freeze(person) {
    const key = `frozen.${person.id}`;
    if (!person.offline) {
      this.#frozen.delete(person.id);
      remember(key, null);
    } else if (!this.#frozen.has(person.id)) {
      this.#frozen.set(person.id, recall(key, null) ?? this.#live(person.id));
      remember(key, this.#frozen.get(person.id));
    }
  }

  /** @param {number} id @returns {Bubble[]} */
  #live(id) {
    return [...(this.#chats.get(id)?.values() ?? [])].sort((a, b) => a.message_id - b.message_id);
  }

  /** @param {number} id @returns {Bubble[]} what the phone of this person shows, oldest first */
  bubbles(id) {
    return this.#frozen.get(id) ?? this.#live(id);
  }
}

/** @param {Person} person */
export function nameOf(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

/** The six languages of the United Nations and Portuguese, each in its own words. */
export const LANGUAGES = /** @type {Record<string, string>} */ ({
  en: "English", fr: "français", es: "español", pt: "português", ru: "русский", ar: "العربية", zh: "中文",
});

/** @param {Person} person @returns {string} two letters known to `LANGUAGES`, or the code as it is */
export function languageOf(person) {
  const code = (person.language_code ?? "en").toLowerCase();
  return LANGUAGES[code] ? code : code.split("-")[0];
}
