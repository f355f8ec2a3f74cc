import type { Random } from "../../contract/random.ts";
import { seededRandom } from "../../base/seeded_random.ts";

/** Chance from one seed, with a stream of its own for each use: one more use changes no other. */
export class Seeds {
  readonly #seed: number;
  readonly #stretch: number;

  /** Takes the seed, of which the lower 32 bits count, and which part of a simulation it is for. */
  constructor(seed: number, stretch = 0) {
    this.#seed = seed;
    this.#stretch = stretch;
  }

  /** The stream for a use. The same use has the same numbers. */
  of(...use: readonly (string | number)[]): Random {
    let mixed = 0x811c9dc5 ^ this.#seed;
    for (const character of [this.#stretch, ...use].join("/")) {
      mixed = Math.imul(mixed ^ character.codePointAt(0)!, 0x01000193);
    }
    const random = seededRandom(mixed);
    random.next(); // neighbouring seeds begin alike
    return random;
  }
}

/** A time until something that happens every so often on average, in ms. */
export function untilNextMs(random: Random, meanMs: number): number {
  return -Math.log(1 - random.next()) * meanMs;
}

/** A number from `low` to `high`, with as many from 1 to 10 as from 10 to 100. */
export function spread(random: Random, low: number, high: number): number {
  return low * (high / low) ** random.next();
}
