// The signatures of `@std/text` that the command line uses; the npm package ships none.

/** The most similar one of `possibleWords`, which must not be empty; letter case is ignored. */
export function closestString(givenWord: string, possibleWords: readonly string[]): string;
/** How many letters must be added, removed or changed to make one text of the other. */
export function levenshteinDistance(str1: string, str2: string): number;
