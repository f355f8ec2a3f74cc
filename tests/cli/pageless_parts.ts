import type { OpenMonitor } from "../../cli/open_monitor.ts";
import { poll } from "../../lib/acquisition/poll.ts";
import { FakeParts } from "./fake_parts.ts";

type MonitorOptions = Parameters<OpenMonitor>[0];

/** Parts whose page is no page: it only polls. */
export class PagelessParts extends FakeParts {
  /** What the page was opened with. */
  asked: MonitorOptions | undefined;
  /** How often the page was closed. */
  disposed = 0;
  /** Ends the page by itself, as if its server had failed. */
  readonly fail = new AbortController();

  readonly openMonitor: OpenMonitor = (options) => {
    this.asked = options;
    const { channels, periodMs, clock, onReading } = options;
    const signal = AbortSignal.any([options.signal!, this.fail.signal]);
    const run = async (): Promise<void> => {
      for await (const reading of poll(channels, { periodMs, clock, signal })) onReading?.(reading);
      this.fail.signal.throwIfAborted();
    };
    const finished = run();
    finished.catch(() => {}); // awaited by serve
    return Promise.resolve({
      url: `http://${options.hostname ?? "127.0.0.1"}:${options.port}/`,
      finished,
      [Symbol.asyncDispose]: () => Promise.resolve(void this.disposed++),
    });
  };
}
