// A vessel that must vent before control is given up: whatever ends this rig, first its heater is
// switched off and then its vent is opened, once. Here the pressure rises until an interlock ends it.
// (`readout run` does the same for a rig in a file, and also heeds signals and uncaught errors.)
//
//   deno run --allow-net=127.0.0.1 examples/pressure_vessel.ts
import { defineRig, runRig } from "../lib/rig/mod.ts";
import { aBoolean, modbusDevice, modbusUnit, scpiDevice, serveTcp } from "../lib/simulator/mod.ts";

const vessel = { isHeated: true, isOpen: false, bar: 5 };
await using heater = await serveTcp(scpiDevice({
  "OUTPut": ({ parameters }) => {
    [vessel.isHeated] = parameters(aBoolean);
  },
  "OUTPut?": () => vessel.isHeated,
}));
const pressure = () => vessel.bar = vessel.isOpen ? 0 : vessel.bar + (vessel.isHeated ? 0.5 : 0);
const vent = {
  read: () => vessel.isOpen,
  write: (isOpen: boolean) => void (vessel.isOpen = isOpen),
};
await using plc = await serveTcp(modbusDevice({
  units: {
    1: modbusUnit({
      coils: new Map([[3, vent]]),
      inputRegisters: new Map([[0, { read: () => 100 * pressure() }]]),
    }),
  },
}));

const rig = defineRig({
  name: "vessel",
  instruments: {
    plc: { kind: "modbus", address: plc.address },
    heater: { kind: "scpi", address: heater.address },
  },
  channels: {
    pressure: {
      instrument: "plc",
      input: 0,
      scale: 0.01,
      unit: "bar",
      everyMs: 100,
      critical: true,
    },
  },
  interlocks: { overpressure: { channel: "pressure", suspendAbove: 7, resumeBelow: 6 } },
  safe: [ // as it was switched on; run from the last to the first
    { name: "vent open", instrument: "plc", coil: 3, value: true },
    {
      name: "heater off",
      instrument: "heater",
      command: "OUTP OFF",
      readBack: "OUTP?",
      expect: "0",
    },
  ],
});

const report = await runRig(rig, {
  onReading: ({ channel, value, unit }) => {
    if (channel === "pressure") console.log(value, unit);
  },
});
console.log(report.why);
for (const { name, isDone } of report.safe?.steps ?? []) console.log(isDone ? "done" : "?", name);
console.log(`${report.isSafe ? "safe" : "NOT KNOWN TO BE SAFE"}, ${pressure()} bar`);
