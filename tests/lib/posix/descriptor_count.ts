import { assert } from "../../deps/assert.ts";

/**
 * Counts this process's descriptors, cycle by cycle. Other test files run in the same process and open
 * and close hundreds at once; what leaks one a cycle grows in nearly each of them, and they do not.
 */
export class DescriptorCount {
  readonly #counts: number[] = [];

  /** Counts them, at the end of a cycle. */
  take(): void {
    this.#counts.push([...Deno.readDirSync("/proc/self/fd")].length);
  }

  /** Fails if there were more after most of the cycles than after the one before. */
  assertNoLeak(): void {
    const counts = this.#counts;
    assert(counts.length >= 100, `${counts.length} cycles tell nothing`);
    const grown = counts.filter((count, at) => at > 0 && count > counts[at - 1]!).length;
    assert(grown < counts.length / 2, counts.join(" "));
  }
}
