import { textOfThrown } from "../../../base/readout_error.ts";
import { type Address, parseAddress } from "../../../instrument/parse_address.ts";
import type { InstrumentDraft } from "../rig_draft.ts";
import { type FieldPath, quoted } from "../rig_problem.ts";
import { checkPlace, checkUnit, type NamedDraft } from "./check_line.ts";
import { present, type RigCheck } from "./rig_check.ts";

/** Checks that instruments can be somewhere, alone or as units on one line, and that they are used. */
export function checkInstruments(check: RigCheck): void {
  const { draft, problems } = check;
  const byPlace = new Map<string, NamedDraft[]>();
  const used = usedNames(check);
  for (const [name, instrument] of present(draft.instruments)) {
    const path = ["instruments", name];
    const place = placeOf(instrument, [...path, "address"], check);
    if (place !== undefined) {
      const others = byPlace.get(place) ?? [];
      byPlace.set(place, [...others, { name, instrument }]);
      checkUnit(instrument, path, problems);
      checkPlace({ name, instrument }, others, problems);
    }
    if (used !== undefined && !used.has(name)) {
      const is = "is named by no channel and no step of safe";
      problems.warn(path, { is, expected: "used, or left out", atKey: true });
    }
  }
}

/** Where an instrument is, as a text that is the same for all that are there; nothing if nobody knows. */
function placeOf(
  { address, kind }: InstrumentDraft,
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
      // Each starts its own, but for units on one line.
      return kind === "modbus" ? JSON.stringify([where.command, ...where.args]) : undefined;
    case "serial":
    case "device":
      return `file ${where.path}`;
    case "unix":
      return `unix ${where.path}`;
    case "tcp":
    case "udp":
      return `${where.kind} ${where.hostname.toLowerCase()} ${where.port}`;
  }
}

/** The instruments that are named somewhere; nothing if a function may use any. */
function usedNames({ draft }: RigCheck): ReadonlySet<string | undefined> | undefined {
  const steps = (draft.safe ?? []).filter((step) => step !== undefined);
  const channels = present(draft.channels).map(([, channel]) => channel);
  if (steps.some((step) => "run" in step)) return undefined;
  return new Set([...steps, ...channels].map(({ instrument }) => instrument));
}
