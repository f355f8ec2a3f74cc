import { run } from "../../cli/run.ts";
import { assertEquals } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import { absent, counting, FakeParts, silent } from "./fake_parts.ts";

const CPU = { name: "cpu", unit: "%", read: () => 12.5 };

Deno.test("read shows a value and its unit on a terminal", async () => {
  const io = new FakeIo({ isTerminal: true });
  assertEquals(await run(["read", "cpu"], io, new FakeParts(CPU)), 0);
  assertEquals(io.output, "cpu  12.5 %\n");
});

Deno.test("read prints the channels in the order of their names on the line", async () => {
  const io = new FakeIo();
  const parts = new FakeParts(CPU, counting("counter"), counting("other"));
  assertEquals(await run(["read", "counter", "cpu"], io, parts), 0);
  assertEquals(
    io.output,
    "2026-01-01T00:00:00.000Z  counter  1\n2026-01-01T00:00:00.000Z  cpu      12.5 %\n",
  );
});

Deno.test("read reads each channel once, even if it is named twice", async () => {
  const io = new FakeIo({ isTerminal: true });
  assertEquals(await run(["read", "a", "a"], io, new FakeParts(counting("a"))), 0);
  assertEquals(io.output, "a  1\n");
});

Deno.test("read prints a bad reading and ends with 1", async () => {
  const io = new FakeIo({ isTerminal: true });
  const parts = new FakeParts(absent("battery", "no battery"), CPU);
  assertEquals(await run(["read", "battery", "cpu"], io, parts), 1);
  assertEquals(io.output, "battery  --  bad not-connected: no battery\ncpu      12.5 %\n");
  assertEquals(io.complaints, "");
});

Deno.test("read --timeout bounds a channel that does not answer, and delays no other", async () => {
  const io = new FakeIo({ isTerminal: true });
  const parts = new FakeParts(CPU, silent("dmm"), silent("psu"));
  const running = run(["read", "cpu", "dmm", "psu", "--timeout", "500ms"], io, parts);
  await io.untilWaiting();
  assertEquals(io.output, "cpu  12.5 %\n");
  await io.clock.advance(500);
  assertEquals(await running, 1);
  assertEquals(
    io.output,
    "cpu  12.5 %\ndmm  --  bad comm-fail: no answer in 500 ms\n" +
      "psu  --  bad comm-fail: no answer in 500 ms\n",
  );
  assertEquals(parts.opened, 0);
});

Deno.test("read that Ctrl-C stops prints nothing more, and ends with 130", async () => {
  const io = new FakeIo();
  const running = run(["read", "cpu", "dmm"], io, new FakeParts(CPU, silent("dmm")));
  await io.untilWaiting();
  const before = io.output;
  io.stop("SIGINT");
  assertEquals(await running, 130);
  assertEquals(io.output, before);
  assertEquals(io.complaints, "");
  await io.clock.advance(0); // a channel keeps its timer for a moment
  assertEquals(io.clock.pendingTimers, 0);
});

Deno.test("read --format csv has a header once", async () => {
  const io = new FakeIo({ isTerminal: true });
  const parts = new FakeParts(counting("a"), counting("b"));
  assertEquals(await run(["read", "a", "b", "--format", "csv"], io, parts), 0);
  const lines = io.output.trim().split("\n");
  assertEquals(lines.map((line) => line.split(",")[1]), ["channel", "a", "b"]);
});
