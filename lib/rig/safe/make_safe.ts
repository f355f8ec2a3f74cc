import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Random } from "../../contract/random.ts";
import type { Transport } from "../../contract/transport.ts";
import { seededRandom } from "../../base/seeded_random.ts";
import { systemClock } from "../../base/system_clock.ts";
import { type AnyInstrument, connect, makeInstruments } from "../build/made_instrument.ts";
import type { Rig } from "../rig.ts";
import { within } from "../supervise/within.ts";
import { type SafeResult, SafeSequence, type SafeStepResult } from "./safe_sequence.ts";
import { safeTasks } from "./safe_tasks.ts";

/** How long one that talks unasked may take to be connected, and each to be closed, in ms. */
const CONNECT_MS = 2_000;
const CLOSE_MS = 500;

/** How a rig is made safe from outside. */
export interface MakeSafeOptions {
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
  /** For the spread of pauses. Default: seeded by the time. */
  readonly random?: Random | undefined;
  /** What connects to an instrument's address. Default: what `openTransport()` does. */
  readonly openTransport?:
    | ((address: string, options: AbortOptions) => Promise<Transport>)
    | undefined;
  /** Told of each step when it is over. */
  readonly onStep?: ((result: SafeStepResult) => void) | undefined;
}

/**
 * Brings a rig that does not run into its safe state, after a death in which no code of its own could:
 * SIGKILL, or no memory. It opens only the instruments that the steps name (all of them if a step is a
 * function), and runs the steps as the rig would have, once, in bounded time. Nothing stops it.
 *
 * @param rig The rig.
 * @param options Time, network, and whom to tell of each step.
 * @returns What became of it. Never rejects: what could not be opened is a step that is not done.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const { isSafe, steps } = await makeSafe({
 *   name: "lamp",
 *   channels: {},
 *   safe: [{ name: "light off", run: () => {} }],
 * });
 * strictEqual(isSafe, true);
 * strictEqual(steps[0]?.name, "light off");
 * ```
 */
export async function makeSafe(rig: Rig, options: MakeSafeOptions = {}): Promise<SafeResult> {
  const { clock = systemClock, random = seededRandom(clock.wallMs()), ...rest } = options;
  const { safe = [], safeTimeoutMs } = rig;
  const { openTransport } = rest;
  // Nobody can be at an address that is wrong: its steps say that it is not there, and the others are run.
  const instruments = makeInstruments(
    namedBySteps(rig),
    { clock, random, openTransport, isMakingSafe: () => true },
    () => {},
  );
  if (safe.some((step) => "run" in step)) await listen([...instruments.values()], clock);
  const open = Object.fromEntries(instruments);
  const sequence = new SafeSequence(safeTasks(safe, () => open, clock), {
    ...{ clock, timeoutMs: safeTimeoutMs, onStep: rest.onStep },
  });
  const result = await sequence.run("made safe from outside");
  await Promise.allSettled([...instruments].map(([name, instrument]) => {
    const close = (): PromiseLike<void> => instrument[Symbol.asyncDispose]();
    return within(clock, CLOSE_MS, `close ${name}`, close);
  }));
  return result;
}

function namedBySteps({ instruments = {}, safe = [] }: Rig): NonNullable<Rig["instruments"]> {
  if (safe.some((step) => "run" in step)) return instruments;
  const names = new Set(safe.flatMap((step) => "instrument" in step ? [step.instrument] : []));
  return Object.fromEntries(Object.entries(instruments).filter(([name]) => names.has(name)));
}

/** Connects those that talk unasked; the others are connected when they are first asked. */
async function listen(instruments: readonly AnyInstrument[], clock: Clock): Promise<void> {
  await Promise.allSettled(
    instruments.filter((instrument) => "listener" in instrument).map((instrument) => {
      const work = (signal: AbortSignal): Promise<void> => connect(instrument, "error", signal);
      return within(clock, CONNECT_MS, "connect", work);
    }),
  );
}
