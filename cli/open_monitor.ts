import type { Channel } from "../lib/contract/channel.ts";
import type { Clock } from "../lib/contract/clock.ts";
import type { Reading } from "../lib/contract/reading.ts";
import type { RigHealth } from "../lib/rig/health/rig_health.ts";

/** Opens the live page of channels that it polls: `openMonitor` of the page's own module. */
export type OpenMonitor = (options: MonitorOptions) => Promise<Monitor>;

/** Gets ready to open a page that is fed from outside: `preparePage` of the page's own module. */
export type PreparePage = () => Promise<(options: PageOptions) => Page>;

interface PageAddress {
  readonly hostname?: string | undefined;
  readonly port?: number | undefined;
  readonly exactPort?: boolean | undefined;
  readonly allowedHosts?: readonly string[] | undefined;
}

interface MonitorOptions extends PageAddress {
  readonly channels: readonly Channel<unknown>[];
  readonly periodMs: number;
  readonly timeoutMs?: number | undefined;
  readonly onReading?: ((reading: Reading<unknown>) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
}

interface Monitor extends AsyncDisposable {
  readonly url: string;
  readonly finished: Promise<void>;
}

interface PageOptions extends PageAddress {
  readonly channels: readonly {
    readonly name: string;
    readonly unit: string;
    readonly staleAfterMs?: number | undefined;
  }[];
  readonly periodMs: number;
  readonly clock?: Clock | undefined;
}

/** A page that is fed from outside. */
export interface Page extends AsyncDisposable {
  readonly url: string;
  push(reading: Reading<unknown>): void;
  tellRig(health: RigHealth): void;
}

/** The page of this project. It is loaded only when it is served. */
export const openMonitor: OpenMonitor = async (options) => {
  return await (await pageModule()).openMonitor(options);
};

/** The same, without a poll of its own. */
export const preparePage: PreparePage = async () => await (await pageModule()).preparePage();

async function pageModule(): Promise<{ openMonitor: OpenMonitor; preparePage: PreparePage }> {
  // First, because Deno 2.9.6 does not find preact if its optional peer comes after it in one
  // dynamic import from a URL.
  await import("../lib/deps/preact_render_to_string.ts");
  return await import("../web/main.ts");
}
