/**
 * Calls a user's listener. What it throws is not the read's fault: it is reported as an event
 * listener's error is, that is, as an uncaught one.
 */
export function tell<A>(listener: ((about: A) => void) | undefined, about: A): void {
  try {
    listener?.(about);
  } catch (thrown) {
    reportError(thrown);
  }
}
