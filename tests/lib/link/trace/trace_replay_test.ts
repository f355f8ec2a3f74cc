import { assertEquals, assertRejects, assertThrows } from "../../../deps/assert.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { Link } from "../../../../lib/link/link.ts";
import { replay, type ReplayStep, traceReplay } from "../../../../lib/link/trace/trace_replay.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";
import { loopback } from "../../../../lib/transport/loopback/loopback.ts";
import { numbered } from "../line_codec.ts";
import { exchanged, session } from "./session.ts";

const SCRIPT: readonly ReplayStep[] = [
  { request: "Q1\n", reply: "R1\n", afterMs: 10 },
  { request: "Q2\n", reply: "R2\n", afterMs: 20 },
  { request: "Q3\n", reply: "", afterMs: 0 },
  { request: "Q4\n", reply: "R4\n", afterMs: 25 },
  { request: "", reply: "R3\n", afterMs: 0 },
];

Deno.test("traceReplay() makes a script of a trace, as plain data", async () => {
  const script = traceReplay(await session());
  assertEquals(JSON.parse(JSON.stringify(script)), [SCRIPT]);
});

Deno.test("replay() is the device again: the same questions get the same answers at the same times", async () => {
  const clock = new VirtualClock();
  const pair = loopback();
  const device = replay(SCRIPT.slice(0, 2), pair.far, { clock });
  await using link = new Link({
    address: "replayed",
    open: () => Promise.resolve(pair.near),
    resync: { kind: "id" },
    clock,
  });
  const first = link.ask(numbered, "Q1");
  await clock.advance(10);
  assertEquals(await first, "R1");
  const second = link.ask(numbered, "Q2");
  await clock.advance(20);
  assertEquals(await second, "R2");
  await device;
  const times = link.trace.entries().flatMap((entry) =>
    entry.kind === "exchange" ? [[entry.startMs, entry.endMs]] : []
  );
  assertEquals(times, [[0, 10], [10, 30]]);
});

Deno.test("replay() says what it was sent instead of what it expects, at once", async () => {
  const expected = 'Cannot replay step 2 of 5: it expects "Q2\\x0a", and got "X"';
  for (const [sent, then] of [["X", ""], ["", ", and then the end"]] as const) {
    await using pair = loopback();
    const device = replay(
      [{ request: "Q1\n", reply: "", afterMs: 0 }, ...SCRIPT.slice(1)],
      pair.far,
    );
    await pair.near.write(new TextEncoder().encode(`Q1\n${sent}`));
    if (sent === "") await pair.near.closeWrite();
    const error = await assertRejects(() => device, ReadoutError);
    assertEquals(error.code, "frame.bad");
    assertEquals(error.message, expected.replace("X", sent) + then);
  }
});

Deno.test("traceReplay() does not replay half of what there was", () => {
  const entry = exchanged("dmm", "Q", "R");
  const cut = { ...entry, received: { bytes: new Uint8Array(64), sizeBytes: 1_000 } };
  assertThrows(() => traceReplay([cut]), TypeError, "trace: { maxBytes: 1000 }");
});
