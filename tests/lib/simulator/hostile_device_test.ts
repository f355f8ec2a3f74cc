import { assert, assertEquals, assertRejects } from "../../deps/assert.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { Link } from "../../../lib/link/link.ts";
import { block } from "../../../lib/protocol/scpi/block.ts";
import { line } from "../../../lib/protocol/scpi/line.ts";
import { scpiCodec } from "../../../lib/protocol/scpi/scpi_codec.ts";
import { text } from "../../../lib/protocol/scpi/text.ts";
import { dmm, serveLoopback } from "../../../lib/simulator/mod.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { advanceUntil } from "./advance_until.ts";

const maxBytes = 16_384;
/** What a wire in memory holds, and so the most that one read brings. */
const CHUNK_BYTES = 65_536;

/** Counts what a client takes off its wire. */
function counted(wire: Transport, count: (bytes: number) => void): Transport {
  return {
    label: wire.label,
    async read(options) {
      const chunk = await wire.read(options);
      if (chunk.kind === "bytes") count(chunk.bytes.length);
      return chunk;
    },
    write: (bytes, options) => wire.write(bytes, options),
    closeWrite: () => wire.closeWrite(),
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
}

for (
  const [what, kind, codec] of [
    ["a line without an end", "endless", scpiCodec(line(text), { maxBytes })],
    ["a block without an end", "endless", scpiCodec(block({ type: "uint8" }), { maxBytes })],
    ["a block of 999,999,999 bytes", "huge", scpiCodec(block({ type: "uint8" }), { maxBytes })],
  ] as const
) {
  Deno.test(`Link gives up ${what} at the cap, at once, and asks again`, async () => {
    const clock = new VirtualClock();
    await using device = serveLoopback(dmm(), { clock });
    let bytes = 0;
    const open = async () => counted(await device.open(), (count) => bytes += count);
    await using link = new Link({ address: "hostile", open, clock });
    device.faults.next(kind);
    const ask = link.ask<string, unknown>(codec, "*IDN?");
    const error = await assertRejects(() => advanceUntil(clock, ask), ReadoutError);
    assertEquals(error.code, "frame.bad");
    assert(bytes <= maxBytes + CHUNK_BYTES, `${bytes} bytes were taken`);
    assert(clock.nowMs() <= 20, `it took ${clock.nowMs()} ms`);
    const after = link.ask(scpiCodec(line(text)), "*IDN?");
    assertEquals(await advanceUntil(clock, after), "READOUT,SIMULATED DMM,0,1.0");
  });
}
