// 2.5 Reactive programming, without RxJS: a poll is an async iterator, so a loop is the subscriber,
// and helpers are the operators. Nothing has to be loaded, and nothing is left running.
//
//   deno run --allow-sys=systemMemoryInfo examples/book/2_5_without_rxjs.ts
import { host, poll, window } from "../../mod.ts";

const memory = poll(host.memory(), { periodMs: 50, count: 14 });

for await (const points of window(memory, 10)) {
  console.log(points.map(({ value, fault }) => value?.toFixed(1) ?? fault?.code).join(" "));
}
