import { run } from "../../cli/run.ts";
import type { OpenMonitor } from "../../cli/open_monitor.ts";
import { ReadoutError } from "../../lib/base/readout_error.ts";
import { assert, assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import { absent, counting } from "./fake_parts.ts";
import { PagelessParts } from "./pageless_parts.ts";
import { Screen } from "./screen.ts";

Deno.test("serve into a pipe prints the address and nothing else, and ends with 0", async () => {
  for (const reason of ["SIGINT", "SIGTERM"] as const) {
    const io = new FakeIo();
    const parts = new PagelessParts(counting("a"));
    const running = run(["serve"], io, parts);
    await io.untilWaiting();
    await io.clock.advance(10_000);
    io.stop(reason);
    assertEquals(await running, 0);
    assertEquals(io.output, "http://127.0.0.1:8000/\n");
    assertEquals(io.complaints, "");
    assertEquals(parts.disposed, 1);
    assertEquals(parts.opened, 0);
    assertEquals(io.clock.pendingTimers, 0);
  }
});

Deno.test("serve without names shows what belongs to it, an absent battery too", async () => {
  const io = new FakeIo();
  const parts = new PagelessParts(
    counting("cpu"),
    absent("battery", "no battery"),
    { ...absent("swap", "no swap"), byDefault: false },
    counting("sine"),
    { ...counting("noise"), byDefault: false },
  );
  const running = run(["serve"], io, parts);
  await io.untilWaiting();
  io.stop("SIGINT");
  await running;
  assertEquals(parts.asked?.channels.map(({ name }) => name), ["cpu", "battery", "sine"]);
});

Deno.test("serve gives the page what the line says", async () => {
  const io = new FakeIo();
  const parts = new PagelessParts(counting("a"), counting("b"), counting("c"));
  const line = "serve c a --every 1s --timeout 200ms --port 9000 --host ::1 --allow-host x.local";
  const running = run(line.split(" "), io, parts);
  await io.untilWaiting();
  io.stop("SIGINT");
  await running;
  const { channels, onReading: _, signal, clock, ...rest } = parts.asked!;
  assertEquals(channels.map(({ name }) => name), ["c", "a"]);
  assertEquals(rest, {
    periodMs: 1_000,
    timeoutMs: 200,
    hostname: "::1",
    port: 9_000,
    exactPort: true,
    allowedHosts: ["x.local"],
  });
  assert(signal === io.signal && clock === io.clock);
});

Deno.test("serve takes the next free port unless one is asked for", async () => {
  const io = new FakeIo();
  const parts = new PagelessParts(counting("a"));
  const running = run(["serve"], io, parts);
  await io.untilWaiting();
  io.stop("SIGINT");
  await running;
  const { port, exactPort, periodMs } = parts.asked!;
  assertEquals({ port, exactPort, periodMs }, { port: 8_000, exactPort: false, periodMs: 500 });
});

Deno.test("serve on a terminal shows the last readings below the address", async () => {
  const io = new FakeIo({ isTerminal: true, columns: 60, rows: 8 });
  const running = run(["serve"], io, new PagelessParts(counting("a", "V")));
  await io.untilWaiting();
  await io.clock.advance(1_600);
  io.stop("SIGINT");
  assertEquals(await running, 0);
  const screen = new Screen(60, 8);
  for (const text of io.writes) screen.write(text);
  assertEquals(screen.lines, [
    "Live at http://127.0.0.1:8000/ (Ctrl-C stops it)",
    "Tag            Value  Unit  Quality     Age  Trend",
    "a                  4  V     good      0.1 s  \u2581\u2583\u2586\u2588",
  ]);
  assertEquals(screen.cursorShown, true);
});

Deno.test("serve ends with 1 when the page cannot be opened, and says why", async () => {
  const io = new FakeIo();
  const parts = new PagelessParts(counting("a"));
  const openMonitor: OpenMonitor = () =>
    Promise.reject(new ReadoutError("permission.missing", "Cannot listen: use --allow-net"));
  assertEquals(await run(["serve"], io, Object.assign(parts, { openMonitor })), 1);
  assertEquals(io.output, "");
  assertEquals(io.complaints, "readout: Cannot listen: use --allow-net\n");
  assertEquals(parts.opened, 0);
});

Deno.test("serve ends with 1 when the page ends by itself, and leaves the terminal tidy", async () => {
  const io = new FakeIo({ isTerminal: true });
  const parts = new PagelessParts(counting("a"));
  const running = run(["serve"], io, parts);
  await io.untilWaiting();
  await io.clock.advance(1_000);
  parts.fail.abort(new ReadoutError("source.failed", "The server is gone"));
  await io.clock.advance(1_000);
  assertEquals(await running, 1);
  assertStringIncludes(io.complaints, "readout: The server is gone\n");
  assert(io.output.endsWith("\x1b[?25h"));
  assertEquals(parts.disposed, 1);
});

Deno.test("serve that is stopped while it opens the page prints no address", async () => {
  for (const isThrown of [true, false]) {
    const io = new FakeIo();
    const parts = new PagelessParts(counting("a"));
    const openMonitor: OpenMonitor = async (options) => {
      io.stop("SIGINT");
      if (isThrown) throw options.signal?.reason;
      return await parts.openMonitor(options);
    };
    assertEquals(
      await run(["serve"], io, { openOffers: (io) => parts.openOffers(io), openMonitor }),
      0,
    );
    assertEquals(io.output + io.complaints, "");
    assertEquals(parts.disposed, isThrown ? 0 : 1);
  }
});
