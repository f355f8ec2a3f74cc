import { channel, signal } from "../../../../mod.ts";

let reads = 0;

/** A number, a text, and a channel whose every second read throws. */
export const channels = [
  signal.counter(),
  channel("state", "", () => "on"),
  channel("flaky", "V", () => {
    if (reads++ % 2) throw new TypeError("boom", { cause: new Error("deep") });
    return reads;
  }),
];
