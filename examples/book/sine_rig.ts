import { signal } from "../../mod.ts";

/** What the thread polls: a sine of 10 Hz between -5 V and 5 V. */
export const channels = [signal.sine({ unit: "V", periodMs: 100, amplitude: 5 })];
