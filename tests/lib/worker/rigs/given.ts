import { signal } from "../../../../mod.ts";

/** A counter that starts where it is told to. */
export const channels = (start: number) => [signal.counter({ start })];
