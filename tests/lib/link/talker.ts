import type { Transport } from "../../../lib/contract/transport.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";

/** A device that says what a test lets it say, on whatever connection there is. */
export class Talker implements AsyncDisposable {
  /** How often somebody tried to connect. */
  attempts = 0;
  /** Whether nobody can connect. */
  isGone = false;
  /** Whether it takes nothing. */
  isDeaf = false;
  /** What it was sent, on all connections. */
  received = "";
  #wire: Transport | undefined;

  /** Connects to it. */
  readonly open = (): Promise<Transport> => {
    this.attempts++;
    if (this.isGone) {
      return Promise.reject(new ReadoutError("link.failed", "Cannot connect: nobody is there"));
    }
    const { near, far } = loopback();
    this.#wire = far;
    if (!this.isDeaf) this.#take(far).catch(() => {}); // the near end was closed
    return Promise.resolve(near);
  };

  /** Says it, and lets it be heard. */
  async say(what: string | Uint8Array): Promise<void> {
    const bytes = typeof what === "string" ? new TextEncoder().encode(what) : what;
    await this.#wire!.write(bytes);
    await nextTurn();
  }

  /** Pulls the cable. */
  async unplug(): Promise<void> {
    await this.#wire?.[Symbol.asyncDispose]();
    await nextTurn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.unplug();
  }

  async #take(wire: Transport): Promise<void> {
    for (let chunk = await wire.read(); chunk.kind === "bytes"; chunk = await wire.read()) {
      this.received += new TextDecoder().decode(chunk.bytes);
    }
  }
}
