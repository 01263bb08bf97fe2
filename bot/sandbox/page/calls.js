/** One call of the Bot API as a line that opens. */

import { el } from "./dom.js";

/** @typedef {import("./api.js").Call} Call */

/**
 * @param {Call} call
 * @param {string} whose phone it concerns, or nothing
 * @returns {HTMLElement}
 */
export function callLine(call, whose) {
  const warnings = call.warnings ?? [];
  const line = el("details", { className: `call ${call.ok ? "" : "refused"} ${warnings.length ? "warned" : ""}` },
    el("summary", {},
      el("span", { className: "code", "aria-label": call.ok ? "answered" : `refused with ${call.error_code}` },
        call.ok ? "✓" : String(call.error_code)),
      el("span", { className: "method" }, call.method),
      warnings.length > 0 && el("span", { className: "warnings" }, `${warnings.length} warning${warnings.length > 1 ? "s" : ""}`),
      el("bdi", { className: "whose" }, whose),
      el("span", { className: "ms" }, `${call.ms < 10 ? call.ms.toFixed(1) : Math.round(call.ms)} ms`)));
  line.addEventListener("toggle", () => line.open && line.children.length === 1 && line.append(details(call)));
  return line;
}

/** @param {Call} call */
function details(call) {
  return el("div", { className: "call-details" },
    ...(call.warnings ?? []).map((warning) => el("p", { className: "warning" }, warning)),
    el("h4", {}, "Parameters"), block(call.params),
    el("h4", {}, call.ok ? "Answer" : "Refused"), block(call.ok ? call.result : `${call.error_code} ${call.description ?? ""}`));
}

/** @param {any} value */
function block(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, unfolded, 2) ?? "";
  return el("pre", { dir: "auto", tabIndex: 0 }, text);
}

/** Nested values travel as JSON text: shown opened, they can be read. @param {string} _name @param {any} value */
function unfolded(_name, value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
