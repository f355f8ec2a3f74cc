import { textOfThrown } from "../../../base/readout_error.ts";
import { modbusPlace } from "../../../instrument/modbus_place.ts";
import type { ProblemList } from "../problem_list.ts";
import type { ChannelDraft } from "../rig_draft.ts";
import { type FieldPath, shown } from "../rig_problem.ts";

const TABLES = {
  holding: "holding-registers",
  input: "input-registers",
  coil: "coils",
  discrete: "discrete-inputs",
} as const;

/** How many registers a type takes; those that are not here take one. */
const COUNTS: Readonly<Record<string, number>> = { uint32: 2, int32: 2, float32: 2, float64: 4 };

/** What a data sheet calls the registers of a table, written as a number. */
const LIKE_A_DATA_SHEET = { holding: /^4\d{4,5}$/, input: /^3\d{4,5}$/ } as const;

/** Checks that a register or a bit can be where it is said to be. */
export function checkRegister(
  fields: Pick<ChannelDraft, keyof typeof TABLES | "type">,
  path: FieldPath,
  problems: ProblemList,
): void {
  const { type, coil, discrete } = fields;
  if (type !== undefined && (coil ?? discrete) !== undefined) {
    const expected = "left out: a bit is true or false, and nothing else";
    problems.error([...path, "type"], { is: `is ${shown(type)}`, expected, atKey: true });
  }
  for (const [field, table] of Object.entries(TABLES)) {
    const address = fields[field as keyof typeof TABLES];
    if (address === undefined) continue;
    const isRegister = field === "holding" || field === "input";
    const count = isRegister && type !== undefined ? COUNTS[type] ?? 1 : 1;
    const own = [...path, field];
    try {
      modbusPlace("", table, address, count);
    } catch (error) {
      const is = `is ${shown(address)}`;
      const many = count > 1 ? `, with room for ${count} registers` : "";
      problems.error(own, { is, expected: `${expectedOf(error)}${many}` });
      continue;
    }
    if (!isRegister || typeof address !== "number") continue;
    if (!LIKE_A_DATA_SHEET[field].test(String(address))) continue;
    const is = `is ${address}, a number, which counts from 0 as on the wire`;
    const expected = `"${address}", between quotes, if it is a data sheet's`;
    problems.warn(own, { is, expected });
  }
}

/** What an address should be, of an error that says so at its end. */
function expectedOf(error: unknown): string {
  return textOfThrown(error).replace(/^.*? should be /, "").replace(/, got .*$/, "");
}
