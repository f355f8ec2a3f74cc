import type { DeviceSpeech, Moment, SimulatedDevice } from "../../../simulator/simulated_device.ts";

/** A device that talks unasked, and listens to nobody. */
export function speaker(name: string, speak: (at: Moment) => DeviceSpeech): SimulatedDevice<never> {
  return {
    name,
    decode: ({ length }) => ({ kind: "bad", why: "it listens to nobody", usedBytes: length }),
    answer: () => ({}),
    speak,
  };
}
