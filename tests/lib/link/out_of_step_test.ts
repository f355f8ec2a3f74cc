import type { Transport } from "../../../lib/contract/transport.ts";
import { isReadoutError, ReadoutError } from "../../../lib/base/readout_error.ts";
import { Link } from "../../../lib/link/link.ts";
import type { LinkOptions } from "../../../lib/link/link_options.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";
import { assertEquals, assertRejects } from "../../deps/assert.ts";
import { numbered } from "./line_codec.ts";

/** A device that spoils its first answer as is said, and gives `R2` to `Q2`. */
function spoilt(first: Uint8Array): Pick<LinkOptions, "open"> {
  let isFirst = true;
  const open = (): Promise<Transport> => {
    const { near, far } = loopback();
    (async () => {
      for (let chunk = await far.read(); chunk.kind === "bytes"; chunk = await far.read()) {
        const answer = new TextDecoder().decode(chunk.bytes).replace("Q", "R");
        const bytes = isFirst ? first : new TextEncoder().encode(answer);
        isFirst = false;
        await far.write(bytes);
      }
    })().catch(() => {}); // the near end was closed
    return Promise.resolve(near);
  };
  return { open };
}

async function outcomes(link: Link, clock: VirtualClock): Promise<string[]> {
  const all: string[] = [];
  for (const question of ["Q1", "Q2", "Q3"]) {
    const asking = link.ask(numbered, question).catch((error) => {
      return isReadoutError(error) ? error.code : String(error);
    });
    await clock.advance(3_000);
    all.push(await asking);
  }
  return all;
}

for (const [code, transferTimeoutMs] of [["timeout.gap", 500], ["timeout.total", 50]] as const) {
  Deno.test(`Link (id) loses one answer by a cut one (${code}), and takes none for the rest of it`, async () => {
    const clock = new VirtualClock();
    const device = spoilt(new TextEncoder().encode("R"));
    const options = { address: "cut", clock, resync: { kind: "id" }, transferTimeoutMs } as const;
    await using link = new Link({ ...device, ...options });
    assertEquals(await outcomes(link, clock), [code, "R2", "R3"]);
    assertEquals(link.stats().connects, 2);
  });
}

Deno.test("Link (drain) does not take for silence that a flood is held back", async () => {
  const clock = new VirtualClock();
  const device = spoilt(new Uint8Array(1_000_000).fill(0x37));
  const resync = { kind: "drain", quietMs: 100 } as const;
  await using link = new Link({ ...device, address: "flooded", clock, resync });
  assertEquals(await outcomes(link, clock), ["frame.bad", "R2", "R3"]);
});

Deno.test("Link that is closed in the pause after an exchange leaves no timer", async () => {
  const clock = new VirtualClock();
  const link = new Link({ ...spoilt(new Uint8Array()), address: "slow", clock, minGapMs: 1_000 });
  await link.send(Uint8Array.of(1));
  const second = assertRejects(() => link.send(Uint8Array.of(1)), ReadoutError, "it is closed");
  await clock.advance(10);
  await link[Symbol.asyncDispose]();
  await second;
  assertEquals(clock.pendingTimers, 0);
});
