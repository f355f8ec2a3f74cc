// 1.2.3 Executor and future with timeout: a read as data, and a computation in a thread of its own
// with a deadline that really ends it.
//
//   deno run --allow-sys=cpus,systemMemoryInfo --allow-read examples/book/1_2_3_future_with_timeout.ts
import { computeInWorker, isReadoutError } from "../../mod.ts";
import { slowSensors } from "./slow_sensors.ts";

const timeoutsMs = [100, 2_000, 2_000];
for (const [at, sensor] of slowSensors(300).entries()) {
  const { status, value, fault } = await sensor.tryRead({ timeoutMs: timeoutsMs[at] });
  console.log(status, value ?? fault?.code);
}

const module = new URL("./primes.ts", import.meta.url);
console.log(`primes below 1000: ${await computeInWorker(module, "countPrimes", [1_000])}`);
try {
  await computeInWorker(module, "countPrimes", [Infinity], { timeoutMs: 300 });
} catch (error) {
  if (!isReadoutError(error)) throw error;
  console.log(error.message);
}
