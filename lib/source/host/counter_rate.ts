import type { Change } from "./change_reader.ts";

/** Counters that only go up, by the name of what they count. */
export type Counters = ReadonlyMap<string, number>;

/**
 * What all counters together rose by per second.
 *
 * @returns `undefined` if one of them was set back, or none was there at both looks.
 */
export const counterRate: Change<Counters>["between"] = (older, newer, spanMs) => {
  let rise = 0;
  let isCounted = false;
  for (const [name, count] of newer) {
    const before = older.get(name);
    if (before === undefined) continue; // it has just appeared
    if (count < before) return undefined;
    rise += count - before;
    isCounted = true;
  }
  return isCounted ? 1000 * rise / spanMs : undefined;
};
