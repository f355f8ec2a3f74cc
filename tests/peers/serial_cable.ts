import type { Transport } from "../../lib/contract/transport.ts";
import { openPty, type Pty } from "../../lib/transport/pty/open_pty.ts";

/** Two serial ports without hardware, joined by a cable. */
export class SerialCable implements AsyncDisposable {
  readonly #ends: readonly [Pty, Pty];

  /** Makes one. */
  static async lay(): Promise<SerialCable> {
    return new SerialCable([await openPty(), await openPty()]);
  }

  private constructor(ends: readonly [Pty, Pty]) {
    this.#ends = ends;
    const [one, other] = ends.map(({ transport }) => transport) as [Transport, Transport];
    for (const [from, to] of [[one, other], [other, one]] as const) {
      carry(from, to).catch(() => {}); // it was unplugged
    }
  }

  /** The ports to open, such as `/dev/pts/3`. */
  get paths(): readonly [string, string] {
    return [this.#ends[0].path, this.#ends[1].path];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const end of this.#ends) await end[Symbol.asyncDispose]();
  }
}

async function carry(from: Transport, to: Transport): Promise<void> {
  for (let chunk = await from.read(); chunk.kind === "bytes"; chunk = await from.read()) {
    await to.write(chunk.bytes);
  }
}
