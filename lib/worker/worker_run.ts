import type { Clock } from "../contract/clock.ts";
import type { WorkerOptions } from "./worker_options.ts";
import type { FromWorker, Job, ToWorker } from "./messages.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { SHARED } from "./messages.ts";
import { type ChannelLabel, COLUMNS, type Extra, ReadingBatch } from "./reading_batch.ts";
import { RingInlet } from "./ring_inlet.ts";
import { Room } from "./room.ts";
import { ringMemory } from "./shared_ring.ts";
import { WorkerThread } from "./worker_thread.ts";
import { WrappingCount } from "./wrapping_count.ts";

/** How long a worker may take to end by itself, in ms. */
const END_MS = 1_000;

/** What a run tells. After `onEnded` or `onFailure` nothing follows. */
export interface RunEvents {
  readonly onBatch: (batch: ReadingBatch, taken: () => void) => void;
  readonly onEnded: () => void;
  readonly onFailure: (error: ReadoutError) => void;
}

/** One life of an acquisition thread. */
export interface WorkerRun {
  /** Readings lost to the overflow rule. */
  readonly dropped: number;
  /** Ends the thread: it may finish what it is at, but not for long. */
  end(): Promise<void>;
}

/** Starts a thread that polls the channels of the module at `rigUrl`. */
export function startRun(
  rigUrl: URL,
  options: WorkerOptions,
  clock: Clock,
  events: RunEvents,
): WorkerRun {
  const { capacity = 1_024, batchMs = 50, batches = 8, deadAfterMs = 5_000 } = options;
  const memory = options.handover === "ring" ? ringMemory(capacity, COLUMNS.length) : undefined;
  const shared = new SharedArrayBuffer(SHARED.words * Int32Array.BYTES_PER_ELEMENT);
  const words = new Int32Array(shared);
  const dropped = new WrappingCount(words, SHARED.dropped);
  const ended = Promise.withResolvers<void>();
  let channels: readonly ChannelLabel[] = [];
  let inlet: RingInlet | undefined;
  let isEnding = false;
  let isOver = false;

  const job: Job = {
    rigUrl: rigUrl.href,
    data: options.data,
    periodMs: options.periodMs,
    maxLateMs: options.maxLateMs ?? 20,
    timeoutMs: options.timeoutMs,
    count: options.count,
    overflow: options.overflow,
    handover: memory
      ? { kind: "ring", memory }
      : { kind: "columns", readings: capacity, ms: batchMs, batches },
  };

  function over(then: () => void): void {
    if (isOver) return;
    isOver = true;
    inlet?.leave();
    thread[Symbol.dispose]();
    ended.resolve();
    then();
  }

  /** The thread has said its last: what it has left in the ring is handed on first. */
  async function finish(then: () => void): Promise<void> {
    thread[Symbol.dispose]();
    inlet?.finish();
    await inlet?.drained;
    over(then);
  }

  const room = new Room(batches, (free) => thread.post({ kind: "taken", batches: free }));

  function onColumns(cells: Float64Array, length: number, extras: readonly Extra[]): void {
    events.onBatch(new ReadingBatch(channels, cells, length, finder(extras)), room.taken);
  }

  function onMessage(message: FromWorker): void {
    if (message instanceof Float64Array) {
      return onColumns(message, message.length / COLUMNS.length, []);
    }
    switch (message.kind) {
      case "time?":
        return thread.post({ kind: "time", nowMs: clock.nowMs() });
      case "ready":
        channels = message.channels;
        if (memory && !isEnding) inlet = new RingInlet(memory, channels, events.onBatch);
        return;
      case "columns":
        return onColumns(message.cells, message.length, message.extras);
      case "extra":
        return inlet?.extra(message.extra);
      case "ended":
        return void finish(events.onEnded);
      case "broke": {
        const { code, message: text } = message.fault;
        const error = code === "queue.full"
          ? new ReadoutError(code, text)
          : new ReadoutError("worker.failed", `Cannot go on in a worker: ${text}`, {
            cause: Object.assign(new Error(text), message.fault),
          });
        return void finish(() => events.onFailure(error));
      }
    }
  }

  const thread = new WorkerThread<ToWorker, FromWorker>(new URL("./entry.ts", import.meta.url), {
    onMessage,
    onFailure: (error) => over(() => events.onFailure(error)),
  }, {
    beat: () => {
      dropped.read(); // often enough
      return Atomics.load(words, SHARED.heartbeat);
    },
    limitMs: deadAfterMs,
    clock,
  });
  try {
    thread.post({ kind: "start", job, shared });
  } catch (error) { // `data` is not plain data
    over(() => {});
    throw error;
  }

  return {
    get dropped() {
      return dropped.read() + (inlet?.dropped ?? 0);
    },
    async end(): Promise<void> {
      if (isOver) return;
      isEnding = true;
      Atomics.store(words, SHARED.stop, 1);
      Atomics.add(words, SHARED.bell, 1);
      Atomics.notify(words, SHARED.bell);
      inlet?.leave();
      const cancel = clock.timer(END_MS, () => over(() => {}));
      await ended.promise;
      cancel();
    },
  };
}

function finder(extras: readonly Extra[]): (channel: number, seq: number) => Extra | undefined {
  if (extras.length === 0) return () => undefined;
  const found = new Map(extras.map((extra) => [`${extra.channel}:${extra.seq}`, extra]));
  return (channel, seq) => found.get(`${channel}:${seq}`);
}
