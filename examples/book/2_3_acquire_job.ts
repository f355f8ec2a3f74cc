// 2.3 Acquiring data using a thread: start a job of N samples, ask whether it is done, do something
// else meanwhile.
//
//   deno run --allow-sys=systemMemoryInfo examples/book/2_3_acquire_job.ts
import { acquire, delay, host } from "../../mod.ts";

const job = acquire(host.memory(), { count: 3, periodMs: 400 });
while (!job.done) {
  console.log(`${job.samples.length} of ${job.count}: ${(100 * job.progress).toFixed(0)} %`);
  await delay(200);
}
console.log("done:", (await job).map(({ value }) => value.toFixed(1)).join(" "));
