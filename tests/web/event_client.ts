import type { WireGap, WireReading } from "../../web/wire.ts";
import { nextTurn } from "../../lib/base/system_clock.ts";

/** One server-sent event. */
export interface StreamEvent {
  readonly name: string;
  readonly id: string | undefined;
  readonly data: string;
}

/** Reads an event stream as a browser does, when it is told to. */
export class EventClient {
  /** The id to come back with. */
  lastId = "";
  /** The events so far, without pings. */
  readonly events: StreamEvent[] = [];
  /** The comments so far. */
  readonly comments: string[] = [];
  /** Bytes received so far. */
  received = 0;
  /** Whether the stream has ended. */
  ended = false;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #reading: Promise<void> | undefined;
  #rest = "";

  constructor(response: Response) {
    this.#reader = response.body!.getReader();
  }

  /** The readings so far. */
  get readings(): WireReading[] {
    return this.#of("readings").flatMap((data) => JSON.parse(data) as WireReading[]);
  }

  /** The gaps so far. */
  get gaps(): (number | null)[] {
    return this.#of("gap").map((data) => (JSON.parse(data) as WireGap).dropped);
  }

  /** Takes what is there, and leaves one read waiting for more. */
  async take(): Promise<void> {
    do {
      this.#reading ??= this.#read();
      await nextTurn();
    } while (this.#reading === undefined && !this.ended);
  }

  /** Takes one chunk; waits for it. */
  async takeOne(): Promise<void> {
    await (this.#reading ??= this.#read());
  }

  /** Leaves. */
  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }

  async #read(): Promise<void> {
    const { done, value } = await this.#reader.read();
    this.#reading = undefined;
    this.ended = done;
    this.received += value?.byteLength ?? 0;
    const events = (this.#rest + this.#decoder.decode(value, { stream: true })).split("\n\n");
    this.#rest = events.pop()!;
    for (const event of events) this.#dispatch(event.split("\n"));
  }

  #dispatch(lines: readonly string[]): void {
    const fields = new Map<string, string>();
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
      if (name === "") this.comments.push(value);
      else fields.set(name, value);
    }
    const id = fields.get("id");
    if (id !== undefined) this.lastId = id;
    const data = fields.get("data");
    if (data !== undefined) this.events.push({ name: fields.get("event") ?? "message", id, data });
  }

  #of(name: string): string[] {
    return this.events.filter((event) => event.name === name).map(({ data }) => data);
  }
}
