// 2.2 Polled I/O: read until the value is valid, with 50 ms between checks, so that the device is
// not hammered.
//
//   deno run --allow-sys=systemMemoryInfo examples/book/2_2_polled.ts
import { channel, host, readUntil } from "../../mod.ts";

// A device that needs four questions before it has an answer.
const memory = host.memory();
let asked = 0;
const warmingUp = channel("memory", "%", async ({ signal }) => {
  if (++asked < 4) throw new Error("not ready");
  return (await memory.read({ signal })).value;
}, { minGapMs: 50 });

const { value, unit } = await readUntil(warmingUp, { everyMs: 50, timeoutMs: 3_000 });
console.log(`${value.toFixed(1)} ${unit} after ${asked} checks`);
