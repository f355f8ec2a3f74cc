import { channel } from "../../../../mod.ts";

/** Throws outside of any read at its third read, if the marker file says that it is its first life. */
export const channels = (marker: string) => {
  let firstLife = true;
  try {
    Deno.statSync(marker);
    firstLife = false;
  } catch { // no such file yet
    Deno.writeTextFileSync(marker, "");
  }
  let reads = 0;
  return [channel("mortal", "", () => {
    if (++reads === 3 && firstLife) {
      queueMicrotask(() => {
        throw new Error("died");
      });
    }
    return reads;
  })];
};
