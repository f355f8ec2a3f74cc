import { assert, assertEquals } from "../../deps/assert.ts";
import { Link } from "../../../lib/link/link.ts";
import { block } from "../../../lib/protocol/scpi/block.ts";
import { scpiCodec } from "../../../lib/protocol/scpi/scpi_codec.ts";
import { line } from "../../../lib/protocol/scpi/line.ts";
import { text } from "../../../lib/protocol/scpi/text.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";
import type { Codec } from "../../../lib/contract/codec.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { tcpPair } from "../transport/tcp_pair.ts";

const POINTS = 600_000; // their header has 9 bytes, so that the data are not aligned by chance
const curve = block({ type: "int16", byteOrder: "little" });
const blocks = scpiCodec(curve, { maxBytes: 2 ** 21 });
const words = scpiCodec(line(text));

/** Answers each question by a block of its number, and `W?` by a word. */
async function serve(far: Transport): Promise<void> {
  for (let count = 1;; count++) {
    const chunk = await far.read();
    if (chunk.kind === "eof") return;
    const isWord = new TextDecoder().decode(chunk.bytes).startsWith("W");
    const reply = isWord ? new TextEncoder().encode("word\n") : curve.encode(points(count));
    await far.write(reply);
  }
}

function points(count: number): Int16Array<ArrayBuffer> {
  return Int16Array.from({ length: POINTS }, (_, at) => count * 1_000 + at % 1_000);
}

for (
  const [name, pairOf] of [
    ["loopback", () => Promise.resolve(loopback())],
    ["tcp", tcpPair],
  ] as const
) {
  Deno.test(`Link over ${name} gives long blocks without a copy, each its own memory, aligned`, async () => {
    await using pair = await pairOf();
    const serving = serve(pair.far);
    {
      await using link = new Link({ address: name, open: () => Promise.resolve(pair.near) });
      const first = await link.ask(blocks, "CURV?");
      const second = await link.ask(blocks, "CURV?");
      assertEquals(await link.ask(words, "W?"), "word");
      const third = await link.ask(blocks, "CURV?");
      assertEquals([first, second, third], [points(1), points(2), points(4)]);
      assertEquals(new Set([first.buffer, second.buffer, third.buffer]).size, 3);
      assert(first.byteOffset > 0, "a copy would begin at 0");
    }
    await serving;
  });
}

Deno.test("Link does not use the memory again that a value is a view of, however short", async () => {
  await using pair = loopback();
  const view: Codec<string, Uint8Array> = {
    encode: (request) => new TextEncoder().encode(request),
    decoder: () => (received) =>
      received.length < 3
        ? { kind: "more" }
        : { kind: "value", value: received.subarray(0, 3), usedBytes: 3, isView: true },
  };
  await using link = new Link({ address: "view", open: () => Promise.resolve(pair.near) });
  const answers: Uint8Array[] = [];
  for (const reply of ["one", "two"]) {
    const asking = link.ask(view, "?");
    await pair.far.read();
    await pair.far.write(new TextEncoder().encode(reply));
    answers.push(await asking);
  }
  assertEquals(answers.map((bytes) => new TextDecoder().decode(bytes)), ["one", "two"]);
});
