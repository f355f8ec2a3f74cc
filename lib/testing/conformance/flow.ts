import type { Transport } from "../../contract/transport.ts";
import { nextTurn } from "../../base/system_clock.ts";
import { bytes, type PairCheck, readExactly, same, text } from "./check.ts";

/** What a stream of bytes does. */
export const STREAM: readonly PairCheck[] = [
  {
    name: "carries bytes both ways, in order",
    body: async ({ near, far }) => {
      await near.write(bytes("ping"));
      same(await readExactly(far, 4), "ping");
      await far.write(bytes("po"));
      await far.write(bytes("ng"));
      same(await readExactly(near, 4), "pong");
    },
  },
  {
    name: "carries a megabyte whole",
    body: async ({ near, far }) => {
      const sent = Uint8Array.from({ length: 1_048_576 }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
      const [received] = await Promise.all([readExactly(far, sent.length), near.write(sent)]);
      const wrong = received.findIndex((byte, at) => byte !== sent[at]);
      if (wrong >= 0) throw new Error(`byte ${wrong} is not what was sent`);
    },
  },
  {
    name: "holds a writer back that nobody reads from, and goes on later",
    body: async ({ near, far }) => {
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
  },
];

/** What messages do: each comes whole, alone and once, or not at all. */
export const DATAGRAMS: readonly PairCheck[] = [
  {
    name: "carries messages both ways, one in each read",
    body: async ({ near, far }) => {
      await near.write(bytes("ping"));
      same(await readMessage(far), "ping");
      await far.write(bytes("po"));
      await far.write(bytes("ng"));
      same(await readMessage(near), "po");
      same(await readMessage(near), "ng");
    },
  },
  {
    name: "carries a message of an Ethernet packet whole",
    body: async ({ near, far }) => {
      const sent = "0123456789".repeat(140);
      await near.write(bytes(sent));
      same(await readMessage(far), sent);
    },
  },
  {
    name: "never waits for a reader, and loses messages but no part of one",
    body: async ({ near, far }) => {
      const message = "7".repeat(1_400);
      for (let sent = 0; sent < 2_000; sent++) await near.write(bytes(message));
      for (let received = message; received !== "end";) {
        await near.write(bytes("end")); // again and again: it may find no room
        received = text(await readMessage(far));
        if (received !== "end") same(bytes(received), message);
      }
    },
  },
];

async function readMessage(transport: Transport): Promise<Uint8Array> {
  const chunk = await transport.read();
  if (chunk.kind === "eof") throw new Error("it ended, which messages do not tell");
  return chunk.bytes;
}
