// G1 with devices that say more than they are asked: greetings, echoes, answers that come twice.

import type { Transport } from "../../lib/contract/transport.ts";
import { isReadoutError } from "../../lib/base/readout_error.ts";
import { delay } from "../../lib/base/delay.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import type { OpenScpiOptions } from "../../lib/open/open_scpi_options.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { loopback } from "../../lib/transport/loopback/loopback.ts";
import { assert, assertEquals, assertRejects } from "../deps/assert.ts";
import { advanceUntil } from "../lib/simulator/advance_until.ts";

/** An instrument that answers `A?` by `re A`; `says` gives what it says at a question, in parts. */
function talkative(
  clock: VirtualClock,
  greeting: { readonly text: string; readonly afterMs: number } | undefined,
  says: (question: string, answer: string) => readonly string[],
): Transport {
  const { near, far } = loopback();
  const write = (text: string) => far.write(new TextEncoder().encode(text));
  (async () => {
    const greeted = greeting && (async () => {
      await delay(greeting.afterMs, { clock });
      await write(greeting.text);
    })();
    greeted?.catch(() => {}); // the near end was closed
    let rest = "";
    for (;;) {
      const chunk = await far.read();
      if (chunk.kind === "eof") return;
      const parts = (rest + new TextDecoder().decode(chunk.bytes)).split("\n");
      rest = parts.pop()!;
      for (const question of parts) {
        const answers = question.split(";").map((it) => {
          if (it === "*IDN?") return "ACME,DMM1,42,1.0";
          return it === "*STB?" ? "0" : `re ${it.slice(0, -1)}`;
        });
        for (const part of says(question, answers.join(";"))) {
          await delay(1, { clock });
          await write(part);
        }
      }
    }
  })().catch(() => {}); // the near end was closed
  return near;
}

const plain = (_: string, answer: string) => [`${answer}\n`];

for (
  const [what, greeting, says, options] of [
    ["greets at once", { text: "Welcome\n", afterMs: 0 }, plain, {}],
    ["greets after a while", { text: "Welcome\n", afterMs: 1 }, plain, {}],
    ["greets, and is probed", { text: "Welcome\n", afterMs: 0 }, plain, { resync: "probe" }],
    ["echoes", undefined, (question: string, answer: string) => [`${question}\r\n${answer}\n`], {}],
    [
      "echoes apart",
      undefined,
      (question: string, answer: string) => [`${question}\r\n`, `${answer}\n`],
      {},
    ],
    ["answers twice", undefined, (_: string, answer: string) => [`${answer}\n${answer}\n`], {}],
    [
      "answers probes twice",
      undefined,
      (
        question: string,
        answer: string,
      ) => [`${answer}\n`.repeat(question.includes("*STB?") ? 2 : 1)],
      { resync: "probe" },
    ],
  ] as const
) {
  Deno.test(`G1: an instrument that ${what} gives no question another's answer`, async () => {
    const clock = new VirtualClock();
    const all: OpenScpiOptions = {
      ...options,
      clock,
      replyTimeoutMs: 100,
      openTransport: () => Promise.resolve(talkative(clock, greeting, says)),
    };
    const opening = openScpi("tcp://10.0.0.7:5025", all).catch((error) => error);
    const meter = await advanceUntil(clock, opening);
    if (isReadoutError(meter)) {
      assert(["link.suspect", "frame.extra", "frame.bad"].includes(meter.code), meter.code);
      await clock.advance(100);
      return;
    }
    for (let at = 0; at < 50; at++) {
      const question = String.fromCharCode(0x41 + at % 26);
      const asked = meter.query(`${question}?`).catch((error: unknown) => error);
      const answer = await advanceUntil(clock, asked);
      if (!isReadoutError(answer)) assertEquals(answer, `re ${question}`);
    }
    await meter[Symbol.asyncDispose]();
    await clock.advance(100);
  });
}

Deno.test("G1: openScpi() that hears a greeting says so, and what to do", async () => {
  const clock = new VirtualClock();
  const opening = openScpi("tcp://10.0.0.7:5024", {
    clock,
    openTransport: () =>
      Promise.resolve(talkative(clock, { text: "Welcome\n", afterMs: 0 }, plain)),
  });
  const error = await assertRejects(() => advanceUntil(clock, opening));
  assert(isReadoutError(error) && /greeting/.test(error.message), String(error));
});
