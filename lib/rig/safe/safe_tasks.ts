import type { Clock } from "../../contract/clock.ts";
import type { FaultCode } from "../../contract/fault.ts";
import { delay } from "../../base/delay.ts";
import { printable } from "../../base/printable.ts";
import { isReadoutError, ReadoutError } from "../../base/readout_error.ts";
import { ModbusDevice } from "../../instrument/modbus.ts";
import { ScpiInstrument } from "../../instrument/scpi.ts";
import type { Link } from "../../link/link.ts";
import type { OpenInstruments } from "../instrument_plan.ts";
import type { SafeStep } from "../safe_step.ts";
import type { SafeTask } from "./safe_sequence.ts";

const TIMEOUT_MS = 2_000;
/** Between two attempts to connect, in ms. */
const PAUSE_MS = 100;

/**
 * The tasks of a rig's safe steps.
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
    perform: (signal, onTrouble) => perform(step, instruments(), { signal, onTrouble, clock }),
  }));
}

/** What a step is done with. */
interface StepContext {
  readonly signal: AbortSignal;
  readonly onTrouble: (error: unknown) => void;
  readonly clock: Clock;
}

async function perform(
  step: SafeStep,
  instruments: OpenInstruments,
  context: StepContext,
): Promise<void> {
  const { signal } = context;
  if ("run" in step) return await step.run({ signal, instruments });
  const instrument = instruments[step.instrument];
  if ("command" in step) {
    if (!(instrument instanceof ScpiInstrument)) throw missing(step, "SCPI instrument");
    await connected(instrument.link, context);
    return await command(instrument, step, signal);
  }
  if (!(instrument instanceof ModbusDevice)) throw missing(step, "Modbus device");
  await connected(instrument.link, context);
  const options = { name: step.name, writable: true, readBack: true } as const;
  if ("coil" in step) {
    const coil = instrument.coil(step.coil, options);
    return void await coil.write(step.value, { signal });
  }
  await instrument.holding(step.holding, options).write(step.value, { signal });
}

/**
 * Waits until there is a connection: before anything has been sent, trying again does no harm, and
 * nothing has to be waited for because of failures before.
 */
async function connected(link: Link, context: StepContext): Promise<void> {
  const { signal, onTrouble, clock } = context;
  for (;;) {
    link.retryNow();
    try {
      return await link.send(new Uint8Array(), { signal, urgent: true });
    } catch (error) {
      signal.throwIfAborted();
      if (!isReadoutError(error) || !NOT_CONNECTED.has(error.code)) throw error;
      onTrouble(error);
      await delay(PAUSE_MS, { signal, clock });
    }
  }
}

const NOT_CONNECTED: ReadonlySet<FaultCode> = new Set(["link.failed", "timeout.connect"]);

/** Comes before all that waits for its turn on the link. */
async function command(
  instrument: ScpiInstrument,
  step: Extract<SafeStep, { readonly command: string }>,
  signal: AbortSignal,
): Promise<void> {
  const options = { signal, urgent: true };
  await instrument.write(step.command, options);
  if (step.readBack === undefined) return;
  const answer = (await instrument.query(step.readBack, options)).trim();
  if (step.expect === undefined || answer === step.expect) return;
  throw new ReadoutError(
    "device.refused",
    `Cannot do "${printable(step.name)}": after ${printable(step.command)} it answers ` +
      `"${printable(answer, 60)}" to ${printable(step.readBack)}, not "${printable(step.expect)}"`,
    { address: instrument.link.address, sent: step.command, received: answer },
  );
}

function missing(step: SafeStep & { readonly instrument: string }, what: string): ReadoutError {
  const text = `Cannot do "${printable(step.name)}": ${printable(step.instrument)} is not there, ` +
    `or is no ${what}`;
  return new ReadoutError("link.closed", text);
}
