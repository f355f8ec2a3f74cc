import { isSerialLine } from "../../../open/is_serial_line.ts";
import { OF_THE_LINE } from "../../instrument_plan.ts";
import type { ProblemList } from "../problem_list.ts";
import type { InstrumentDraft } from "../rig_draft.ts";
import { type FieldPath, quoted, shown } from "../rig_problem.ts";

/** What is right of an instrument, and its name. */
export interface NamedDraft {
  readonly name: string;
  readonly instrument: InstrumentDraft;
}

/** Checks that an instrument can be where others are: only units on one Modbus line can. */
export function checkPlace(
  { name, instrument }: NamedDraft,
  others: readonly NamedDraft[],
  problems: ProblemList,
): void {
  const [first] = others;
  if (first === undefined) return;
  const path = ["instruments", name];
  const isThere = `is where ${quoted(first.name)} is, too`;
  const { address } = instrument;
  if ([instrument, ...others.map((it) => it.instrument)].some((it) => it.kind !== "modbus")) {
    const expected = "the place of one instrument; only units that speak Modbus share one";
    return problems.error([...path, "address"], { is: isThere, expected });
  }
  if (address !== first.instrument.address) {
    const expected = `${
      quoted(first.instrument.address!)
    }, letter for letter, to share its connection`;
    problems.error([...path, "address"], { is: `${isThere}, and written otherwise`, expected });
  }
  for (const field of OF_THE_LINE) checkSame(field, { name, instrument }, first, problems);
  const unit = unitOf(instrument);
  const same = others.find((other) => unitOf(other.instrument) === unit);
  if (unit === undefined || same === undefined) return;
  const is = `is ${unit}, as that of ${quoted(same.name)} on the same line`;
  problems.error([...path, "unit"], { is, expected: "a unit that no other there has" });
}

/** What belongs to the line is the same for all on it, or is said by none of them. */
function checkSame(
  field: typeof OF_THE_LINE[number],
  { name, instrument }: NamedDraft,
  first: NamedDraft,
  problems: ProblemList,
): void {
  const [own, theirs] = [instrument[field], first.instrument[field]];
  const isWrong = [instrument, first.instrument].some((it) =>
    field in it && it[field] === undefined
  );
  if (own === theirs || isWrong) return; // what is wrong has been said
  const where = `as ${quoted(first.name)} has it, which is on the same line`;
  problems.error(["instruments", name, field], {
    is: own === undefined ? "is missing" : `is ${shown(own)}`,
    expected: theirs === undefined ? `left out, ${where}` : `${shown(theirs)}, ${where}`,
    atKey: true,
  });
}

/** Checks that somebody answers by a unit's number: on a serial line nobody does as 0. */
export function checkUnit(
  { kind, address, unit, framing }: InstrumentDraft,
  path: FieldPath,
  problems: ProblemList,
): void {
  if (kind !== "modbus" || unit === undefined || address === undefined) return;
  const isSerial = framing === undefined ? isSerialLine(address) : framing !== "tcp";
  if (!isSerial || (unit >= 1 && unit <= 247)) return;
  const own = [...path, "unit"];
  const expected = "from 1 to 247 on a serial line";
  if (unit === 0) {
    problems.error(own, { is: "is 0, which is everybody, and nobody answers", expected });
  } else problems.warn(own, { is: `is ${unit}, which the standard keeps for others`, expected });
}

/** Its number; nothing if that is wrong. */
function unitOf(instrument: InstrumentDraft): number | undefined {
  return "unit" in instrument ? instrument.unit : 1;
}
