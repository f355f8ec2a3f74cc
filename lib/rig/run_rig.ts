import type { Rig } from "./rig.ts";
import type { RigReport } from "./rig_report.ts";
import type { RunRigOptions } from "./run_options.ts";
import type { RunningRig } from "./run/running_rig.ts";

/**
 * Runs a rig until it is stopped: connects to its instruments all at once, each by its startup policy;
 * reads its channels, each by its period and policies; brings the readings to sinks; watches limits,
 * interlocks and itself.
 *
 * - What hangs, fails or is not there takes nothing else down: what still works goes on, and the rig's
 *   health says what does not, since when and why.
 * - A step of the computer's clock changes no schedule and no timeout. It is told: as a notice, in the
 *   health, and, where readings go, as one of `readout.clock`, in ms.
 * - A channel without a measurement for too long is told there, too: by a reading of its last value,
 *   `uncertain`, `stale`.
 * - It ends when `signal` aborts, by an interlock, when a critical channel or a core sink has failed
 *   for good, or when something throws that nobody expected. Then polling stops, the safe sequence is
 *   run once, the sinks finish, the connections are closed: all of it within a bounded time.
 *
 * @param rig The rig.
 * @param options A signal, time, network, sinks, and whom to tell.
 * @returns How it has ended; `exitCode` is for the process. Rejects only with a `TypeError`, before
 * anything has been opened: the rig cannot be run, and the message says all that is wrong.
 *
 * @example A rig of a generated signal, for a moment
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const stop = new AbortController();
 * const report = await runRig({ name: "demo", channels: { wave: { signal: "sine", everyMs: 50 } } }, {
 *   signal: stop.signal,
 *   onReading: () => stop.abort("seen enough"),
 * });
 * deepStrictEqual([report.why, report.exitCode], ["stopped: seen enough", 0]);
 * ```
 */
export async function runRig(rig: Rig, options: RunRigOptions = {}): Promise<RigReport> {
  return await (await startRig(rig, options)).ended;
}

/**
 * Starts a rig as {@linkcode runRig} does, and gives it while it runs: to be asked for its health, to
 * acknowledge alarms, to stop it.
 *
 * @param rig The rig.
 * @param options A signal, time, network, sinks, and whom to tell.
 * @returns The rig; `ended` resolves with what `runRig()` would. Rejects as `runRig()` does.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const running = await startRig({ name: "demo", channels: { wave: { signal: "sine" } } });
 * strictEqual(running.health().channels[0]?.name, "wave");
 * running.stop("seen enough");
 * strictEqual((await running.ended).exitCode, 0);
 * ```
 */
export async function startRig(rig: Rig, options: RunRigOptions = {}): Promise<RunningRig> {
  const { RunningRig } = await import("./run/running_rig.ts"); // with all that speaks to instruments
  return new RunningRig(rig, options);
}
