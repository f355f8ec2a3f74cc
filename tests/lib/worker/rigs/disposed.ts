import { signal } from "../../../../mod.ts";

/** Leaves a note when it is disposed of. */
export const channels = (note: string) =>
  Object.assign([signal.counter()], {
    [Symbol.asyncDispose]: async () => {
      await Deno.writeTextFile(note, "disposed");
    },
  });
