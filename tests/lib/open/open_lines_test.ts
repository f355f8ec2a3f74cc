import { assertEquals, assertRejects } from "../../deps/assert.ts";
import { isReadoutError, ReadoutError } from "../../../lib/base/readout_error.ts";
import { openLines } from "../../../lib/open/open_lines.ts";
import { delimited } from "../../../lib/protocol/framing/delimited.ts";
import { LineServer } from "./line_server.ts";

const timeout = 10_000;
const KEPT = { capacity: 100, overflow: "fail" } as const;

Deno.test({
  name:
    "openLines() hears a device that talks unasked, over TCP, and hears it again after a hang-up",
  timeout,
  async fn() {
    await using server = new LineServer();
    await using device = await openLines(server.address, { init: ["START"] });
    const celsius = device.number("t", { unit: "\u00b0C" });
    await server.received("START");
    const reading = celsius.read();
    await server.say("st\r\nt=21.4;h=40\r\n");
    assertEquals((await reading).value, 21.4);

    await server.hangUp();
    await server.received("START");
    const next = device.next();
    await server.say("st\r\nt=21.5;h=40\r\n");
    assertEquals(await next, "t=21.5;h=40");
    assertEquals(device.listener.stats().connects, 2);
  },
});

Deno.test({
  name: "openLines() gives what a parser makes of lines, with the parser's type",
  timeout,
  async fn() {
    await using server = new LineServer();
    await using device = await openLines(server.address, {
      checked: true,
      parse: (line) => ({ kind: "value", value: line.length }),
    });
    const sizes = device.lines(KEPT);
    await server.say("one\nthree\n");
    const first: number | undefined = (await sizes.next()).value;
    assertEquals(first, 3);
  },
});

Deno.test({
  name:
    'openLines() with talks: "asked" asks one question at a time, and makes channels of questions',
  timeout,
  async fn() {
    await using server = new LineServer((question) => {
      switch (question) {
        case "T?":
          return "21.4";
        case "ALL?":
          return "t=21.4;h=40";
        case "ID?":
          return "METER,3";
        default:
          return undefined;
      }
    });
    await using meter = await openLines(server.address, { talks: "asked", replyTimeoutMs: 500 });
    assertEquals(await meter.ask("ID?"), "METER,3");
    const celsius = meter.number("T?", { name: "t", unit: "\u00b0C" });
    const humidity = meter.number("ALL?", { name: "h", where: "h" });
    const version = meter.number("ID?", { name: "version", where: { column: 2 } });
    const kind = meter.text("ID?", { name: "kind", where: /^(\w+)/ });
    const values = await Promise.all([celsius, humidity, version, kind].map((it) => it.read()));
    assertEquals(values.map(({ value }) => value), [21.4, 40, 3, "METER"]);

    const wrong = await meter.number("ID?", { name: "t" }).tryRead();
    assertEquals([wrong.reason, wrong.fault?.code], ["protocol", "frame.bad"]);
    const absent = await meter.number("T?", { name: "t", where: "t" }).tryRead();
    assertEquals(absent.fault?.code, "frame.bad");
    await assertRejects(() => meter.ask("T?\nID?"), TypeError, "one line");
    const late = await meter.ask("NOTHING?").catch((error) => error);
    assertEquals(isReadoutError(late) && late.code, "timeout.reply");
    assertEquals(await meter.ask("T?"), "21.4");
  },
});

Deno.test({
  name: "openLines() asks for packets of any framing",
  timeout,
  async fn() {
    await using server = new LineServer((question) => `${question.length}`);
    await using device = await openLines(server.address, {
      talks: "asked",
      framing: delimited("\n"),
      read: (payload) => ({ kind: "value", value: payload.length }),
    });
    const answer: number = await device.ask("0123456789");
    assertEquals(answer, 2);
  },
});

Deno.test({
  name: "openLines() rejects at once where nobody listens, and at an address that is none",
  timeout,
  async fn() {
    const server = new LineServer();
    await server[Symbol.asyncDispose]();
    for (const talks of ["unasked", "asked"] as const) {
      const open = (): Promise<unknown> =>
        talks === "asked" ? openLines(server.address, { talks }) : openLines(server.address);
      const error = await assertRejects(open, ReadoutError);
      assertEquals(error.code, "link.failed");
    }
    await assertRejects(() => openLines("nowhere"), TypeError, "VISA resource");
    await using patient = await openLines(server.address, { absent: "retry" });
    const { fault } = await patient.number("t").tryRead();
    assertEquals(fault?.code, "link.failed");
  },
});
