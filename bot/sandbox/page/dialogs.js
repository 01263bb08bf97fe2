/** The dialogs of the page: who is in the exercise, one person's name and language, an invitation link. */

import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { el, icon, iconButton } from "./dom.js";
import { startPayload } from "./links.js";
import { LANGUAGES, languageOf, nameOf } from "./store.js";

/**
 * @typedef {import("./api.js").Person} Person
 * @typedef {import("./store.js").Store} Store
 */

/**
 * @param {string} title
 * @param {...Node} contents
 * @returns {any} the dialog, open
 */
function dialog(title, ...contents) {
  const close = () => node.close();
  const node = el("dialog", { className: "dialog", "aria-label": title, onclose: () => node.remove() },
    el("header", {}, el("h2", {}, title), iconButton("close", "Close", close)), ...contents);
  node.addEventListener("click", (/** @type {Event} */ event) => event.target === node && close());
  document.body.append(node);
  node.showModal();
  return node;
}

/**
 * A form whose problems are said below it.
 *
 * @param {string} label of the button
 * @param {Node[]} fields
 * @param {() => Promise<unknown>} act
 */
function form(label, fields, act) {
  const problem = el("p", { className: "problem", role: "alert" });
  return el("form", { className: "form", onsubmit: async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await act();
    } catch (error) {
      problem.textContent = /** @type {Error} */ (error).message;
    }
  } }, ...fields, problem, el("button", { type: "submit", className: "button primary" }, label));
}

/** @param {string} label @param {any} control */
const field = (label, control) => el("label", { className: "field" }, el("span", {}, label), control);

/** @param {Person} [person] whose values stand in the fields at first */
function personFields(person) {
  const name = el("input", { required: true, maxLength: 64, dir: "auto", autocomplete: "off", value: person ? nameOf(person) : "" });
  const language = el("select", {}, ...Object.entries(LANGUAGES).map(([code, words]) => el("option", { value: code }, words)));
  language.value = person ? languageOf(person) : "fr";
  const read = () => {
    const [first_name, ...rest] = name.value.trim().split(/\s+/);
    return { first_name, last_name: rest.join(" "), language_code: language.value };
  };
  return { fields: [field("Name", name), field("Language", language)], read, clear: () => { name.value = ""; } };
}

/**
 * Everybody in the exercise, with a switch for each phone, and a form for one more person.
 *
 * @param {Store} store
 * @param {import("./desk.js").Desk} desk
 */
export function peopleDialog(store, desk) {
  const list = el("ul", { className: "people" });
  const draw = () => list.replaceChildren(...phonesOf(store).map((person) => el("li", {},
    el("label", {}, avatar(nameOf(person), person.id),
      el("span", { className: "who" }, el("bdi", {}, nameOf(person)), el("small", {}, LANGUAGES[languageOf(person)] ?? "")),
      el("input", { type: "checkbox", className: "switch", checked: desk.isOpen(person.id), onchange: (/** @type {any} */ event) =>
        (event.target.checked ? desk.open(person.id) : desk.hide(person.id)) })))));
  const { fields, read, clear } = personFields();
  const add = form("Add a phone", fields, async () => {
    const person = await api.addPerson(read());
    store.people.set(person.id, person);
    desk.open(person.id);
    clear();
    node.close();
  });
  draw();
  const off = store.on("person", draw);
  const node = dialog("People and phones", list, el("h3", {}, "Add a person"), add);
  node.addEventListener("close", off);
}

/** Everybody with a phone. @param {Store} store */
const phonesOf = (store) => [...store.people.values()].filter((person) => !person.is_bot);

/**
 * Telegram's own list of people, as a key of the bot's opens it.
 *
 * @param {import("./phone.js").Phone} phone
 * @param {NonNullable<import("./api.js").Key["request_users"]>} request
 */
export function pickDialog(phone, request) {
  const { user_is_bot: bots } = request;
  const offered = [...phone.store.people.values()].filter((person) => bots === undefined || person.is_bot === bots);
  const list = el("ul", { className: "people" }, ...offered.map((person) => el("li", {},
    el("button", { type: "button", className: "pick", onclick: () => {
      node.close();
      phone.share(request.request_id, person.id);
    } }, avatar(nameOf(person), person.id),
      el("span", { className: "who" }, el("bdi", {}, nameOf(person)), el("small", {}, person.is_bot ? "bot" : LANGUAGES[languageOf(person)] ?? ""))))));
  const node = dialog("Pick somebody", list);
}

/** @param {Person} person */
export function editDialog(person) {
  const { fields, read } = personFields(person);
  const node = dialog("Name and language", form("Save", fields, async () => {
    await api.changePerson(person.id, read());
    node.close();
  }));
}

/**
 * Follows a start link (or the bare word behind `start=`) on one phone, as if it had been tapped in another chat.
 *
 * @param {import("./phone.js").Phone} phone
 */
export function inviteDialog(phone) {
  const input = el("input", { required: true, autocomplete: "off", dir: "ltr", placeholder: `t.me/${phone.store.bot.username}?start=…` });
  const node = dialog("Open an invitation link", form("Open", [field("Link or code", input)], async () => {
    const link = input.value.trim().replace(/^(?=t\.me\/)/, "https://");
    const payload = startPayload(link, phone.store.bot.username) ?? link;
    if (!/^[\w-]{1,64}$/.test(payload)) throw new Error("This is not a start link of this bot.");
    await phone.start(payload);
    node.close();
  }), el("p", { className: "hint" }, icon("link"), "A link that one phone copies can be opened here on another."));
}
