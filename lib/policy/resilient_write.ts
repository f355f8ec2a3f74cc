import type { GoodWriting, WritableChannel, Writer } from "../contract/writable_channel.ts";
import { asReadoutError } from "../channel/as_readout_error.ts";
import type { ResilientDesk } from "./resilient_desk.ts";
import { type Task, Trial } from "./trial.ts";

/** Writes with all the attempts that are allowed: mostly one. */
export function writeByTrial<T>(channel: WritableChannel<T>, desk: ResilientDesk<T>): Writer<T> {
  return async (value, call) => {
    const task: Task<T, GoodWriting<T>> = {
      verb: "write",
      attempt: (_, options) => channel.write(value, options), // never to the backup
      exclusions: desk.rules.writeExclusions,
      allowance: desk.rules.reads,
      backup: "none",
    };
    const trial = new Trial(desk.trialDesk, task);
    try {
      await trial.run(call);
    } catch (thrown) {
      if (call.signal.aborted) throw thrown;
      throw desk.decorated(asReadoutError(thrown, "write", channel.name), trial, undefined);
    }
  };
}
