// What an Arduino prints, line by line, as channels: "t=21.4;h=40". Give it an address, such as
// serial:///dev/ttyACM0?baudRate=115200; without one it makes an Arduino of its own.
//
//   deno run --allow-net=127.0.0.1 examples/arduino.ts
import { openLines, poll } from "../mod.ts";
import { serveTcp, type SimulatedDevice } from "../lib/simulator/mod.ts";

const simulated: SimulatedDevice = {
  name: "arduino",
  decode: (received) => ({ kind: "bad", why: "it does not listen", usedBytes: received.length }),
  answer: () => ({}),
  speak({ nowMs }) {
    const t = 21 + Math.sin(nowMs / 1_000);
    return { messages: [new TextEncoder().encode(`t=${t.toFixed(1)};h=40\r\n`)], againMs: 50 };
  },
};

const [address] = Deno.args;
await using device = address === undefined ? await serveTcp(simulated) : undefined;
await using arduino = await openLines(address ?? device!.address);

const channels = [
  arduino.number("t", { unit: "\u00b0C", maxAgeMs: 200 }),
  arduino.number("h", { unit: "%", maxAgeMs: 200 }),
];
for await (const reading of poll(channels, { periodMs: 200, count: 3 })) {
  console.log(reading.channel, reading.value ?? reading.fault?.message, reading.unit);
}

for await (const line of arduino.lines({ capacity: 100, overflow: "drop-oldest" })) {
  console.log(line);
  break;
}
