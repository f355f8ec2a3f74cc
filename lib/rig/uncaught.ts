/** What nobody catches in this process, caught until disposed. */
export interface Uncaught extends Disposable {
  /** Aborts with the first thing that was thrown. */
  readonly signal: AbortSignal;
}

/**
 * Catches what nobody else in this process catches: errors that were thrown into the event loop, and
 * promises that were rejected. The process goes on, so that a rig can be brought into its safe state;
 * what comes after the first is dropped, for the same reason.
 *
 * @example A rig that reaches its safe state even if its script throws
 * ```ts no-eval
 * import { defineRig, runRig } from "@readout/readout/rig";
 *
 * const rig = defineRig({ name: "desk", channels: { cpu: { host: "cpu" } } });
 * using uncaught = catchUncaught();
 * const report = await runRig(rig, { uncaught: uncaught.signal });
 * Deno.exit(report.exitCode);
 * ```
 */
export function catchUncaught(): Uncaught {
  const found = new AbortController();
  const onError = (event: ErrorEvent): void => {
    event.preventDefault();
    found.abort(event.error ?? new Error(event.message));
  };
  const onRejection = (event: PromiseRejectionEvent): void => {
    event.preventDefault();
    found.abort(event.reason ?? new Error("a promise was rejected, without a reason"));
  };
  addEventListener("error", onError);
  addEventListener("unhandledrejection", onRejection);
  return {
    signal: found.signal,
    [Symbol.dispose]() {
      removeEventListener("error", onError);
      removeEventListener("unhandledrejection", onRejection);
    },
  };
}
