/**
 * Heeds a signal, which may have aborted already.
 *
 * @param signal The signal; nothing happens without one.
 * @param onAbort Is told its reason.
 * @returns Ends that.
 */
export function heed(
  signal: AbortSignal | undefined,
  onAbort: (reason: unknown) => void,
): () => void {
  const listener = (): void => onAbort(signal?.reason);
  if (signal?.aborted) listener();
  signal?.addEventListener("abort", listener, { once: true });
  return () => signal?.removeEventListener("abort", listener);
}
