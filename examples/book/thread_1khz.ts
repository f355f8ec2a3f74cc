// The book's acquisition thread, at 1 kHz: the rig module is polled in a thread of its own, and its
// readings come back in batches, handed over in either of two ways.
//
//   deno run --allow-read=. examples/book/thread_1khz.ts
import { acquireInWorker } from "../../mod.ts";

const rig = new URL("./sine_rig.ts", import.meta.url);

for (const handover of ["columns", "ring"] as const) {
  const options = { periodMs: 1, count: 500, overflow: "wait", handover } as const;
  const thread = acquireInWorker(rig, options);
  let batches = 0;
  let highest = -Infinity;
  let missedTicks = 0;
  for await (const batch of thread) {
    batches++;
    for (const volts of batch.column("value")) highest = Math.max(highest, volts);
    for (const ticks of batch.column("missedTicks")) missedTicks += ticks;
  }
  const { readings, dropped } = thread.stats();
  console.log(
    `${handover}: ${readings} readings in ${batches} batches, highest ${highest.toFixed(2)} V`,
  );
  console.log(`${handover}: ${dropped} dropped, ${missedTicks} points of the grid missed`);
}
