import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import { orAbort } from "../base/or_abort.ts";
import { isReadoutError, ReadoutError, textOfThrown } from "../base/readout_error.ts";
import { systemClock } from "../base/system_clock.ts";

/** How long connecting may take. */
export interface OpenTransportOptions extends AbortOptions {
  /** How long connecting may take, in ms (`timeout.connect`). Default: 5000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/** What is connected, and what Deno wants for it. */
export interface Dialled<T> {
  /** A name for errors. */
  readonly label: string;
  /** The flags that allow it, for the error of whoever lacks them. */
  readonly flags: string;
  /** Connects; stops when the signal aborts, if it can. */
  readonly connect: (signal: AbortSignal) => Promise<T>;
  /** Closes a connection that came too late. */
  readonly close: (connection: T) => void;
}

/**
 * Connects, in a bounded time.
 *
 * @returns The connection. Rejects with `timeout.connect`, `link.failed`, `permission.missing`
 * (naming the flags), or `signal.reason`; then it has left nothing open.
 */
export async function dial<T>(
  { label, flags, connect, close }: Dialled<T>,
  { connectTimeoutMs = 5_000, signal, clock = systemClock }: OpenTransportOptions,
): Promise<T> {
  const late = new AbortController();
  const cancel = clock.timer(connectTimeoutMs, () => {
    const text = `Cannot open ${label}: no answer in ${connectTimeoutMs} ms`;
    late.abort(new ReadoutError("timeout.connect", text, { address: label }));
  });
  const either = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
  try {
    either.throwIfAborted();
    return await orAbort(connect(either), either, close);
  } catch (error) {
    throw either.aborted ? either.reason : openingFailed(label, flags, error);
  } finally {
    cancel();
  }
}

/** The error of something that could not be opened: Deno refused, or the system did. */
export function openingFailed(label: string, flags: string, cause: unknown): ReadoutError {
  if (isReadoutError(cause)) return cause;
  if (cause instanceof Deno.errors.NotCapable) return notAllowed(label, flags, cause);
  const isRefused = cause instanceof Deno.errors.ConnectionRefused;
  const advice = isRefused ? "; nobody listens there: is it switched on, and the port right?" : "";
  const text = `Cannot open ${label}: ${textOfThrown(cause)}${advice}`;
  return new ReadoutError("link.failed", text, { address: label, cause });
}

/** The error of what Deno may not do, naming the flags that allow it. */
export function notAllowed(label: string, flags: string, cause?: unknown): ReadoutError {
  const text = `Cannot open ${label}: Deno may not; allow it with ${flags}`;
  return new ReadoutError("permission.missing", text, { address: label, cause });
}
