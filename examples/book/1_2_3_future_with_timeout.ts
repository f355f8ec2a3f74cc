// 1.2.3 Executor and future with timeout: a read as data; a computation in a thread; and one in a
// process, which can be ended even if it never comes back.
//
//   deno run --allow-sys=cpus,systemMemoryInfo --allow-read=. --allow-run examples/book/1_2_3_future_with_timeout.ts
import { computeInProcess, computeInWorker, isReadoutError } from "../../mod.ts";
import { slowSensors } from "./slow_sensors.ts";

const timeoutsMs = [2_000, 2_000, 100];
for (const [at, sensor] of slowSensors(300).entries()) {
  const { status, value, fault } = await sensor.tryRead({ timeoutMs: timeoutsMs[at] });
  console.log(sensor.name, status, value?.toFixed(1) ?? fault?.code);
}

const module = new URL("./primes.ts", import.meta.url);
const primes = await computeInWorker<number>(module, "countPrimes", [1_000]);
console.log(`primes below 1000: ${primes}`);
try {
  await computeInProcess(module, "countPrimes", [Infinity], { timeoutMs: 500 });
} catch (error) {
  if (!isReadoutError(error)) throw error;
  console.log(`primes below infinity: ${error.code}`);
}
