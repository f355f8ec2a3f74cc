import type { Rig } from "./rig.ts";

/**
 * Says what a rig is. It is given back as it is: what this adds is that the compiler checks that each
 * channel and each step of the safe sequence names an instrument that there is.
 *
 * @typeParam I The names of the instruments.
 * @param rig The rig.
 *
 * @example A rig in a file of its own, to be run by `readout run`
 * ```ts
 * export default defineRig({
 *   name: "oven",
 *   instruments: { dmm: { kind: "scpi", address: "TCPIP::10.0.0.7::5025::SOCKET" } },
 *   channels: { "oven.temperature": { instrument: "dmm", question: "MEAS:TEMP?", unit: "\u00b0C" } },
 *   safe: [{ name: "heater off", instrument: "dmm", command: "OUTP OFF" }],
 * });
 * ```
 */
export function defineRig<I extends string = never>(rig: Rig<I>): Rig<I> {
  return rig;
}
