import type { Clock } from "../../contract/clock.ts";
import type { Fault } from "../../contract/fault.ts";
import { printable } from "../../base/printable.ts";
import { toFault } from "../../base/readout_error.ts";
import type { RigSink } from "../rig_sink.ts";
import { within } from "../supervise/within.ts";

/**
 * Waits until a sink has got what waits for it, lets it finish, and closes it, each within a time.
 *
 * @param sink The sink.
 * @param written Resolves when it has got what waits.
 * @param timeoutMs How long each may take, in ms.
 * @param clock Whose time it is.
 * @returns What was not done in time, or failed.
 */
export async function closeSink(
  sink: RigSink,
  written: Promise<void>,
  timeoutMs: number,
  clock: Clock,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const bounded = async (what: string, work: (signal: AbortSignal) => unknown): Promise<void> => {
    try {
      await within(clock, timeoutMs, `${what} ${printable(sink.name)}`, work);
    } catch (error) {
      faults.push(toFault(error));
    }
  };
  await bounded("finish writing to", () => written);
  await bounded("flush", (signal) => sink.flush?.({ signal }));
  await bounded("close", () => sink[Symbol.asyncDispose]?.());
  return faults;
}
