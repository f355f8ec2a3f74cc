import type { Chunk, Transport } from "../contract/transport.ts";
import { isReadoutError } from "../base/readout_error.ts";
import { nextTurn } from "../base/system_clock.ts";

/** A transport under test, and its other end. */
export interface TransportPair extends AsyncDisposable {
  /** The transport under test. */
  readonly near: Transport;
  /** Its other end. */
  readonly far: Transport;
}

/** One thing that every transport must do. */
export interface ConformanceCheck {
  /** What it must do. */
  readonly name: string;
  /** Does it; rejects with what is wrong. Bound it by your test's timeout. */
  readonly run: () => Promise<void>;
}

/**
 * What every transport must do, as data: run it in any test runner, on your own transport too.
 *
 * @param open Makes a connected pair for one check.
 *
 * @example In memory; in a test runner each check is a test of its own
 * ```ts
 * import { loopback } from "../transport/loopback/loopback.ts";
 *
 * for (const { run } of transportConformance(() => Promise.resolve(loopback()))) await run();
 * ```
 */
export function transportConformance(open: () => Promise<TransportPair>): ConformanceCheck[] {
  const check = (
    name: string,
    body: (pair: TransportPair) => Promise<void>,
  ): ConformanceCheck => ({
    name,
    async run(): Promise<void> {
      await using pair = await open();
      await body(pair);
    },
  });
  return [
    check("carries bytes both ways, in order", async ({ near, far }) => {
      await near.write(bytes("ping"));
      same(await readExactly(far, 4), "ping");
      await far.write(bytes("po"));
      await far.write(bytes("ng"));
      same(await readExactly(near, 4), "pong");
    }),
    check("carries a megabyte whole", async ({ near, far }) => {
      const sent = Uint8Array.from({ length: 1_048_576 }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
      const [received] = await Promise.all([readExactly(far, sent.length), near.write(sent)]);
      const wrong = received.findIndex((byte, at) => byte !== sent[at]);
      if (wrong >= 0) throw new Error(`byte ${wrong} is not what was sent`);
    }),
    check("reads and writes at the same time", async ({ near, far }) => {
      const reading = readExactly(near, 3);
      await near.write(bytes("out"));
      same(await readExactly(far, 3), "out");
      await far.write(bytes("in!"));
      same(await reading, "in!");
    }),
    check("loses no byte when a read is aborted", async ({ near, far }) => {
      const stop = new AbortController();
      const aborted = near.read({ signal: stop.signal }).catch((thrown) => thrown);
      await nextTurn();
      stop.abort("mine");
      if (await aborted !== "mine") throw new Error("read() did not reject with the reason itself");
      await far.write(bytes("late"));
      same(await readExactly(near, 4), "late");
    }),
    check("loses no byte when reads are aborted again and again", async ({ near, far }) => {
      let received = "";
      const sending = (async () => {
        for (let at = 0; at < 50; at++) await far.write(bytes(String(at % 10)));
      })();
      while (received.length < 50) {
        const stop = new AbortController();
        const reading = near.read({ signal: stop.signal })
          .catch(() => undefined); // aborted, as it should be
        await nextTurn();
        stop.abort();
        const chunk = await reading;
        if (chunk?.kind === "bytes") received += text(chunk.bytes);
      }
      await sending;
      same(bytes(received), "0123456789".repeat(5));
    }),
    check("reads nothing with a signal that has already aborted", async ({ near, far }) => {
      await far.write(bytes("x"));
      const thrown = await near.read({ signal: AbortSignal.abort("no") }).catch((reason) => reason);
      if (thrown !== "no") throw new Error("read() did not reject with the reason itself");
      same(await readExactly(near, 1), "x");
    }),
    check("writes nothing with a signal that has already aborted", async ({ near, far }) => {
      const signal = AbortSignal.abort("no");
      const thrown = await near.write(bytes("x"), { signal }).catch((reason) => reason);
      if (thrown !== "no") throw new Error("write() did not reject with the reason itself");
      await near.write(bytes("y"));
      same(await readExactly(far, 1), "y");
    }),
    check("refuses a second read while one is pending", async ({ near, far }) => {
      const first = near.read();
      const second = await near.read().catch((thrown) => thrown);
      if (!(second instanceof TypeError)) throw new Error("the second read was not refused");
      await far.write(bytes("x"));
      await first;
    }),
    check("tells the end of what the other end sends, again and again", async ({ near, far }) => {
      await far.write(bytes("bye"));
      await far.closeWrite();
      same(await readExactly(near, 3), "bye");
      for (let read = 0; read < 2; read++) isEof(await near.read());
    }),
    check("can still send when the other end has finished", async ({ near, far }) => {
      await far.closeWrite();
      isEof(await near.read());
      await near.write(bytes("still"));
      same(await readExactly(far, 5), "still");
    }),
    check(
      "holds a writer back that nobody reads from, and goes on later",
      async ({ near, far }) => {
        const block = new Uint8Array(65_536).fill(7);
        let written = 0;
        let stopped = false;
        const writing = (async () => {
          while (!stopped && written < 1_024) {
            await near.write(block);
            written++;
          }
        })();
        let last = -1;
        for (let still = 0; still < 200; still++) {
          await nextTurn();
          if (written !== last) still = 0;
          last = written;
        }
        if (written === 1_024) throw new Error("64 MiB were taken that nobody reads");
        stopped = true;
        const reading = readExactly(far, (written + 1) * block.length);
        await Promise.all([writing, reading]);
      },
    ),
    check("ends a pending read when it is closed", async ({ near }) => {
      const reading = near.read();
      await nextTurn();
      const closed = isClosed(reading);
      await near[Symbol.asyncDispose]();
      await closed;
    }),
    check("rejects every use after it is closed, and can be closed twice", async ({ near }) => {
      await near[Symbol.asyncDispose]();
      await near[Symbol.asyncDispose]();
      await isClosed(near.read());
      await isClosed(near.write(bytes("x")));
      await isClosed(near.closeWrite());
    }),
    check("reads what came before the other end closed, then the end", async ({ near, far }) => {
      await far.write(bytes("last"));
      await far[Symbol.asyncDispose]();
      same(await readExactly(near, 4), "last");
      isEof(await near.read());
    }),
    check("has a label for logs and errors", ({ near }) => {
      if (near.label === "") throw new Error("its label is empty");
      return Promise.resolve();
    }),
  ];
}

function bytes(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

function text(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}

async function readExactly(transport: Transport, count: number): Promise<Uint8Array> {
  const all = new Uint8Array(count);
  for (let have = 0; have < count;) {
    const chunk = await transport.read();
    if (chunk.kind === "eof") throw new Error(`it ended after ${have} of ${count} bytes`);
    if (chunk.bytes.length === 0) throw new Error("a read gave no byte");
    if (have + chunk.bytes.length > count) throw new Error("more came than was sent");
    all.set(chunk.bytes, have);
    have += chunk.bytes.length;
  }
  return all;
}

function same(received: Uint8Array, sent: string): void {
  if (text(received) !== sent) throw new Error(`"${text(received)}" came, not "${sent}"`);
}

function isEof(chunk: Chunk): void {
  if (chunk.kind !== "eof") throw new Error("something came after the end");
}

async function isClosed(use: Promise<unknown>): Promise<void> {
  const thrown = await use.then(() => undefined, (error) => error);
  if (!isReadoutError(thrown) || thrown.code !== "link.closed") {
    throw new Error(`it should reject with link.closed, not ${thrown}`);
  }
}
