// A power supply: a set point with limits and read-back, a switch, and what it measures. Without an
// address, a simulated one; with one, such as TCPIP::10.0.0.8::5025::SOCKET, allow its host as well.
//
//   deno run --allow-net=127.0.0.1 examples/power_supply.ts
import { openScpi, poll } from "../mod.ts";
import { powerSupply, serveTcp } from "../lib/simulator/mod.ts";

await using simulated = await serveTcp(powerSupply());
await using psu = await openScpi(Deno.args[0] ?? simulated.address);
const volts = psu.setting.number("VOLT", { name: "volts", unit: "V", min: 0, max: 40 });
const output = psu.setting.bool("OUTP", { name: "output", urgent: true });
const amps = psu.number("MEAS:CURR?", { name: "amps", unit: "A" });

await volts.write(3.3);
await output.write(true);
for await (const { value, unit } of poll(amps, { periodMs: 100, count: 3 })) {
  console.log(value?.toFixed(3), unit);
}
const refused = await volts.tryWrite(35); // the simulated one gives 30 V
console.log(refused.status === "bad" ? refused.fault.message : "35 V");
await output.write(false);
