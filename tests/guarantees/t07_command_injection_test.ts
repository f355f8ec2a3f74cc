// T7: no value becomes another command, by whatever way it is sent.

import type { NmeaSentence } from "../../lib/protocol/nmea/nmea_sentence.ts";
import { openLines } from "../../lib/open/open_lines.ts";
import { openNmea } from "../../lib/open/open_nmea.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import { cobs } from "../../lib/protocol/framing/cobs.ts";
import { delimited } from "../../lib/protocol/framing/delimited.ts";
import { enclosed } from "../../lib/protocol/framing/enclosed.ts";
import { slip } from "../../lib/protocol/framing/slip.ts";
import { scpi } from "../../lib/protocol/scpi/scpi.ts";
import { scpiDevice, serveLoopback, type SimulatedDevice } from "../../lib/simulator/mod.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";

/** What somebody might fill in to have EVIL carried out. */
const evil = fc.array(
  fc.oneof(
    fc.constantFrom("EVIL", "EVIL?", ":EVIL", ";", ";:", "\n", "\r", "\r\n", "\0", '"', "'", "#15"),
    fc.constantFrom(
      "#0",
      "(",
      ")",
      ",",
      " ",
      "?",
      "*",
      "$",
      "!",
      "\u2028",
      "\u0085",
      "\ud800",
      "a",
    ),
    fc.string({ unit: "binary", maxLength: 3 }),
  ),
  { maxLength: 6 },
).map((parts) => parts.join(""));

/** Does it, and takes it that what is dangerous is refused. */
async function attempt(run: () => unknown): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    assert(error instanceof TypeError || error instanceof RangeError, String(error));
    return false;
  }
}

Deno.test("T7: no value that is filled into a SCPI command is ever carried out as one", async () => {
  let done = 0;
  const taken: string[] = [];
  const device = scpiDevice({
    "EVIL": () => void done++,
    "EVIL?": () => ++done,
    "LABel": ({ parameters }) => void (taken.push("label"), parameters()),
    "LABel?": () => '"x"',
  });
  await using served = serveLoopback(device);
  await using meter = await openScpi("tcp://10.0.0.7:5025", {
    openTransport: (_, options) => served.open(options),
    errors: "never",
  });
  const options = { name: "label", readBack: false } as const;
  const label = meter.setting.text("LAB", options);
  const word = meter.setting.text("LAB", { ...options, form: "word" });
  const choice = meter.setting.choice("LAB", { a: "A", b: "B" }, options);
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(evil, async (value) => {
      for (
        const run of [
          () => label.write(value),
          () => word.write(value),
          () => choice.write(value as "a"),
          () => meter.write(scpi`LAB ${value}`),
          () => meter.write(scpi`LAB 1,${value},2`),
        ]
      ) {
        if (!await attempt(run)) refused++;
      }
      assertEquals(await meter.query("LAB?"), '"x"'); // all that was sent is carried out by now
      assertEquals(done, 0, `it was carried out: ${JSON.stringify(value)}`);
    }),
    { numRuns: 1_000 },
  );
  assert(refused > 100, `${refused} were refused`);
});

Deno.test("T7: a line of one's own is one message, or is refused", async () => {
  const messages: Uint8Array[] = [];
  const device: SimulatedDevice<Uint8Array> = {
    name: "device",
    decode: delimited("\n").decode,
    answer(message) {
      messages.push(message);
      return { reply: new TextEncoder().encode("x\n") };
    },
  };
  await using served = serveLoopback(device);
  await using asked = await openLines("tcp://10.0.0.7:4001", {
    talks: "asked",
    openTransport: (_, options) => served.open(options),
  });
  await fc.assert(
    fc.asyncProperty(evil, async (text) => {
      messages.length = 0;
      await attempt(() => asked.ask(`Q ${text}`));
      assert(messages.length <= 1, String(messages));
    }),
    { numRuns: 500 },
  );
});

Deno.test("T7: a sentence to a receiver is one sentence, or is refused", async () => {
  const heard: string[] = [];
  const receiver: SimulatedDevice<string> = {
    name: "receiver",
    decode: (received) => ({
      kind: "value",
      value: new TextDecoder("latin1").decode(received),
      usedBytes: received.length,
    }),
    answer: (text) => (heard.push(text), {}),
  };
  await using served = serveLoopback(receiver);
  await using gps = await openNmea("tcp://10.0.0.7:4001", {
    openTransport: (_, options) => served.open(options),
  });
  await fc.assert(
    fc.asyncProperty(evil, evil, async (type, field) => {
      for (
        const sentence of [
          { start: "$", talker: "P", type: "MTK", fields: [field] },
          { start: "$", talker: "P", type, fields: ["1"] },
          { start: "$", talker: type, type: "GGA", fields: ["1"] },
        ] as NmeaSentence[]
      ) await attempt(() => gps.send(sentence));
    }),
    { numRuns: 300 },
  );
  for (const text of heard.join("").split("\r\n").slice(0, -1)) {
    assert(/^[$!][A-Z0-9,]?[^$!\r\n]*\*[0-9A-F]{2}$/.test(text), JSON.stringify(text));
  }
});

Deno.test("T7: a packet is one packet, or is refused", () => {
  fc.assert(
    fc.property(evil, (text) => {
      const payload = new TextEncoder().encode(text);
      for (const framing of [delimited("\n"), enclosed("$", "\n"), slip(), cobs()]) {
        let frame: Uint8Array;
        try {
          frame = framing.encode(payload);
        } catch (error) {
          assert(error instanceof RangeError, String(error));
          continue;
        }
        const answer = framing.decode(frame);
        assert(answer.kind === "value" && answer.usedBytes === frame.length, text);
        assertEquals(answer.value, payload);
      }
    }),
    { numRuns: 1_000 },
  );
});
