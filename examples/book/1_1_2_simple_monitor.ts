// 1.1.2 The simple monitor: a window of ten points and a table of Tag, Unit and Value. A read that
// is slower than the interval does not pile up: the points it misses are counted.
//
//   deno run --allow-sys=systemMemoryInfo examples/book/1_1_2_simple_monitor.ts 100 10
//   deno run --allow-sys=systemMemoryInfo examples/book/1_1_2_simple_monitor.ts 100 150
//
// The numbers are the interval and the time a read takes, in ms; the book's are 1000 and 2000.
import { host, poll, window } from "../../mod.ts";
import { slowly } from "./slow_sensors.ts";

const [intervalMs = 1_000, tookMs = 2_000] = Deno.args.map(Number);
const polling = poll(slowly(host.memory(), tookMs, "MEM_PERCENT"), {
  periodMs: intervalMs,
  count: 12,
});

for await (const points of window(polling, 10)) {
  const { channel, unit, value, fault, missedTicks = 0 } = points.at(-1)!;
  console.log("Tag          Unit  Value  Missed");
  console.log(`${channel}  ${unit}     ${value?.toFixed(1) ?? fault?.code}   ${missedTicks}`);
  console.log(`last ten: ${points.map((point) => point.value?.toFixed(1) ?? "bad").join(" ")}`);
}
console.log(`points missed in all: ${polling.stats().missedTicks.get("MEM_PERCENT")}`);
