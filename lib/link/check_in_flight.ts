/**
 * Checks how many questions may be under way at a time.
 *
 * @param hasIds Whether replies name their questions.
 * @throws {RangeError} If it is no integer >= 1.
 * @throws {TypeError} If it is more than 1, and replies do not name their questions.
 */
export function checkInFlight(inFlight: number, hasIds: boolean): void {
  if (!(Number.isInteger(inFlight) && inFlight >= 1)) {
    throw new RangeError(
      `Cannot make a link: inFlight should be an integer >= 1, not ${inFlight}`,
    );
  }
  if (inFlight > 1 && !hasIds) {
    throw new TypeError(
      `Cannot have ${inFlight} questions under way: only replies that name their questions ` +
        `(resync "id") can be told apart`,
    );
  }
}
