/** The control API of the sandbox: small calls, and the stream of events with its reconnecting. */

/**
 * @typedef {Object} Person
 * @property {number} id
 * @property {string} first_name
 * @property {string} [last_name]
 * @property {string} language_code
 * @property {boolean} blocked
 * @property {boolean} offline
 * @property {boolean} started
 * @property {boolean} is_bot another bot's account: it has no phone, and can be picked where a key allows it
 *
 * @typedef {Object} Entity offsets and lengths count UTF-16 units, as JavaScript strings do
 * @property {string} type
 * @property {number} offset
 * @property {number} length
 * @property {string} [url]
 * @property {string} [language]
 *
 * @typedef {Object} Button an InlineKeyboardButton of the Bot API
 * @property {string} text
 * @property {string} [callback_data]
 * @property {string} [url]
 * @property {{text: string}} [copy_text]
 * @property {string} [switch_inline_query]
 * @property {string} [switch_inline_query_current_chat]
 * @property {{url: string}} [web_app]
 * @property {"primary" | "success" | "danger"} [style]
 *
 * @typedef {Object} Key a KeyboardButton of the Bot API
 * @property {string} text
 * @property {{request_id: number, user_is_bot?: boolean}} [request_users]
 *
 * @typedef {Object} Keyboard what stands in place of the letters' keyboard
 * @property {(Key | string)[][]} keyboard
 *
 * @typedef {Object} Bubble
 * @property {number} chat_id
 * @property {number} message_id
 * @property {string | number} date
 * @property {string | number} [edit_date]
 * @property {boolean} outgoing true when the bot sent it
 * @property {string} [text]
 * @property {Entity[]} [entities]
 * @property {{inline_keyboard: Button[][]}} [reply_markup]
 * @property {string} kind
 * @property {string} [file_name]
 * @property {string} [caption]
 * @property {string[]} [shared] whom the person picked in the list of people
 *
 * @typedef {Object} Call one call of the Bot API
 * @property {number} seq
 * @property {string} method
 * @property {Record<string, any>} params
 * @property {boolean} ok
 * @property {number} [error_code]
 * @property {string} [description]
 * @property {any} [result]
 * @property {number} ms
 * @property {string} at
 * @property {string[]} [warnings]
 *
 * @typedef {Object} State
 * @property {number} seq
 * @property {string} now
 * @property {{id: number, first_name: string, username: string, description?: string}} bot
 * @property {Person[]} people
 * @property {Bubble[]} messages
 * @property {Record<string, Keyboard>} keyboards by chat
 * @property {Call[]} calls
 */

/** The sandbox could not be reached, as opposed to: it refused. */
export class Unreachable extends Error {}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function request(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  const text = await response.text();
  const answer = parse(text);
  if (!response.ok) throw new Error(answer?.description ?? answer?.error ?? `${response.status} ${text.slice(0, 120)}`);
  return answer;
}

/** @param {string} text @returns {any} */
function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** @param {number} id @param {string} verb @param {unknown} [body] */
const ofPerson = (id, verb, body = {}) => request("POST", `/sandbox/people/${id}${verb && `/${verb}`}`, body);

export const api = {
  /** @returns {Promise<State>} */
  state: () => request("GET", "/sandbox/state"),
  /** @param {Partial<Person>} person @returns {Promise<Person>} */
  addPerson: (person) => request("POST", "/sandbox/people", person),
  /** @param {number} id @param {Partial<Person>} changes @returns {Promise<Person>} */
  changePerson: (id, changes) => ofPerson(id, "", changes),
  /** @param {number} id @param {string} [payload] */
  start: (id, payload) => ofPerson(id, "start", payload ? { payload } : {}),
  /** @param {number} id @param {string} text */
  text: (id, text) => ofPerson(id, "text", { text }),
  /** @param {number} id @param {number} message_id @param {number} row @param {number} column
   *  @returns {Promise<{query_id: string}>} */
  tap: (id, message_id, row, column) => ofPerson(id, "tap", { message_id, row, column }),
  /** Names an account out of the list of people. @param {number} id @param {number} request_id @param {number} user_id */
  share: (id, request_id, user_id) => ofPerson(id, "share", { request_id, user_id }),
  /** @param {number} id */
  sticker: (id) => ofPerson(id, "sticker"),
  /** @param {number} id */
  voice: (id) => ofPerson(id, "voice"),
  /** @param {number} id @returns {Promise<{command: string, description: string}[]>} */
  commands: (id) => request("GET", `/sandbox/people/${id}/commands`),
  /** @param {number} seconds @returns {Promise<{now: string}>} */
  forward: (seconds) => request("POST", "/sandbox/forward", { seconds }),
  /** @param {Record<string, unknown>} fault */
  fault: (fault) => request("POST", "/sandbox/faults", fault),
  clearFaults: () => request("DELETE", "/sandbox/faults"),
};

/**
 * Follows the sandbox for ever: the whole state first, then every event after it. After a lost connection
 * or a reset it starts again with the state, so that nothing that happened in between is missing.
 *
 * @param {Object} hear
 * @param {(state: State) => void} hear.state
 * @param {(event: any, seq: number) => void} hear.event
 * @param {(connected: boolean) => void} hear.connected
 */
export function follow(hear) {
  let failures = 0;

  const retry = () => {
    failures += 1;
    hear.connected(false);
    setTimeout(connect, Math.min(500 * 2 ** failures, 8000));
  };

  const connect = async () => {
    let state;
    try {
      state = await api.state();
    } catch {
      retry();
      return;
    }
    hear.state(state);
    let last = state.seq;
    const stream = new EventSource(`/sandbox/events?after=${last}`);
    stream.onopen = () => {
      failures = 0;
      hear.connected(true);
    };
    stream.onmessage = (message) => {
      const event = JSON.parse(message.data);
      const seq = Number(message.lastEventId);
      if (event.type === "reset") {
        stream.close();
        connect();
      } else if (seq > last) {
        last = seq;
        hear.event(event, seq);
      }
    };
    stream.onerror = () => {
      stream.close();
      retry();
    };
  };

  connect();
}
