// 1.1.1 Blocking I/O: three reads of 2 s, one after another, take 6 s.
//
// (Deno shows the battery only with --allow-all; without, its read is a fault that says so.)
//
//   deno run --allow-sys=cpus,systemMemoryInfo examples/book/1_1_1_blocking_io.ts
import { systemClock } from "../../mod.ts";
import { slowSensors } from "./slow_sensors.ts";

const startMs = systemClock.nowMs();
const seconds = () => ((systemClock.nowMs() - startMs) / 1_000).toFixed(1);

console.log("Begin of submitting");
for (const sensor of slowSensors(2_000)) {
  console.log(`  ${sensor.name} begins at ${seconds()} s`);
  const { value, unit, fault } = await sensor.tryRead();
  const result = value === null ? fault.message : `${value.toFixed(1)} ${unit}`;
  console.log(`  ${sensor.name} ends at ${seconds()} s: ${result}`);
}
console.log(`End of submitting: ${seconds()} s`);
