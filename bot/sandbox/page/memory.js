/** What this browser remembers between visits. A full or forbidden storage costs memory only, never the page. */

const PREFIX = "phones.";

/**
 * @template T
 * @param {string} key
 * @param {T} otherwise what the caller gets when nothing is remembered
 * @returns {T}
 */
export function recall(key, otherwise) {
  try {
    const stored = localStorage.getItem(PREFIX + key);
    return stored === null ? otherwise : JSON.parse(stored);
  } catch {
    return otherwise;
  }
}

/** Forgets every key that starts with one of these. @param {...string} starts */
export function forget(...starts) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (starts.some((start) => key.startsWith(PREFIX + start))) localStorage.removeItem(key);
    }
  } catch {
    // Nothing was stored then either.
  }
}

/** @param {string} key @param {unknown} value null forgets it */
export function remember(key, value) {
  try {
    if (value === null || value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Private windows may refuse storage: the page works on without it.
  }
}
