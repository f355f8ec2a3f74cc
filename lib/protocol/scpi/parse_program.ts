import { printable } from "../../base/printable.ts";
import type { ErrorEntry } from "./error_entry.ts";
import { splitData } from "./split_data.ts";
import { standardError } from "./standard_error.ts";

/** One command or query of a message. */
export interface Command {
  /** The whole path from the root, without a colon before it, such as `MEAS:VOLT?`. */
  readonly header: string;
  /** Its parameters as they came; `readParameter()` tells what they are. */
  readonly parameters: readonly string[];
}

/** A message as a device understands it. */
export interface Program {
  /** The commands, up to the first that cannot be understood. */
  readonly commands: readonly Command[];
  /** What is wrong with the next one; what follows it is not looked at. */
  readonly error?: ErrorEntry;
}

const HEADER = /^(\*[A-Z]{1,12}|:?[A-Z][A-Z0-9_]*(:[A-Z][A-Z0-9_]*)*)\??$/i;
const LONGEST_HEADER = 256;
const PROGRAM = { isProgram: true };

/**
 * Reads a message (IEEE 488.2, 7.3; SCPI-99, volume 1, 6.2.4): commands separated by `;`. A header
 * goes on where the one before it was, one level up, unless it begins with `:`; common commands
 * such as `*CLS` change nothing in that. It never throws.
 *
 * @param message One message without its terminator, one character a byte.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(parseProgram("SOUR:VOLT 5,MAX;*WAI;CURR?;:OUTP ON"), {
 *   commands: [
 *     { header: "SOUR:VOLT", parameters: ["5", "MAX"] },
 *     { header: "*WAI", parameters: [] },
 *     { header: "SOUR:CURR?", parameters: [] },
 *     { header: "OUTP", parameters: ["ON"] },
 *   ],
 * });
 * ```
 */
export function parseProgram(message: string): Program {
  const commands: Command[] = [];
  const units = splitData(message, ";", PROGRAM);
  if (units === undefined) return { commands, error: unclosed(message) };
  let path = "";
  for (const unit of units) {
    // A message, or its last command, may be empty.
    if (/^[ \t]*$/.test(unit)) continue;
    const [, given = "", data = ""] = /^[ \t]*([^ \t]*)[ \t]*([^]*)$/.exec(unit)!;
    if (!HEADER.test(given)) return { commands, error: standardError(-102, shown(given)) };
    const isCommon = given.startsWith("*");
    const header = given.startsWith(":") ? given.slice(1) : isCommon ? given : path + given;
    if (header.length > LONGEST_HEADER) {
      return { commands, error: standardError(-113, shown(header)) };
    }
    const parameters = data === "" ? [] : splitData(data, ",", PROGRAM)!.map(trimmed);
    if (parameters.includes("")) return { commands, error: standardError(-102, shown(given)) };
    commands.push({ header, parameters });
    if (!isCommon) path = header.slice(0, header.lastIndexOf(":") + 1);
  }
  return { commands };
}

/** A block may end in spaces that are data. */
function trimmed(parameter: string): string {
  const text = parameter.replace(/^[ \t]+/, "");
  return text.startsWith("#") ? text : text.trimEnd();
}

function unclosed(message: string): ErrorEntry {
  if (message.includes("#")) return standardError(-161);
  return message.includes("(") || message.includes(")") ? standardError(-171) : standardError(-151);
}

/** The text of an error has to fit into a string of a reply. */
function shown(text: string): string {
  return printable(text, 40).replaceAll(/["';]/g, ".");
}
