/** Texts that wait on a phone until it is online and the sandbox can be reached; sent in their order. */

import { api, Unreachable } from "./api.js";
import { recall, remember } from "./memory.js";

export class Outbox {
  #sending = false;

  /**
   * @param {number} id of the person
   * @param {() => boolean} online
   * @param {() => void} changed the list of waiting texts is another one now
   * @param {(reason: string) => void} refused the sandbox did not take a text
   */
  constructor(id, online, changed, refused) {
    this.id = id;
    this.online = online;
    this.changed = changed;
    this.refused = refused;
    /** @type {string[]} */
    this.waiting = recall(`waiting.${id}`, []);
  }

  /** @param {string} text */
  add(text) {
    this.#keep([...this.waiting, text]);
    return this.drain();
  }

  /** Sends what waits, if it can be sent now; safe to call at any time. */
  async drain() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.waiting.length > 0 && this.online()) await this.#sendFirst();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    } finally {
      this.#sending = false;
    }
  }

  async #sendFirst() {
    try {
      await api.text(this.id, this.waiting[0]);
    } catch (error) {
      if (error instanceof Unreachable) throw error;
      this.refused(/** @type {Error} */ (error).message);
    }
    this.#keep(this.waiting.slice(1));
  }

  /** @param {string[]} waiting */
  #keep(waiting) {
    this.waiting = waiting;
    remember(`waiting.${this.id}`, waiting.length > 0 ? waiting : null);
    this.changed();
  }
}
