import { printable } from "../lib/base/printable.ts";
import { closestString, levenshteinDistance } from "../lib/deps/std_text.ts";

/** Longer words are not compared: the comparison takes time in proportion to both lengths. */
const LONGEST = 64;

/**
 * The candidate that was probably meant by a misspelt word, or `undefined` if none is near: the
 * one that starts with the word, or differs from it by about a third of its letters at most.
 */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  if (word === "" || word.length > LONGEST || candidates.length === 0) return undefined;
  const lower = word.toLowerCase();
  const longer = candidates.filter((candidate) => candidate.toLowerCase().startsWith(lower));
  if (longer.length === 1) return longer[0];
  const closest = closestString(word, candidates);
  const distance = levenshteinDistance(lower, closest.toLowerCase());
  return distance <= Math.max(1, Math.floor(lower.length / 3)) ? closest : undefined;
}

/**
 * ` (did you mean "--every"?)`, or nothing if no candidate is near.
 *
 * @param word What was given; dashes before it do not count.
 * @param candidates What there is.
 * @param prefix What is written before the candidate.
 */
export function didYouMean(word: string, candidates: readonly string[], prefix = ""): string {
  const meant = suggest(word.replace(/^-+/, ""), candidates);
  return meant === undefined ? "" : ` (did you mean "${prefix}${printable(meant)}"?)`;
}
