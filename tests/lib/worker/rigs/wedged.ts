import { channel } from "../../../../mod.ts";

let reads = 0;

/** Never comes back from its third read. */
export const channels = [channel("wedged", "", () => {
  if (++reads === 3) { for (;;); }
  return reads;
})];
