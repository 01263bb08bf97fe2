/** The face of a phone: name plate, frame, header, what stands above the chat, and its theme. */

import { avatar } from "./avatar.js";
import { el, icon, iconButton } from "./dom.js";
import { recall, remember } from "./memory.js";
import { LANGUAGES, languageOf, nameOf } from "./store.js";

/**
 * @typedef {import("./api.js").Person} Person
 * @typedef {import("./api.js").State["bot"]} Bot
 */

const TYPING_MS = 5500;

export class Face {
  /** @type {number | undefined} */
  #typing;
  /** @type {Node[]} */
  #quiet = [];

  /**
   * @param {number} id of the person
   * @param {HTMLElement} chat
   * @param {HTMLElement} composer
   * @param {() => void} openMenu
   */
  constructor(id, chat, composer, openMenu) {
    this.id = id;
    this.plate = el("div", { className: "plate" });
    this.botAvatar = el("span");
    this.botName = el("h2", { className: "bot-name" });
    this.subtitle = el("p", { className: "subtitle" });
    this.menuButton = iconButton("dots", "Phone menu", openMenu, { "aria-haspopup": "menu" });
    this.strip = el("p", { className: "strip", role: "status" });
    this.about = el("div", { className: "about" });
    chat.append(this.about);
    this.frame = el("div", { className: "frame" },
      el("header", { className: "phone-head" }, this.botAvatar,
        el("div", { className: "titles" }, this.botName, this.subtitle), this.menuButton),
      this.strip, chat, composer);
    this.node = el("section", { className: "phone", dataset: { person: id } }, this.plate, this.frame);
    this.setTheme(recall(`theme.${id}`, ""));
  }

  /** @param {Person} person @param {Bot} bot */
  show(person, bot) {
    const language = languageOf(person);
    const spoken = () => el("bdi", { lang: language }, LANGUAGES[language] ?? person.language_code);
    const name = () => el("bdi", { className: "plate-name" }, nameOf(person));
    this.node.setAttribute("aria-label", `Phone of ${nameOf(person)}, ${language}`);
    this.node.dir = language === "ar" ? "rtl" : "ltr";
    this.plate.replaceChildren(avatar(nameOf(person), person.id), name(), spoken());
    this.botAvatar.replaceChildren(avatar(bot.first_name, bot.id));
    this.botName.textContent = bot.first_name;
    this.#quiet = [el("bdi", {}, nameOf(person)), document.createTextNode(" · "), spoken()];
    if (!this.#typing) this.subtitle.replaceChildren(...this.#quiet);
    this.#showStrip(person);
  }

  /** @param {Person} person */
  #showStrip({ offline, blocked }) {
    this.strip.className = `strip ${offline ? "offline" : blocked ? "blocked" : ""}`;
    if (offline) this.strip.replaceChildren(icon("offline"), "Offline. Texts wait here until the phone is online.");
    else if (blocked) this.strip.replaceChildren(icon("block"), "This person has blocked the bot.");
    else this.strip.replaceChildren();
  }

  /** What the bot is for, as long as the chat is empty. @param {boolean} empty @param {Bot} bot */
  showAbout(empty, bot) {
    this.about.hidden = !empty;
    this.about.replaceChildren(el("h3", { dir: "auto" }, bot.first_name),
      el("p", { dir: "auto" }, bot.description || "No messages here yet."));
  }

  showTyping() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.stopTyping(), TYPING_MS);
    this.subtitle.replaceChildren(el("span", { className: "typing" }, "typing", el("i"), el("i"), el("i")));
  }

  stopTyping() {
    clearTimeout(this.#typing);
    this.#typing = undefined;
    this.subtitle.replaceChildren(...this.#quiet);
  }

  get dark() {
    const { colorScheme } = getComputedStyle(this.node);
    return colorScheme.includes("dark") && (!colorScheme.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
  }

  /** @param {string} theme light, dark, or empty for the page's own */
  setTheme(theme) {
    remember(`theme.${this.id}`, theme || null);
    this.node.dataset.theme = theme;
  }
}
