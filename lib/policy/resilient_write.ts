import type { GoodWriting, WritableChannel, Writer } from "../contract/writable_channel.ts";
import { asReadoutError } from "../channel/as_readout_error.ts";
import { decorated } from "./decorated.ts";
import { type Task, Trial, type TrialDesk } from "./trial.ts";

/** Writes with all the attempts that are allowed: mostly one. */
export function writeByTrial<T>(channel: WritableChannel<T>, desk: TrialDesk<T>): Writer<T> {
  return async (value, call) => {
    const task: Task<T, GoodWriting<T>> = {
      verb: "write",
      attempt: (_, options) => channel.write(value, options), // never to the backup
      exclusions: desk.rules.writeExclusions,
      allowance: desk.rules.reads,
      backup: "none",
    };
    const trial = new Trial(desk, task);
    try {
      await trial.run(call);
    } catch (thrown) {
      if (call.signal.aborted) throw thrown;
      throw decorated(asReadoutError(thrown, "write", channel.name), channel, trial, undefined);
    }
  };
}
