import type { ByteSink } from "../../contract/transport.ts";
import { isReadoutError } from "../../base/readout_error.ts";
import { nextTurn } from "../../base/system_clock.ts";
import { bytes, type PairCheck, same } from "./check.ts";

/** A sink with little room, which can be told to hold back. */
class SmallSink implements ByteSink {
  readonly received: number[] = [];
  failure: { readonly reason: unknown } | undefined;
  isOver = false;
  holding: Promise<void> | undefined;
  readonly #memory = new Uint8Array(1_000);

  room(): Uint8Array {
    return this.#memory;
  }

  came(count: number): Promise<void> | undefined {
    if (this.isOver) throw new Error("something came after the end");
    this.received.push(...this.#memory.subarray(0, count));
    return this.holding;
  }

  ended(failure?: { readonly reason: unknown }): void {
    if (this.isOver) throw new Error("it ended twice");
    this.isOver = true;
    this.failure = failure;
  }
}

/** What a transport does that offers to let what comes flow into a sink. */
export const SINK: readonly PairCheck[] = [
  {
    name: "lets all that came and comes flow into a sink, in order, if it offers to",
    body: async ({ near, far }) => {
      if (near.flowTo === undefined) return;
      const sink = new SmallSink();
      await far.write(bytes("before,"));
      for (let turn = 0; turn < 20; turn++) await nextTurn();
      near.flowTo(sink);
      await far.write(bytes("after,"));
      await far.write(bytes("and on"));
      await until(() => sink.received.length === 19);
      same(Uint8Array.from(sink.received), "before,after,and on");
    },
  },
  {
    name: "brings nothing more while its sink says so, if it has one",
    body: async ({ near, far }) => {
      if (near.flowTo === undefined) return;
      const sink = new SmallSink();
      near.flowTo(sink);
      await far.write(new Uint8Array(1));
      await until(() => sink.received.length === 1);
      const { promise, resolve } = Promise.withResolvers<void>();
      sink.holding = promise;
      await far.write(new Uint8Array(499));
      await until(() => sink.received.length > 1);
      const held = sink.received.length;
      await far.write(new Uint8Array(1_000));
      for (let turn = 0; turn < 20; turn++) await nextTurn();
      if (sink.received.length !== held) throw new Error("more was brought");
      sink.holding = undefined;
      resolve();
      await until(() => sink.received.length === 1_500);
    },
  },
  {
    name: "tells its sink once that it was closed, by link.closed, if it has one",
    body: async ({ near }) => {
      if (near.flowTo === undefined) return;
      const sink = new SmallSink();
      near.flowTo(sink);
      await nextTurn();
      await near[Symbol.asyncDispose]();
      await near[Symbol.asyncDispose]();
      await until(() => sink.isOver);
      const reason = sink.failure?.reason;
      if (!isReadoutError(reason) || reason.code !== "link.closed") {
        throw new Error(`it should end with link.closed, not ${reason}`);
      }
    },
  },
];

async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn++) {
    if (turn === 100_000) throw new Error("it does not happen");
    await nextTurn();
  }
}
