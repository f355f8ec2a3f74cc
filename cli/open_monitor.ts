import type { Channel } from "../lib/contract/channel.ts";
import type { Clock } from "../lib/contract/clock.ts";
import type { Reading } from "../lib/contract/reading.ts";

/** Opens the live page: `openMonitor` of the page's own module. */
export type OpenMonitor = (options: MonitorOptions) => Promise<Monitor>;

interface MonitorOptions {
  readonly channels: readonly Channel<unknown>[];
  readonly periodMs: number;
  readonly timeoutMs?: number | undefined;
  readonly hostname?: string | undefined;
  readonly port?: number | undefined;
  readonly exactPort?: boolean | undefined;
  readonly allowedHosts?: readonly string[] | undefined;
  readonly onReading?: ((reading: Reading<unknown>) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
}

interface Monitor extends AsyncDisposable {
  readonly url: string;
  readonly finished: Promise<void>;
}
