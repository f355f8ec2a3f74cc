import type { Clock } from "../../../lib/contract/clock.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { delay } from "../../../lib/base/delay.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";

/**
 * A device that works on all questions at once: it answers `Q17` by `R17` after a while of its own,
 * in any order, and in two parts if it is told to.
 */
export class ParallelDevice {
  connects = 0;
  /** How many questions it had to work on at a time, at the most. */
  most = 0;
  readonly asked: string[] = [];
  readonly #clock: Clock;
  readonly #latencyMs: (request: string) => number;
  readonly #cut: () => number;
  #working = 0;
  #wire: Transport | undefined;

  constructor(
    clock: Clock,
    latencyMs: (request: string) => number,
    cut: () => number = () => Infinity,
  ) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
    this.#cut = cut;
  }

  readonly open = (): Promise<Transport> => {
    this.connects++;
    const pair = loopback();
    this.#wire = pair.far;
    this.#serve(pair.far).catch(() => {}); // the near end was closed
    return Promise.resolve(pair.near);
  };

  /** Says something of its own accord. */
  async say(text: string): Promise<void> {
    await this.#wire!.write(new TextEncoder().encode(text));
  }

  async #serve(wire: Transport): Promise<void> {
    let rest = "";
    for (;;) {
      const chunk = await wire.read();
      if (chunk.kind === "eof") return;
      rest += new TextDecoder().decode(chunk.bytes);
      for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
        this.#answer(wire, rest.slice(0, end)).catch(() => {}); // the near end was closed
        rest = rest.slice(end + 1);
      }
    }
  }

  async #answer(wire: Transport, request: string): Promise<void> {
    this.asked.push(request);
    this.most = Math.max(this.most, ++this.#working);
    await delay(this.#latencyMs(request), { clock: this.#clock });
    this.#working--;
    const reply = new TextEncoder().encode(`R${request.slice(1)}\n`);
    const at = this.#cut();
    await wire.write(reply.subarray(0, at));
    if (at < reply.length) await wire.write(reply.subarray(at));
  }
}
