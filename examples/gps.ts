// Where a GPS is, and how fast it goes. Give it an address, such as
// serial:///dev/ttyUSB0?baudRate=9600; without one it makes a GPS of its own.
//
//   deno run --allow-net=127.0.0.1 examples/gps.ts
import { openNmea, poll } from "../mod.ts";
import { gps as simulatedGps, serveTcp } from "../lib/simulator/mod.ts";

const [address] = Deno.args;
await using device = address === undefined ? await serveTcp(simulatedGps()) : undefined;
await using gps = await openNmea(address ?? device!.address);

const channels = [
  gps.utc({ maxAgeMs: 1_500 }),
  gps.latitude({ maxAgeMs: 1_500 }),
  gps.longitude({ maxAgeMs: 1_500 }),
  gps.speed({ maxAgeMs: 1_500 }),
];
for await (const reading of poll(channels, { periodMs: 1_000, count: 2 })) {
  console.log(reading.channel, reading.value ?? reading.reason, reading.unit);
}
