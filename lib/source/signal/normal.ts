import type { Random } from "../../contract/random.ts";

/** One normally distributed number, mean 0 and standard deviation 1 (Box-Muller, cosine half). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next())); // 1 - next() is never 0
  return radius * Math.cos(2 * Math.PI * random.next());
}
