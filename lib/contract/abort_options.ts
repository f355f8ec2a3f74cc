/** Accepted by every call that can wait. */
export interface AbortOptions {
  /** Stops the wait. The call rejects with `signal.reason`, unwrapped. */
  readonly signal?: AbortSignal | undefined;
}
