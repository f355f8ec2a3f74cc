// 2.5 Reactive programming: interval, map, publish and a sliding buffer of ten, with RxJS.
//
//   deno run --allow-sys=systemMemoryInfo examples/book/2_5_reactive.ts
import { bufferCount, lastValueFrom, map, take, tap } from "npm:rxjs@7.8.2";
import { host } from "../../mod.ts";
import { observe } from "../../lib/reactive/observe.ts";

// Hot and shared: polled once, and only as long as someone looks.
const memory = observe(host.memory(), { periodMs: 50 });

const windows = memory.pipe(
  map(({ value, fault }) => value?.toFixed(1) ?? fault?.code),
  bufferCount(10, 1),
  tap((points) => console.log(points.join(" "))),
  take(5),
);
await lastValueFrom(windows);
console.log("nobody looks any more");
