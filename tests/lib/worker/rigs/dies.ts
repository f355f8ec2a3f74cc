import { channel } from "../../../../mod.ts";

let reads = 0;

/** Throws outside of any read at its third read. */
export const channels = [channel("mortal", "", () => {
  if (++reads === 3) {
    queueMicrotask(() => {
      throw new Error("died");
    });
  }
  return reads;
})];
