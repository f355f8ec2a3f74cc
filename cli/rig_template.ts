/**
 * A rig to begin with, as YAML. It reads this computer and generated signals only. What begins with
 * `#` and no space after it is an example that can be uncommented as it is.
 *
 * @param file What the file is called.
 */
export function yamlRig(file: string): string {
  return `\
# A rig: named channels, and what is done when something fails.
#   readout check ${file}    checks it, and opens no device
#   readout run ${file}      runs it
# What each field is for: "readout check --schema > rig.schema.json" tells editors, if this file has
# the line "# yaml-language-server: $schema=rig.schema.json".
#
# Lines that begin with # and no space after it are examples: take the # away.

name: desk

# How often a channel is read that does not say it. Times are in ms, or have a unit: 250ms, 5s, 1min.
everyMs: 1s

#instruments:
  #dmm:
    #kind: scpi # or modbus, nmea, lines
    #address: tcp://10.0.0.7:5025 # or TCPIP::10.0.0.7::5025::SOCKET, or a serial port
    #expectIdn: "34461A" # what its answer to *IDN? must contain
  #plc:
    #kind: modbus
    #address: tcp://10.0.0.8:502
    #unit: 1

channels:
  # Sensors of this computer; "readout list" shows them all.
  cpu:
    host: cpu
  memory:
    host: memory
    limits:
      range: [0, 100] # what is outside is uncertain
      alarm: { highWarning: 90, hysteresis: 5, delayMs: 10s }

  # A generated signal, for trying things out.
  wave:
    signal: sine
    unit: V
    everyMs: 250ms
    hold: { by: trend, maxAgeMs: 5s } # what it says while it cannot measure

  #oven.temperature:
    #instrument: dmm
    #question: "MEAS:TEMP?"
    #unit: degC
    #retry: { max: 2 } # the same again
    #backup: oven.wall # another channel stands in
    #critical: true # if it fails for good, the safe sequence is run
  #oven.wall:
    #instrument: plc
    #input: "30001" # the data sheet's number; or 0, the address on the wire
    #type: float32
    #unit: degC

# What stops the rig by the value of a channel.
#interlocks:
  #too hot:
    #channel: oven.temperature
    #suspendAbove: 250
    #resumeBelow: 200
    #then: safe

# What brings it into a safe state, in the order in which things were switched on. It is run from the
# last to the first, each step once and within its own time.
#safe:
  #- name: heater off
    #instrument: plc
    #coil: 0
    #value: false
    #timeoutMs: 2s
  #- name: output off
    #instrument: dmm
    #command: OUTP OFF
    #readBack: "OUTP?"
    #expect: "0"
`;
}

/**
 * The same as a program.
 *
 * @param file What the file is called.
 * @param library From where it imports Readout.
 */
export function programRig(file: string, library: string): string {
  return `\
// A rig: named channels, and what is done when something fails.
//   readout check ${file}    checks it, and opens no device
//   readout run ${file}      runs it
import { defineRig } from ${JSON.stringify(library)};

export default defineRig({
  name: "desk",

  // How often a channel is read that does not say it, in ms.
  everyMs: 1_000,

  // instruments: {
  //   dmm: { kind: "scpi", address: "tcp://10.0.0.7:5025", expectIdn: "34461A" },
  //   plc: { kind: "modbus", address: "tcp://10.0.0.8:502", unit: 1 },
  // },

  channels: {
    // Sensors of this computer; "readout list" shows them all.
    cpu: { host: "cpu" },
    memory: {
      host: "memory",
      limits: {
        range: [0, 100], // what is outside is uncertain
        alarm: { highWarning: 90, hysteresis: 5, delayMs: 10_000 },
      },
    },

    // A generated signal, for trying things out.
    wave: {
      signal: "sine",
      unit: "V",
      everyMs: 250,
      hold: { by: "trend", maxAgeMs: 5_000 }, // what it says while it cannot measure
    },

    // Anything of your own.
    minute: { read: () => new Date().getMinutes(), unit: "min" },

    // "oven.temperature": {
    //   instrument: "dmm",
    //   question: "MEAS:TEMP?",
    //   unit: "degC",
    //   retry: { max: 2 }, // the same again
    //   critical: true, // if it fails for good, the safe sequence is run
    // },
  },

  // What stops the rig by the value of a channel.
  // interlocks: {
  //   "too hot": { channel: "oven.temperature", suspendAbove: 250, resumeBelow: 200 },
  // },

  // What brings it into a safe state, in the order in which things were switched on. It is run from
  // the last to the first, each step once and within its own time.
  // safe: [
  //   { name: "heater off", instrument: "plc", coil: 0, value: false, timeoutMs: 2_000 },
  // ],
});
`;
}
