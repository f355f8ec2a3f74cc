import { assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { errorClass, eventFlag } from "../../../../lib/protocol/scpi/error_class.ts";
import { errorEntries, errorEntry } from "../../../../lib/protocol/scpi/error_entry.ts";
import { ErrorQueue } from "../../../../lib/protocol/scpi/error_queue.ts";
import { flags } from "../../../../lib/protocol/scpi/flags.ts";
import { identity } from "../../../../lib/protocol/scpi/identity.ts";
import { line } from "../../../../lib/protocol/scpi/line.ts";
import { standardError } from "../../../../lib/protocol/scpi/standard_error.ts";
import { eventStatus, statusByte } from "../../../../lib/protocol/scpi/status.ts";
import { bytes } from "./bytes.ts";
import { noiseOn } from "./noise_on.ts";

Deno.test("statusByte and eventStatus name the bits of IEEE 488.2 and SCPI", () => {
  const set = (read: Readonly<Record<string, boolean>>) =>
    Object.keys(read).filter((it) => read[it]);
  assertEquals([2, 3, 4, 5, 6, 7].flatMap((bit) => set(statusByte.read(1 << bit))), [
    ...["errorQueue", "questionable", "messageAvailable", "eventStatus", "requestService"],
    "operation",
  ]);
  assertEquals([0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => set(eventStatus.read(1 << bit))), [
    ...["operationComplete", "requestControl", "queryError", "deviceError", "executionError"],
    ...["commandError", "userRequest", "powerOn"],
  ]);
});

Deno.test("flags() takes an integer within its width, and nothing else", () => {
  for (const text of ["", "-1", "256", "1.0", "1E0", "0x1", "1 1", "999999999", "NaN"]) {
    assertEquals(statusByte.parse(text).kind, "bad", text);
  }
  for (const text of ["0", "+0", "255", " 32 "]) assertEquals(statusByte.parse(text).kind, "value");
  assertThrows(() => flags({ a: 8 }, 8), RangeError);
  assertThrows(() => flags({ a: 0 }, 17), RangeError);
});

Deno.test("flags() reads back what it writes", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 255 }), (bits) => {
    assertEquals(eventStatus.bits(eventStatus.read(bits)), bits);
    assertEquals(eventStatus.parse(eventStatus.format(eventStatus.read(bits))), {
      kind: "value",
      value: eventStatus.read(bits),
    });
  }));
});

for (
  const [text, value] of [
    ['0,"No error"', { code: 0, text: "No error" }],
    ['+0,"No error"', { code: 0, text: "No error" }],
    ["+0", { code: 0, text: "" }],
    ["0", { code: 0, text: "" }],
    ['-113,"Undefined header;detail; more"', {
      code: -113,
      text: "Undefined header",
      detail: "detail; more",
    }],
    ['-113, "Undefined header"', { code: -113, text: "Undefined header" }],
    ['-222,"a, ""b"""', { code: -222, text: 'a, "b"' }],
    ['100,"Its own;"', { code: 100, text: "Its own", detail: "" }],
    ...["", "-113", '"No error"', "0,No error", '0,"No error', '0,"a","b"', '1.5,"x"', '99999,"x"']
      .map((it) => [it, undefined] as const),
  ] as const
) {
  Deno.test(`errorEntry makes ${JSON.stringify(value)} of ${text}`, () => {
    const parsed = errorEntry.parse(text);
    assertEquals<unknown>(parsed.kind === "value" ? parsed.value : undefined, value);
  });
}

const entry = fc.record({
  code: fc.integer({ min: -32_768, max: 32_767 }),
  text: fc.string().map((it) => it.replaceAll(";", "")),
  detail: fc.option(fc.string(), { nil: undefined }),
}).map(({ detail, ...rest }) => detail === undefined ? rest : { ...rest, detail });

