import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Transport } from "../../contract/transport.ts";
import { ReadoutError } from "../../base/readout_error.ts";
import { systemClock } from "../../base/system_clock.ts";
import { TcpTransport } from "./tcp_transport.ts";

/** Where a TCP connection goes, and how. */
export interface TcpOptions extends AbortOptions {
  /** The host's name or address. */
  readonly hostname: string;
  /** The port. */
  readonly port: number;
  /** How long connecting may take, in ms. Default: 2000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Connects by TCP. Small writes are sent at once (no Nagle), and a peer that silently vanished is
 * noticed by keep-alive.
 *
 * @param options Where to, how long connecting may take, and a signal.
 * @returns A transport that is ready. Rejects with `timeout.connect`, `link.failed` (refused,
 * unreachable, no such host), `permission.missing`, or `signal.reason`.
 *
 * @example Asking an instrument by hand
 * ```ts no-eval
 * await using wire = await openTcp({ hostname: "10.0.0.5", port: 5025 });
 * await wire.write(new TextEncoder().encode("*IDN?\n"));
 * const chunk = await wire.read();
 * if (chunk.kind === "bytes") console.log(new TextDecoder().decode(chunk.bytes));
 * ```
 */
export async function openTcp(options: TcpOptions): Promise<Transport> {
  const { hostname, port, connectTimeoutMs = 2_000, signal, clock = systemClock } = options;
  const label = `tcp://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
  const stop = new AbortController();
  const late = new ReadoutError(
    "timeout.connect",
    `Cannot connect to ${label}: no answer in ${connectTimeoutMs} ms`,
    { address: label },
  );
  const cancel = clock.timer(connectTimeoutMs, () => stop.abort(late));
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  try {
    const connection = await Deno.connect({ hostname, port, signal: either });
    return new TcpTransport(label, connection);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (stop.signal.aborted) throw late;
    throw failed(label, error);
  } finally {
    cancel();
  }
}

function failed(label: string, error: unknown): ReadoutError {
  const why = error instanceof Error ? error.message : String(error);
  const code = error instanceof Deno.errors.NotCapable ? "permission.missing" : "link.failed";
  return new ReadoutError(code, `Cannot connect to ${label}: ${why}`, {
    address: label,
    cause: error,
  });
}
