import { defineRig } from "../../../../lib/rig/define_rig.ts";
import type { Rig } from "../../../../lib/rig/rig.ts";

/** Ten channels at 1 Hz of every kind, with backup, holding, limits, interlocks and a safe state. */
export const VESSEL: Rig = defineRig({
  name: "vessel",
  instruments: {
    dmm: { kind: "scpi", address: "TCPIP::10.0.0.7::5025::SOCKET", expectIdn: "34461A" },
    plc: { kind: "modbus", address: "tcp://10.0.0.8:502", unit: 1 },
    gps: { kind: "nmea", address: "serial:///dev/ttyUSB0?baudRate=4800" },
    ino: { kind: "lines", address: "serial:///dev/ttyACM0?baudRate=115200" },
  },
  channels: {
    "pressure": {
      ...{ instrument: "plc", input: 0, type: "float32", unit: "bar", critical: true },
      ...{ retry: { max: 2 }, backup: "pressure2", hold: { maxAgeMs: 5_000 } },
      limits: { range: [0, 16], alarm: { high: 12, hysteresis: 0.5, delayMs: 500 } },
    },
    "pressure2": { instrument: "dmm", question: "MEAS:PRES?", unit: "bar" },
    "level": { instrument: "plc", input: 2, type: "uint16", unit: "mm", scale: 0.1 },
    "valve": { instrument: "plc", coil: 3 },
    "temperature": {
      ...{ instrument: "dmm", question: "MEAS:TEMP?", unit: "\u00b0C" },
      hold: { by: "trend", maxAgeMs: 5_000 },
    },
    "room": { instrument: "ino", field: "t", unit: "\u00b0C" },
    "latitude": { instrument: "gps", gps: "latitude" },
    "speed": { instrument: "gps", gps: "speed" },
    "load": { host: "cpu" },
    "wave": { signal: "sine" },
  },
  interlocks: {
    overpressure: { channel: "pressure", suspendAbove: 14, resumeBelow: 13 },
    overflow: { channel: "level", suspendAbove: 1_300, resumeBelow: 1_100, then: "report" },
  },
  safe: [
    { name: "vent open", instrument: "plc", coil: 3, value: true },
    { name: "heater off", instrument: "dmm", command: "OUTP OFF", readBack: "OUTP?", expect: "0" },
    {
      name: "own",
      run: () => {
        throw new Error("something real was touched");
      },
    },
  ],
});

/** Two units on a serial line, SCPI on another, instruments that may be absent; several periods. */
export const LINES: Rig = defineRig({
  name: "lines",
  instruments: {
    a: { kind: "modbus", address: "serial:///dev/ttyUSB1?baudRate=9600", unit: 1 },
    b: { kind: "modbus", address: "serial:///dev/ttyUSB1?baudRate=9600", unit: 2 },
    dmm: { kind: "scpi", address: "ASRL/dev/ttyUSB2::INSTR", errors: "after-all" },
    psu: { kind: "scpi", address: "tcp://10.0.0.9:5025", init: ["SYST:REM"], startup: "probe" },
    ino: { kind: "lines", address: "serial:///dev/ttyACM0", startup: "ignore" },
  },
  everyMs: 500,
  channels: {
    flow: {
      ...{ instrument: "a", holding: 0, critical: true },
      ...{ retry: { max: 3 }, hold: { maxAgeMs: 30_000 } },
    },
    mass: { instrument: "a", holding: 10, type: "int32", everyMs: 1_000 },
    torque: { instrument: "b", holding: 0, type: "float32", backup: "mass" },
    door: { instrument: "b", discrete: 7 },
    volts: {
      ...{ instrument: "dmm", question: "MEAS:VOLT?", unit: "V", retry: { max: 1 } },
      limits: { readTwice: { within: 5 }, stuck: { afterMs: 10_000 }, maxRatePerS: 100 },
    },
    amps: {
      ...{ instrument: "psu", question: "MEAS:CURR? (@1)", unit: "A", everyMs: 250 },
      ...{ critical: true, retry: { max: 2 }, hold: { maxAgeMs: 2_000 } },
      limits: { alarm: { high: 2, highWarning: 1.8, low: 0, hysteresis: 0.1 } },
    },
    room: { instrument: "ino", field: "t", unit: "\u00b0C", everyMs: 2_000 },
    own: { read: () => 1, everyMs: 1_000 },
  },
  interlocks: { level: { channel: "flow", suspendAbove: 50_000, resumeBelow: 40_000 } },
  safe: [
    { name: "valve shut", instrument: "a", holding: 20, value: 0, timeoutMs: 3_000 },
    { name: "output off", instrument: "psu", command: "OUTP OFF", readBack: "OUTP?", expect: "0" },
    { name: "load off", instrument: "psu", command: "LOAD OFF" },
  ],
});

/** What only records: nothing ends it, whatever fails. */
export const LOGGER: Rig = defineRig({
  name: "logger",
  instruments: {
    dmm: { kind: "scpi", address: "tcp://10.0.0.7:5025" },
    plc: { kind: "modbus", address: "tcp://10.0.0.8:502" },
    meter: { kind: "modbus", address: "serial:///dev/ttyUSB0?baudRate=9600", unit: 5 },
    gps: { kind: "nmea", address: "tcp://10.0.0.9:10110" },
  },
  channels: {
    volts: { instrument: "dmm", question: "MEAS:VOLT?", unit: "V", retry: { max: 1 } },
    ohms: { instrument: "dmm", question: "MEAS:RES?", everyMs: 2_000 },
    flow: { instrument: "plc", holding: 0, type: "float32", backup: "spare", hold: {} },
    level: {
      ...{ instrument: "plc", holding: 2, hold: { by: "trend" } },
      limits: { alarm: { high: 40_000, low: 1_000, hysteresis: 100, delayMs: 1_000 } },
    },
    spare: { instrument: "meter", holding: 0, type: "float32" },
    energy: { instrument: "meter", input: 10, type: "uint32", everyMs: 5_000 },
    height: { instrument: "gps", gps: "altitude" },
    room: { read: () => 20 },
  },
  interlocks: {
    full: { channel: "level", suspendAbove: 40_000, resumeBelow: 39_000, then: "report" },
  },
});
