import { isQuery, queryCount } from "../../../protocol/scpi/query_count.ts";
import type { SafeStepDraft } from "../rig_draft.ts";
import { type FieldPath, quoted, shown } from "../rig_problem.ts";
import { ACTIONS } from "../schema/safe_step_schema.ts";
import { oneOf } from "../schema/one_of.ts";
import { checkInstrumentName } from "./check_instrument_name.ts";
import { checkRegister } from "./check_register.ts";
import { hasNoSafe, present, type RigCheck } from "./rig_check.ts";

/** How long a step may take that does not say it, in ms. */
const STEP_TIMEOUT_MS = 2_000;
/** How long all steps may take if the rig does not say it, in ms. */
const SAFE_TIMEOUT_MS = 10_000;

/** Checks that the safe state can be reached, and in time. */
export function checkSafe(check: RigCheck): void {
  const { draft, problems } = check;
  const steps = draft.safe ?? [];
  for (const [at, step] of steps.entries()) {
    if (step !== undefined) checkStep(step, ["safe", at], check);
  }
  const { safeTimeoutMs } = draft;
  const sumMs = steps.reduce((sum, step) => sum + (step?.timeoutMs ?? STEP_TIMEOUT_MS), 0);
  if (sumMs > (safeTimeoutMs ?? SAFE_TIMEOUT_MS)) {
    const is = `may take ${sumMs} ms, all steps together`;
    const expected = safeTimeoutMs === undefined
      ? `at most ${SAFE_TIMEOUT_MS} ms, unless safeTimeoutMs says more`
      : `at most ${safeTimeoutMs} ms, as safeTimeoutMs says`;
    problems.error(["safe"], { is, expected, atKey: true });
  }
  if (!hasNoSafe(draft)) return;
  for (const [name, { critical }] of present(draft.channels)) {
    if (critical !== true) continue;
    const is = "is true, and this rig has no safe sequence";
    const path = ["channels", name, "critical"];
    problems.warn(path, { is, expected: 'one with steps in "safe", or false' });
  }
}

function checkStep(step: SafeStepDraft, path: FieldPath, check: RigCheck): void {
  const { problems } = check;
  const { instrument, command, readBack, expect } = step;
  const said = ACTIONS.filter((action) => action in step); // one that is wrong is said, too
  if (said.length !== 1) {
    const is = said.length === 0 ? "does nothing" : `has ${said.join(" and ")}`;
    const all = oneOf(ACTIONS.filter((action) => action !== "run"));
    const expected = `given one of ${said.length === 0 ? all : "them"}`;
    problems.error(path, { is, expected, atKey: true });
  }
  for (const action of said) {
    if (action === "run") continue;
    checkInstrumentName(instrument, action === "command" ? "scpi" : "modbus", path, check);
  }
  checkRegister(step, path, problems);
  if (command !== undefined && isQuery(command)) {
    const expected = "a command, which asks nothing; a question belongs into readBack";
    problems.error([...path, "command"], { is: `is ${quoted(command)}`, expected });
  }
  if (readBack !== undefined && queryCount(readBack) !== 1) {
    const expected = 'one question, such as "OUTP?"';
    problems.error([...path, "readBack"], { is: `is ${quoted(readBack)}`, expected });
  }
  if (expect !== undefined && !("readBack" in step)) {
    const expected = "given with readBack, the question that it answers";
    problems.error([...path, "expect"], { is: `is ${shown(expect)}`, expected, atKey: true });
  }
}
