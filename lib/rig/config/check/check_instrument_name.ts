import type { InstrumentDraft } from "../rig_draft.ts";
import { type FieldPath, quoted } from "../rig_problem.ts";
import type { RigCheck } from "./rig_check.ts";

/**
 * Checks that there is an instrument of this name and kind.
 *
 * @param name The instrument; nothing is said if it is missing.
 * @param kind What it has to be.
 * @param path What names it, in its field `instrument`.
 */
export function checkInstrumentName(
  name: string | undefined,
  kind: NonNullable<InstrumentDraft["kind"]>,
  path: FieldPath,
  { draft, instruments, problems }: RigCheck,
): void {
  if (name === undefined || instruments === undefined) return;
  const own = [...path, "instrument"];
  if (!instruments.includes(name)) {
    const hint = { word: name, known: instruments };
    const expected = instruments.length === 0
      ? "an instrument, of which this rig has none"
      : "an instrument of this rig";
    return problems.error(own, { is: `is ${quoted(name)}`, expected, ...hint });
  }
  const actual = draft.instruments?.[name]?.kind;
  if (actual === undefined || actual === kind) return;
  const is = `is ${quoted(name)}, which is of kind ${actual}`;
  problems.error(own, { is, expected: `an instrument of kind ${kind} for this` });
}
