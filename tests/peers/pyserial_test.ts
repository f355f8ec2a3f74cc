import { assertEquals, assertMatch, assertRejects } from "../deps/assert.ts";
import { ReadoutError } from "../../lib/base/readout_error.ts";
import { openPty } from "../../lib/transport/pty/open_pty.ts";
import { openSerial } from "../../lib/transport/serial/open_serial.ts";
import { readBytes, readText, sendText } from "../lib/transport/read_bytes.ts";

const timeout = 60_000;
const PEER = new URL("pyserial_peer.py", import.meta.url).pathname;

/** pyserial in a process of its own, which holds one end of a serial line. */
class Pyserial implements AsyncDisposable {
  readonly #child = new Deno.Command("/usr/bin/python3", {
    args: [PEER],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  readonly #orders = this.#child.stdin.getWriter();
  readonly #answers = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();

  /** One line goes there, and one comes back. */
  async ask(...words: readonly (string | number)[]): Promise<string> {
    await this.#orders.write(new TextEncoder().encode(`${words.join(" ")}\n`));
    let line = "";
    while (!line.endsWith("\n")) {
      const { value, done } = await this.#answers.read();
      if (done) throw new Error(await new Response(this.#child.stderr).text());
      line += value;
    }
    return line.trimEnd();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#orders.close();
    await this.#answers.cancel();
    await this.#child.stderr.cancel();
    await this.#child.status;
  }
}

Deno.test({
  name: "pyserial opens our pseudo terminal as a port, and our end is its device",
  timeout,
  async fn() {
    await using pty = await openPty();
    await using pyserial = new Pyserial();
    for (const baudRate of [9_600, 115_200, 250_000]) {
      assertEquals(await pyserial.ask("open", pty.path, baudRate, 2), "open");
      assertEquals(await pyserial.ask("write", hex("*IDN?\n")), "written");
      assertEquals(await readText(pty.transport, 6), "*IDN?\n");
      await sendText(pty.transport, "Readout,1\nnext\n");
      assertEquals(await pyserial.ask("line"), hex("Readout,1\n"));
      assertEquals(await pyserial.ask("line"), hex("next\n"));
      assertEquals(await pyserial.ask("close"), "closed"); // which our end does not notice
    }
  },
});

Deno.test({
  name: "our serial port and pyserial's exchange every byte over a cable",
  timeout,
  async fn() {
    await using ours = await openPty();
    await using theirs = await openPty();
    await using port = await openSerial({ path: ours.path, baudRate: 250_000 });
    await using pyserial = new Pyserial();
    assertEquals(await pyserial.ask("open", theirs.path, 250_000, 1), "open");
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);

    await port.write(every);
    await theirs.transport.write(await readBytes(ours.transport, every.length));
    assertEquals(await pyserial.ask("read", every.length), every.toHex());

    assertEquals(await pyserial.ask("write", every.toHex()), "written");
    await ours.transport.write(await readBytes(theirs.transport, every.length));
    assertEquals(await readBytes(port, every.length), every);
  },
});

Deno.test({
  name: "a port that pyserial holds is in use for us, and one that we hold is for pyserial",
  timeout,
  async fn() {
    await using pty = await openPty();
    const { path } = pty;
    await using pyserial = new Pyserial();
    assertEquals(await pyserial.ask("open", path, 9_600, 1), "open");
    const error = await assertRejects(() => openSerial({ path }), ReadoutError);
    assertEquals(error.code, "address.in-use");

    assertEquals(await pyserial.ask("close"), "closed");
    await using port = await openSerial({ path });
    assertMatch(await pyserial.ask("open", path, 9_600, 1), /^refused: .*(exclusively lock|busy)/);
    await port[Symbol.asyncDispose]();
    assertEquals(await pyserial.ask("open", path, 9_600, 1), "open");
  },
});

function hex(text: string): string {
  return new TextEncoder().encode(text).toHex();
}
