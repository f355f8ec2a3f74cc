/** Longer words are not compared: that takes time in proportion to both lengths. */
const LONGEST = 64;

/**
 * The candidate that takes the fewest letters inserted, left out or changed to become `word`,
 * whatever their case; nothing if more than half of its letters would have to.
 *
 * @example A misspelt option
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(nearestWord("baudrate", ["baudRate", "parity"]), "baudRate");
 * strictEqual(nearestWord("colour", ["baudRate", "parity"]), undefined);
 * ```
 */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  let nearest: string | undefined;
  let fewest = Infinity;
  for (const candidate of candidates) {
    const changes = changesBetween(word.toLowerCase(), candidate.toLowerCase());
    if (changes < fewest && changes <= candidate.length / 2) {
      nearest = candidate;
      fewest = changes;
    }
  }
  return nearest;
}

/** Levenshtein's distance, row by row. */
function changesBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...from].entries()) {
    const above = row;
    row = [at + 1];
    for (let column = 1; column <= to.length; column++) {
      const kept = above[column - 1]! + (letter === to[column - 1] ? 0 : 1);
      row.push(Math.min(kept, above[column]! + 1, row[column - 1]! + 1));
    }
  }
  return row[to.length]!;
}
