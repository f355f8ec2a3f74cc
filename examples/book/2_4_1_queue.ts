// 2.4.1 Queue: a producer that waits until the consumer has dealt with each item, and an orderly
// end without a sentinel.
//
//   deno run --allow-sys=systemMemoryInfo examples/book/2_4_1_queue.ts
import { host, Outbox, poll, type Reading } from "../../mod.ts";

const outbox = new Outbox<Reading<number>>(10, "wait");

async function produce(): Promise<void> {
  for await (const reading of poll(host.memory(), { periodMs: 100, count: 5 })) {
    await outbox.deliver(reading, { timeoutMs: 1_000 });
    console.log(`reading ${reading.seq} has been dealt with`);
  }
  outbox.close();
}

async function consume(): Promise<void> {
  for await (const { value, unit, fault } of outbox) {
    console.log(value === null ? fault.message : `${value.toFixed(1)} ${unit}`);
  }
}

await Promise.all([produce(), consume()]);
await outbox.join({ timeoutMs: 1_000 });
const { pushed, acknowledged, dropped } = outbox.stats();
console.log(`${pushed} pushed, ${acknowledged} acknowledged, ${dropped} dropped`);
