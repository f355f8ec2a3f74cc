import { within } from "../lib/rig/supervise/within.ts";
import type { Io } from "./io.ts";

/** How long whoever reads us may take for the last words of a command, in ms. */
const LAST_WORDS_MS = 2_000;

/**
 * Waits until something has been told, but not for ever: a terminal that was stopped by Ctrl-S, or a
 * pipe that nobody reads, keeps no command from its end.
 */
export async function briefly(io: Io, telling: Promise<void>): Promise<void> {
  await within(io.clock, LAST_WORDS_MS, "tell it", () => telling).catch(() => {}); // nobody reads it
}
