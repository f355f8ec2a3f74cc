import type { Clock } from "../../../lib/contract/clock.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { delay } from "../../../lib/base/delay.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";

/**
 * A device that answers `Q17` by `R17` and `ID` by `ME`, one after another, each after a while. It
 * goes on with what it was asked, whether or not anybody still wants it.
 */
export class SlowDevice {
  connects = 0;
  readonly asked: string[] = [];
  readonly #clock: Clock;
  readonly #latencyMs: () => number;
  #cable: AsyncDisposable | undefined;

  constructor(clock: Clock, latencyMs: () => number) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
  }

  /** Connects to it. */
  readonly open = (): Promise<Transport> => {
    this.connects++;
    const pair = loopback();
    this.#cable = pair.far;
    this.#serve(pair.far).catch(() => {}); // the near end was closed
    return Promise.resolve(pair.near);
  };

  /** Pulls the cable. */
  async unplug(): Promise<void> {
    await this.#cable?.[Symbol.asyncDispose]();
  }

  async #serve(wire: Transport): Promise<void> {
    let rest = "";
    for (;;) {
      const chunk = await wire.read();
      if (chunk.kind === "eof") return;
      rest += new TextDecoder().decode(chunk.bytes);
      for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
        const request = rest.slice(0, end);
        rest = rest.slice(end + 1);
        this.asked.push(request);
        await delay(this.#latencyMs(), { clock: this.#clock });
        const reply = request === "ID" ? "ME" : `R${request.slice(1)}`;
        await wire.write(new TextEncoder().encode(`${reply}\n`));
      }
    }
  }
}
