import { assert, assertEquals } from "../../deps/assert.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { delay } from "../../../lib/base/delay.ts";
import { isReadoutError } from "../../../lib/base/readout_error.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { scpiProbe } from "../../../lib/instrument/scpi_probe.ts";
import { Link } from "../../../lib/link/link.ts";
import { probe, type Resync } from "../../../lib/link/resync.ts";
import { line } from "../../../lib/protocol/scpi/line.ts";
import { scpiCodec } from "../../../lib/protocol/scpi/scpi_codec.ts";
import { text } from "../../../lib/protocol/scpi/text.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";

const QUESTIONS = 10_000;
const IDENTITY = "ACME,DMM1,42,1.0";
const lines = scpiCodec(line(text));

/**
 * An instrument on a serial line: one wire, whoever has it open, so that what it answers late comes
 * after a reopening too. It answers one question after another.
 */
class SerialInstrument {
  readonly clock = new VirtualClock();
  readonly #latencyMs: () => number;
  readonly #questions: string[] = [];
  #wire: Transport | undefined;
  #isBusy = false;

  constructor(latencyMs: () => number) {
    this.#latencyMs = latencyMs;
  }

  readonly open = (): Promise<Transport> => {
    const pair = loopback();
    this.#wire = pair.far;
    this.#listen(pair.far).catch(() => {}); // it was closed
    return Promise.resolve(pair.near);
  };

  async #listen(wire: Transport): Promise<void> {
    let rest = "";
    for (;;) {
      const chunk = await wire.read();
      if (chunk.kind === "eof") return;
      const parts = (rest + new TextDecoder().decode(chunk.bytes)).split("\n");
      rest = parts.pop()!;
      this.#questions.push(...parts);
      void this.#work();
    }
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let asked = this.#questions.shift(); asked !== undefined;) {
      await delay(this.#latencyMs(), { clock: this.clock });
      const replies = asked.split(";").map((it) =>
        it === "*IDN?" ? IDENTITY : it === "*STB?" ? "0" : it.slice(1, -1)
      );
      const wire = this.#wire!;
      await wire.write(new TextEncoder().encode(`${replies.join(";")}\n`)).catch(() => {}); // closed
      asked = this.#questions.shift();
    }
    this.#isBusy = false;
  }
}

/** Asks 10,000 questions of all kinds, such as probes are made of; every tenth answer is late. */
async function mispaired(
  resync: Resync,
  lateMs: number,
): Promise<{ wrong: number; right: number }> {
  const random = seededRandom(11);
  const instrument = new SerialInstrument(() =>
    random.next() < 0.1 ? 100 + lateMs * random.next() : 10 * random.next()
  );
  const { clock, open } = instrument;
  await using link = new Link({
    ...{ address: "serial", open, resync, clock, random },
    replyTimeoutMs: 100,
  });
  let wrong = 0;
  let right = 0;
  let isDone = false;
  const asking = (async () => {
    for (let count = 0; count < QUESTIONS; count++) {
      const [question, expected] = count % 5 === 0
        ? ["*IDN?", IDENTITY]
        : count % 5 === 1
        ? [`Q${count}?;*STB?`, `${count};0`]
        : [`Q${count}?`, `${count}`];
      try {
        if (await link.ask(lines, question) === expected) right++;
        else wrong++;
      } catch (error) {
        assert(isReadoutError(error), String(error));
        // It may be backing off, and saying so at once.
        if (error.code !== "timeout.reply") await delay(1_000, { clock });
      }
    }
    isDone = true;
  })();
  while (!isDone) await clock.advance(100_000);
  await asking;
  return { wrong, right };
}

for (const lateMs of [60, 600]) {
  Deno.test(`scpiProbe() gives no question another's answer on a serial line, up to ${lateMs} ms late`, async () => {
    const { wrong, right } = await mispaired(scpiProbe(), lateMs);
    assertEquals(wrong, 0);
    assert(right > QUESTIONS / 4, `${right} right`);
  });
}

Deno.test("a probe of *IDN? alone, or a reopening, does mispair: what the tests above look for can be seen", async () => {
  const plain = probe(lines, "*IDN?", (reply) => reply === IDENTITY);
  assert((await mispaired(plain, 600)).wrong > 0);
  assert((await mispaired({ kind: "reopen" }, 60)).wrong > 0);
});
