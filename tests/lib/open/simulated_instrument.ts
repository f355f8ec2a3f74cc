import type { Transport } from "../../../lib/contract/transport.ts";
import { scpiDeviceCodec } from "../../../lib/protocol/scpi/scpi_device_codec.ts";
import { TcpTransport } from "../../../lib/transport/tcp/tcp_transport.ts";

/** What an instrument answers; nothing if it is a command. */
export type Answer = (message: string) => string | Uint8Array | undefined;

/** An instrument on a TCP port of this computer. */
export class SimulatedInstrument implements AsyncDisposable {
  /** Where it is. */
  readonly address: string;
  /** What it was sent. */
  readonly received: string[] = [];
  /** Resolves when a client has closed its connection. */
  readonly left: Promise<void>;
  readonly #leave: () => void;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #wires: Transport[] = [];
  readonly #serving: Promise<void>;
  readonly #answer: Answer;

  constructor(answer: Answer) {
    this.#answer = answer;
    const left = Promise.withResolvers<void>();
    this.left = left.promise;
    this.#leave = left.resolve;
    const { port } = this.#listener.addr as Deno.NetAddr;
    this.address = `TCPIP::127.0.0.1::${port}::SOCKET`;
    this.#serving = this.#accept();
  }

  /** Closes every connection, and goes on listening. */
  async hangUp(): Promise<void> {
    for (const wire of this.#wires.splice(0)) await wire[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.hangUp();
    await this.#serving;
  }

  async #accept(): Promise<void> {
    const serving: Promise<void>[] = [];
    try {
      for await (const connection of this.#listener) {
        const wire = new TcpTransport("tcp://client", connection);
        this.#wires.push(wire);
        serving.push(this.#serve(wire).catch(() => {})); // the client has gone
      }
    } finally {
      await Promise.all(serving);
    }
  }

  async #serve(wire: Transport): Promise<void> {
    const { decode, encode } = scpiDeviceCodec();
    let bytes = new Uint8Array();
    for (;;) {
      const chunk = await wire.read();
      if (chunk.kind === "eof") {
        this.#leave();
        return await wire[Symbol.asyncDispose]();
      }
      bytes = Uint8Array.of(...bytes, ...chunk.bytes);
      for (let found = decode(bytes); found.kind !== "more"; found = decode(bytes)) {
        bytes = bytes.slice(found.usedBytes);
        if (found.kind === "bad") continue;
        this.received.push(found.value);
        const reply = this.#answer(found.value);
        if (reply !== undefined) await wire.write(encode(reply, found.value));
      }
    }
  }
}
