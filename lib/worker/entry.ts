import type { FromWorker, Job, ToWorker } from "./messages.ts";
import type { WorkerScope } from "./worker_scope.ts";
import { toFault } from "../base/readout_error.ts";
import { poll } from "../acquisition/poll.ts";
import { AtomicClock } from "./atomic_clock.ts";
import { type Handover, makeHandover } from "./handover.ts";
import { SHARED } from "./messages.ts";
import { ownerOffsetMs } from "./owner_time.ts";
import { loadRig } from "./rig_module.ts";

// Where an acquisition thread starts. Everything in and out is plain data.

const scope = self as unknown as WorkerScope<ToWorker, FromWorker>;
let answerTime: ((nowMs: number) => void) | undefined;
let handover: Handover | undefined;

function post(message: FromWorker, transfer: Transferable[] = []): void {
  scope.postMessage(message, transfer);
}

scope.onmessage = ({ data }): void => {
  switch (data.kind) {
    case "start":
      acquire(data.job, new Int32Array(data.shared)).then(
        () => post({ kind: "ended" }),
        (error) => post({ kind: "broke", fault: toFault(error) }),
      );
      break;
    case "time":
      answerTime?.(data.nowMs);
      break;
    case "taken":
      handover?.taken(data.batches);
      break;
  }
};

function askTime(): Promise<number> {
  return new Promise((resolve) => {
    answerTime = resolve;
    post({ kind: "time?" });
  });
}

async function acquire(job: Job, shared: Int32Array): Promise<void> {
  const offsetMs = await ownerOffsetMs(askTime);
  const channels = await loadRig(job.rigUrl, job.data);
  await using _rig = disposable(channels);
  post({ kind: "ready", channels: channels.map(({ name, unit }) => ({ name, unit })) });

  const clock = new AtomicClock(shared.subarray(SHARED.bell, SHARED.bell + 1));
  const stop = new AbortController();
  const drop = (readings: number) => void Atomics.add(shared, SHARED.dropped, readings);
  const beat = () => void Atomics.add(shared, SHARED.heartbeat, 1);
  const out = handover = makeHandover(job, post, drop, beat);
  const index = new Map(channels.map(({ name }, at) => [name, at]));
  const polling = poll(channels, { ...job, clock, signal: stop.signal });
  let waiting = false; // for the owner to make room
  let over = false;

  const loop = (async () => {
    for await (const reading of polling) {
      const monoMs = reading.monoMs + offsetMs; // the owner's time
      const put = out.put({ ...reading, monoMs }, index.get(reading.channel)!);
      if (put === undefined) continue;
      waiting = true;
      await put;
      waiting = false;
    }
  })().finally(() => over = true);

  const running = clock.run({
    mayBlock: () => polling.underWay === 0 && !waiting,
    goOn(): boolean {
      Atomics.add(shared, SHARED.heartbeat, 1);
      if (Atomics.load(shared, SHARED.stop) === 1) {
        out.end();
        stop.abort();
        return false;
      }
      out.flush(clock.nowMs() + offsetMs);
      return !over;
    },
  });
  try {
    await loop;
  } finally {
    over = true;
    await running;
    out.end();
  }
}

function disposable(rig: object): AsyncDisposable {
  const asyncDispose = (rig as Partial<AsyncDisposable>)[Symbol.asyncDispose];
  const dispose = (rig as Partial<Disposable>)[Symbol.dispose];
  return {
    async [Symbol.asyncDispose](): Promise<void> {
      if (asyncDispose) await asyncDispose.call(rig);
      else dispose?.call(rig);
    },
  };
}
