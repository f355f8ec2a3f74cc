// A first script: this computer's memory, every 250 ms, until it is above 90 % or five readings are
// in.
//
//   deno run --allow-sys=systemMemoryInfo examples/first_script.ts
import { host, poll } from "../mod.ts";

for await (const reading of poll(host.memory(), { periodMs: 250, count: 5 })) {
  if (reading.status === "bad") console.error(reading.fault.message);
  else console.log(`${reading.value.toFixed(1)} ${reading.unit}`);
  if (reading.value !== null && reading.value > 90) break;
}
