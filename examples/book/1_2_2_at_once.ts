// 1.2.2 Nonblocking I/O: three tags at once take 2 s, not 6.
//
//   deno run --allow-sys=cpus,systemMemoryInfo examples/book/1_2_2_at_once.ts
import { readAll, systemClock } from "../../mod.ts";
import { slowSensors } from "./slow_sensors.ts";

const startMs = systemClock.nowMs();
const readings = await readAll(slowSensors(2_000), { atOnce: 3 });
for (const { channel, value, unit, fault } of readings) {
  console.log(channel, value === null ? fault.message : `${value.toFixed(1)} ${unit}`);
}
console.log(`all of them: ${((systemClock.nowMs() - startMs) / 1_000).toFixed(1)} s`);
