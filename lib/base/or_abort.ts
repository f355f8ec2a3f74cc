/**
 * Settles as `promise` does, or rejects with the signal's reason, whichever is first.
 *
 * @typeParam T What the promise resolves with.
 * @param promise What may take too long, and may not listen to the signal.
 * @param signal What ends the wait.
 * @param tooLate Called with what the promise resolves with after that: close it.
 */
export function orAbort<T>(
  promise: PromiseLike<T>,
  signal: AbortSignal,
  tooLate: (value: T) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    promise.then((value) => {
      signal.removeEventListener("abort", onAbort);
      if (signal.aborted) tooLate(value);
      else resolve(value);
    }, (error) => {
      signal.removeEventListener("abort", onAbort);
      reject(error);
    });
  });
}
