import { nextTurn } from "../../../lib/base/system_clock.ts";

/** A device on a TCP port of this computer that says lines, and answers them if it can. */
export class LineServer implements AsyncDisposable {
  /** Where it is. */
  readonly address: string;
  readonly #answer: (line: string) => string | undefined;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #serving: Promise<void>;
  readonly #wires = new Set<Deno.TcpConn>();
  readonly #lines: string[] = [];

  constructor(answer: (line: string) => string | undefined = () => undefined) {
    this.#answer = answer;
    this.address = `tcp://127.0.0.1:${(this.#listener.addr as Deno.NetAddr).port}`;
    this.#serving = this.#accept();
  }

  /** Says something to everybody who is connected; waits until somebody is. */
  async say(what: string): Promise<void> {
    while (this.#wires.size === 0) await nextTurn();
    for (const wire of this.#wires) await wire.write(new TextEncoder().encode(what));
  }

  /** Waits until a line has been received; it counts once. */
  async received(line: string): Promise<void> {
    while (!this.#lines.includes(line)) await nextTurn();
    this.#lines.splice(this.#lines.indexOf(line), 1);
  }

  /** Closes every connection, and goes on listening. */
  async hangUp(): Promise<void> {
    for (const wire of this.#wires) wire.close();
    this.#wires.clear();
    await nextTurn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.hangUp();
    await this.#serving;
  }

  async #accept(): Promise<void> {
    const serving: Promise<void>[] = [];
    for await (const wire of this.#listener) {
      this.#wires.add(wire);
      serving.push(this.#serve(wire).catch(() => {})); // the connection was closed
    }
    await Promise.all(serving);
  }

  async #serve(wire: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(1_024);
    let text = "";
    for (let size = await wire.read(buffer); size !== null; size = await wire.read(buffer)) {
      text += new TextDecoder().decode(buffer.subarray(0, size));
      const lines = text.split("\n");
      text = lines.pop()!;
      for (const line of lines) {
        this.#lines.push(line);
        const answer = this.#answer(line);
        if (answer !== undefined) await wire.write(new TextEncoder().encode(`${answer}\n`));
      }
    }
    this.#wires.delete(wire);
    wire.close();
  }
}
