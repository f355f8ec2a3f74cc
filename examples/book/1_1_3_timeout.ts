// 1.1.3 Blocking I/O with a timeout: an interface that does not answer in time gives an error, and
// never hangs.
//
//   deno run --allow-sys=systemMemoryInfo examples/book/1_1_3_timeout.ts
import { host, isReadoutError } from "../../mod.ts";
import { slowly } from "./slow_sensors.ts";

const memory = slowly(host.memory(), 200);
for (const timeoutMs of [100, 1_000]) {
  try {
    const { value, unit } = await memory.read({ timeoutMs });
    console.log(`within ${timeoutMs} ms: ${value.toFixed(1)} ${unit}`);
  } catch (error) {
    if (!isReadoutError(error)) throw error;
    console.log(`within ${timeoutMs} ms: ${error.code}`);
  }
}