Deno.test("errorEntries reads back what a device writes; errorEntry each of them", () => {
  fc.assert(fc.property(fc.array(entry, { minLength: 1 }), (value) => {
    assertEquals(errorEntries.parse(errorEntries.format(value)), { kind: "value", value });
    assertEquals(errorEntry.parse(errorEntry.format(value[0]!)), {
      kind: "value",
      value: value[0]!,
    });
  }));
  assertThrows(() => errorEntry.format({ code: 1, text: "a;b" }), TypeError);
  assertThrows(() => errorEntry.format({ code: 32_768, text: "" }), TypeError);
});

Deno.test("errorEntry survives 100,000 harmed replies, and takes no half of one", () => {
  const frames = ['-113,"Undefined header;FOO"\n', '+0,"No error"\r\n'].map(bytes);
  for (const { used } of noiseOn(line(errorEntry).decoder(), frames)) {
    const text = new TextDecoder().decode(used).trim();
    assertEquals(/^[+-]?(0+|\d{1,5} *, *(["']).*\2)$/.test(text), true, text);
  }
});

Deno.test("errorClass() and eventFlag() follow the ranges of codes", () => {
  const codes = [0, 1, -99, -100, -199, -222, -350, -410, -500, -600, -700, -800, -899, -900];
  assertEquals(codes.map(errorClass), [
    ...["none", "device", "unknown", "command", "command", "execution", "device", "query"] as const,
    ...["power-on", "user-request", "request-control", "operation-complete"] as const,
    ...["operation-complete", "unknown"] as const,
  ]);
  assertEquals([-113, -222, -350, 7, -410, 0].map(eventFlag), [
    ...["commandError", "executionError", "deviceError", "deviceError", "queryError"] as const,
    undefined,
  ]);
});

Deno.test("ErrorQueue keeps the oldest, and says by -350 that it lost some", () => {
  fc.assert(fc.property(
    fc.integer({ min: 2, max: 6 }),
    fc.array(fc.oneof(fc.integer({ min: 1, max: 99 }), fc.constant("shift" as const))),
    (capacity, steps) => {
      const queue = new ErrorQueue(capacity);
      const model: number[] = [];
      for (const step of steps) {
        if (step === "shift") {
          assertEquals(queue.shift().code, model.shift() ?? 0);
        } else {
          queue.push({ code: step, text: "its own" });
          if (model.length === capacity) model[capacity - 1] = -350;
          else model.push(step);
        }
        assertEquals(queue.size, model.length);
      }
      assertEquals(queue.takeAll().map(({ code }) => code), model.length === 0 ? [0] : model);
      assertEquals(queue.size, 0);
    },
  ));
  const queue = new ErrorQueue();
  queue.push(standardError(-113));
  queue.clear();
  assertEquals(queue.shift(), { code: 0, text: "No error" });
  for (const capacity of [0, 1, 1.5, NaN]) assertThrows(() => new ErrorQueue(capacity), RangeError);
});

Deno.test("identity takes four fields, the last with commas, and no fewer", () => {
  const parsed = identity.parse(" ACME , DMM-1 ,, 1.0,beta");
  assertEquals(parsed, {
    kind: "value",
    value: { maker: "ACME", model: "DMM-1", serial: "", firmware: "1.0,beta" },
  });
  for (const text of ["", "ACME", "ACME,DMM-1,0", ",DMM-1,0,1", "ACME,,0,1"]) {
    assertEquals(identity.parse(text).kind, "bad", text);
  }
});

Deno.test("identity reads back what it writes, and writes nothing that reads otherwise", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9-]([A-Za-z0-9 .-]*[A-Za-z0-9-])?$/);
  const any = fc.record({ maker: word, model: word, serial: word, firmware: word });
  fc.assert(fc.property(any, (value) => {
    assertEquals(identity.parse(identity.format(value)), { kind: "value", value });
  }));
  const acme = { maker: "ACME", model: "DMM", serial: "0", firmware: "1" };
  assertThrows(() => identity.format({ ...acme, maker: "ACME, Inc" }), TypeError);
  assertThrows(() => identity.format({ ...acme, firmware: "1;2" }), TypeError);
});
