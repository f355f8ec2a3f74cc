import { LiveTable } from "../../cli/live_table.ts";
import type { Reading } from "../../lib/contract/reading.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import { Screen } from "./screen.ts";

/** A reading of `oven`, made now. */
function made(io: FakeIo, more: Partial<Reading<unknown>> = {}): Reading<unknown> {
  return {
    ...{ channel: "oven", unit: "V", seq: 0, wallMs: 0, monoMs: io.clock.nowMs(), tookMs: 0 },
    ...{ status: "good", reason: "ok", value: 5 },
    ...more,
  } as Reading<unknown>;
}

/** The line of `oven`, which is read every 500 ms, at the end of what happens. */
async function lineAfter(
  happens: (table: LiveTable, io: FakeIo) => Promise<void>,
  staleAfterMs?: number,
): Promise<string> {
  const io = new FakeIo({ isTerminal: true, columns: 80, rows: 6 });
  const table = new LiveTable(io, [{ name: "oven", unit: "V", staleAfterMs }], 500);
  const stop = new AbortController();
  const running = table.run(stop.signal);
  await happens(table, io);
  stop.abort();
  await running;
  const screen = new Screen(80, 6);
  for (const text of io.writes) screen.write(text);
  return screen.lines[1]!;
}

Deno.test("LiveTable gives a held value the age of its measurement, not of the last attempt", async () => {
  const line = await lineAfter(async (table, io) => {
    table.take(made(io, {
      ...{ status: "uncertain", reason: "held", path: "held", uncertainty: 0.05, ageMs: 4_000 },
    }));
    await io.clock.advance(1_000);
  });
  assertStringIncludes(line, "uncertain held \u00b1 0.1 V ");
  assertEquals(/ (\d\S+ s) /.exec(line)?.[1], "5.0 s");
});

Deno.test("LiveTable shows what does not come any more as stale, by time alone", async () => {
  const after = (ms: number, staleAfterMs?: number): Promise<string> =>
    lineAfter(async (table, io) => {
      table.take(made(io));
      await io.clock.advance(ms);
    }, staleAfterMs);
  assertMatch(await after(1_500), / 5 {2}V +good /);
  assertMatch(await after(2_000), / 5 {2}V +uncertain stale +2\.0 s/);
  assertMatch(await after(2_000, 10_000), / good /);
});

Deno.test("LiveTable shows a constant value that keeps coming as good, and an old one as stale", async () => {
  const coming = async (table: LiveTable, io: FakeIo): Promise<void> => {
    for (let n = 0; n < 10; n++) {
      table.take(made(io));
      await io.clock.advance(500);
    }
  };
  assertMatch(await lineAfter(coming), / good /);
  const replayed = await lineAfter(async (table, io) => {
    const old = made(io);
    await coming(table, io);
    table.take(old);
  });
  assertMatch(replayed, / uncertain stale +5\.0 s/);
  const kept = await lineAfter((table, io) => {
    table.take(made(io, { ageMs: 4_000 })); // it comes now, and was measured long ago
    return Promise.resolve();
  });
  assertMatch(kept, / uncertain stale +4\.0 s/);
});

Deno.test("LiveTable lets what is bad be bad, and says when not even that comes any more", async () => {
  const fault = { code: "source.failed", name: "Error", message: "no answer" } as const;
  const bad = { status: "bad", reason: "comm-fail", value: null, fault } as const;
  const after = (ms: number): Promise<string> =>
    lineAfter(async (table, io) => {
      table.take(made(io, bad));
      await io.clock.advance(ms);
    });
  assertMatch(await after(1_000), / bad comm-fail +1\.0 s/);
  assertMatch(await after(2_000), / bad comm-fail stale +2\.0 s/);
});

Deno.test("LiveTable breaks a line below it that is too long, while there is room, and else cuts it", async () => {
  for (
    const [rows, below] of [[8, ["oven is bad since", "    noon: no reply", "next"]], [
      4,
      ["oven is bad since n\u2026"],
    ]] as const
  ) {
    const io = new FakeIo({ isTerminal: true, columns: 20, rows });
    const table = new LiveTable(io, [{ name: "oven", unit: "V" }], 500, (most) => {
      return ["oven is bad since noon: no reply", "next"].slice(0, most);
    });
    await table.run(AbortSignal.abort());
    const screen = new Screen(20, rows);
    for (const text of io.writes) screen.write(text);
    assertEquals(screen.lines.slice(2), [...below]);
  }
});
