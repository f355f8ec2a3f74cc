import type { Live, LiveOptions, RequestInfo } from "../../web/live.ts";
import type { GoodReading } from "../../lib/contract/reading.ts";
import { createLive } from "../../web/live.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { EventClient } from "./event_client.ts";

/** A good reading of channel `volts`. */
export function reading(
  seq: number,
  value: unknown = seq,
  channel = "volts",
): GoodReading<unknown> {
  const base = { channel, seq, unit: "V", wallMs: 1_000 + seq, monoMs: seq, tookMs: 0 };
  return { ...base, status: "good", reason: "ok", value };
}

/** How a request differs from a plain `GET`. */
export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly info?: RequestInfo;
}

/** A live view of one channel in virtual time. */
export class LiveFixture implements Disposable {
  readonly clock = new VirtualClock();
  readonly live: Live;
  #seq = 0;

  constructor(options: Partial<LiveOptions> = {}) {
    const channels = [{ name: "volts", unit: "V" }];
    this.live = createLive({ channels, periodMs: 10, runId: "run", clock: this.clock, ...options });
  }

  /** Readings pushed by {@linkcode push}. */
  get pushed(): number {
    return this.#seq;
  }

  /** Pushes readings with rising `seq`. */
  push(count: number, value?: unknown): void {
    for (let n = 0; n < count; n++) this.live.push(reading(this.#seq++, value));
  }

  ask(path: string, asked: Asked = {}): Response {
    const { method = "GET", headers = {}, signal, info } = asked;
    const request = new Request(`http://localhost${path}`, {
      method,
      headers: { host: "localhost", ...headers },
      ...(signal ? { signal } : {}),
    });
    return this.live.handler(request, info);
  }

  /** Opens a stream, and takes what is there. */
  async open(query = "", asked: Asked = {}): Promise<EventClient> {
    const client = new EventClient(this.ask(`/live/stream${query}`, asked));
    await client.take();
    return client;
  }

  [Symbol.dispose](): void {
    this.live[Symbol.dispose]();
  }
}
