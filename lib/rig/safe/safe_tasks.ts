import type { Clock } from "../../contract/clock.ts";
import { delay } from "../../base/delay.ts";
import { isReadoutError, type ReadoutError } from "../../base/readout_error.ts";
import { classOfFault } from "../../policy/fault_class.ts";
import type { OpenInstruments } from "../instrument_plan.ts";
import type { SafeStep } from "../safe_step.ts";
import { type SafeDeed, safeDeed } from "./safe_deed.ts";
import type { SafeTask } from "./safe_sequence.ts";

const TIMEOUT_MS = 2_000;
/** Between two attempts to connect, to look, or to say it again, in ms. */
const PAUSE_MS = 100;

/**
 * The tasks of a rig's safe steps.
 *
 * Within its time a step goes on: it connects, says what should be, and looks. If the answer was lost
 * it looks, too, and says it again only when it has seen that it is not so: nothing that was done is
 * done twice. What cannot be seen is said once.
 *
 * @param steps The steps.
 * @param instruments What is open when a step is run.
 * @param clock Whose time it is.
 */
export function safeTasks(
  steps: readonly SafeStep[],
  instruments: () => OpenInstruments,
  clock: Clock,
): SafeTask[] {
  return steps.map((step) => ({
    name: step.name,
    timeoutMs: step.timeoutMs ?? TIMEOUT_MS,
    perform: async (signal, onTrouble) => {
      if ("run" in step) return await step.run({ signal, instruments: instruments() });
      await bringAbout(safeDeed(step, instruments()), { signal, onTrouble, clock });
    },
  }));
}

/** What a step is done with. */
interface StepContext {
  readonly signal: AbortSignal;
  readonly onTrouble: (error: unknown) => void;
  readonly clock: Clock;
}

/** Brings it about: returns when it is so, as far as can be known. */
async function bringAbout(deed: SafeDeed, context: StepContext): Promise<void> {
  const { link, say, look } = deed;
  const { signal, onTrouble } = context;
  // Before anything has been sent, trying again does no harm.
  await untilAnswered(
    () => link.send(new Uint8Array(), { signal, urgent: true }),
    deed,
    context,
  );
  let isSaid = false;
  for (;;) {
    if (!isSaid) isSaid = await isTaken(say, look !== undefined, context);
    if (look === undefined) return;
    const difference = await untilAnswered(() => look({ signal }), deed, context);
    if (difference === undefined) return;
    onTrouble(difference); // it may take its time, or was never told
    await pause(context);
  }
}

/** Whether it is known that the instrument has taken it; if not, it has to be looked at. */
async function isTaken(
  say: SafeDeed["say"],
  canLook: boolean,
  { signal, onTrouble }: StepContext,
): Promise<boolean> {
  try {
    await say({ signal });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (!canLook || !isLost(error)) throw error;
    onTrouble(error);
    return false;
  }
}

/** Asks until there is an answer: for what changes nothing. */
async function untilAnswered<R>(
  ask: () => Promise<R>,
  { retryNow }: SafeDeed,
  context: StepContext,
): Promise<R> {
  const { signal, onTrouble } = context;
  for (;;) {
    retryNow();
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      if (!isLost(error)) throw error;
      onTrouble(error);
      await pause(context);
    }
  }
}

async function pause({ signal, clock }: StepContext): Promise<void> {
  await delay(PAUSE_MS, { signal, clock });
}

/** Whether asking again may do: nothing was said by the instrument itself. */
function isLost(error: unknown): error is ReadoutError {
  if (!isReadoutError(error)) return false;
  return ["transient", "link", "content"].includes(classOfFault(error.code));
}
