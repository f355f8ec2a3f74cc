// 2.1 On-demand I/O: reads and writes with return codes and the same deadline.
//
//   deno run examples/book/2_1_on_demand.ts
import { delay, writable } from "../../mod.ts";

// A heater behind a slow line; it refuses what would melt it.
let celsius = 20;
const heater = writable("heater.setpoint", "\u00b0C", {
  read: async ({ signal }) => {
    await delay(50, { signal });
    return celsius;
  },
  write: async (value, { signal }) => {
    await delay(50, { signal });
    if (value > 300) throw new RangeError(`${value} is above 300`);
    celsius = value;
  },
});

await heater.write(180, { timeoutMs: 500 });
console.log("set to", (await heater.read({ timeoutMs: 500 })).value, heater.unit);
for (const [value, timeoutMs] of [[400, 500], [200, 10]] as const) {
  const writing = await heater.tryWrite(value, { timeoutMs });
  console.log(
    `set to ${value} in ${timeoutMs} ms:`,
    writing.status === "bad" ? writing.fault.code : "done",
  );
}
