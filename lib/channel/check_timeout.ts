/**
 * The budget of an exchange, if it is one.
 *
 * @throws {RangeError} If it is not a finite number above 0.
 */
export function checkTimeout(timeoutMs: number): number {
  if (timeoutMs > 0 && timeoutMs < Infinity) return timeoutMs;
  throw new RangeError(
    `Cannot bound an exchange: timeoutMs must be finite and > 0, got ${timeoutMs}`,
  );
}
