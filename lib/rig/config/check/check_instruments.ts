import { textOfThrown } from "../../../base/readout_error.ts";
import { type Address, parseAddress } from "../../../instrument/parse_address.ts";
import type { InstrumentDraft } from "../rig_draft.ts";
import { type FieldPath, quoted } from "../rig_problem.ts";
import { present, type RigCheck } from "./rig_check.ts";

/** Checks that instruments can be somewhere, that no two are at one place, and that they are used. */
export function checkInstruments(check: RigCheck): void {
  const { draft, problems } = check;
  const taken = new Map<string, string>();
  const used = usedNames(check);
  for (const [name, instrument] of present(draft.instruments)) {
    const path = ["instruments", name];
    const place = placeOf(instrument, [...path, "address"], check);
    const other = place === undefined ? undefined : taken.get(place);
    if (other !== undefined) {
      const is = `is where ${quoted(other)} is, too`;
      problems.error([...path, "address"], { is, expected: "the place of one instrument" });
    } else if (place !== undefined) taken.set(place, name);
    if (used !== undefined && !used.has(name)) {
      const is = "is named by no channel and no step of safe";
      problems.warn(path, { is, expected: "used, or left out", atKey: true });
    }
  }
}

/** What two instruments cannot share, as a text; nothing if it is shared or not known. */
function placeOf(
  { address, kind, unit = 1 }: InstrumentDraft,
  path: FieldPath,
  { problems }: RigCheck,
): string | undefined {
  if (address === undefined) return undefined;
  let where: Address;
  try {
    where = parseAddress(address);
  } catch (error) {
    const why = textOfThrown(error).replace(/^Cannot .*?: /, "");
    const expected = /^it should be (.*)/.exec(why)?.[1];
    const is = `is ${quoted(address)}${expected === undefined ? `, and ${why}` : ""}`;
    problems.error(path, { is, expected: expected ?? "an address that can be read" });
    return undefined;
  }
  switch (where.kind) {
    case "unsupported": {
      const is = `is ${quoted(address)}, a ${where.interfaceType} resource`;
      const expected = "one that is supported, which SOCKET and ASRL resources and URLs are";
      problems.error(path, { is, expected });
      return undefined;
    }
    case "process":
      return undefined; // each starts its own
    case "serial":
    case "device":
      return `file ${where.path}`;
    case "unix":
      return `unix ${where.path}`;
    case "tcp":
    case "udp": {
      // Several units are behind one gateway.
      const behind = kind === "modbus" ? ` unit ${unit}` : "";
      return `${where.kind} ${where.hostname.toLowerCase()} ${where.port}${behind}`;
    }
  }
}

/** The instruments that are named somewhere; nothing if a function may use any. */
function usedNames({ draft }: RigCheck): ReadonlySet<string | undefined> | undefined {
  const steps = (draft.safe ?? []).filter((step) => step !== undefined);
  const channels = present(draft.channels).map(([, channel]) => channel);
  if (steps.some((step) => "run" in step)) return undefined;
  return new Set([...steps, ...channels].map(({ instrument }) => instrument));
}
