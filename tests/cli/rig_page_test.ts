import type { Page, PreparePage } from "../../cli/open_monitor.ts";
import { run } from "../../cli/run.ts";
import type { Reading } from "../../lib/contract/reading.ts";
import { ReadoutError } from "../../lib/base/readout_error.ts";
import { nextTurn } from "../../lib/base/system_clock.ts";
import type { RigHealth } from "../../lib/rig/health/rig_health.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import { FakeParts } from "./fake_parts.ts";
import { RigFile, untilRunning } from "./rig_file.ts";

type PageOptions = Parameters<Awaited<ReturnType<PreparePage>>>[0];

/** A page that keeps what it is told. */
class FakePage implements Page {
  readonly url = "http://127.0.0.1:8000/";
  readonly readings: Reading<unknown>[] = [];
  readonly healths: RigHealth[] = [];
  asked: PageOptions | undefined;
  closed = 0;

  readonly preparePage: PreparePage = () =>
    Promise.resolve((options) => {
      this.asked = options;
      return this;
    });

  push(reading: Reading<unknown>): void {
    this.readings.push(reading);
  }

  tellRig(health: RigHealth): void {
    this.healths.push(health);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }
}

const RIG = `channels: {
  wave: { signal: "sine" },
  slow: { signal: "sine", everyMs: 500, staleAfterMs: 700 },
}`;

/** Runs a rig with a page for a second of virtual time. */
async function ran(
  preparePage: PreparePage,
  { isTerminal = false, more = ["--page"] }: {
    readonly isTerminal?: boolean;
    readonly more?: readonly string[];
  } = {},
): Promise<{ readonly io: FakeIo; readonly code: number }> {
  await using file = new RigFile(RIG);
  const io = new FakeIo({ isTerminal });
  const running = run(file.args(...more), io, Object.assign(new FakeParts(), { preparePage }));
  await untilRunning(io);
  await io.clock.advance(1_000);
  io.stop("SIGINT");
  let isOver = false;
  void running.then(() => isOver = true);
  for (let turns = 0; !isOver && turns < 10_000; turns++) { // the disk takes real time
    await io.clock.advance(turns < 100 ? 0 : 100);
    await nextTurn();
  }
  return { io, code: await running };
}

for (const isTerminal of [true, false]) {
  const where = isTerminal ? "a terminal" : "a pipe";
  Deno.test(`readout run --page shows every reading, and how the rig is, on its page too, on ${where}`, async () => {
    const page = new FakePage();
    const { io, code } = await ran(page.preparePage, { isTerminal });
    assertEquals(code, 0);
    const { channels, periodMs, port, exactPort } = page.asked!;
    assertEquals({ periodMs, port, exactPort }, { periodMs: 100, port: 8_000, exactPort: false });
    assertEquals(channels.map(({ name, staleAfterMs }) => [name, staleAfterMs]), [
      ["wave", 1_000],
      ["slow", 700],
    ]);
    for (const [name, seqs] of [["wave", 11], ["slow", 3]] as const) {
      const seen = page.readings.filter(({ channel }) => channel === name).map(({ seq }) => seq);
      assertEquals(seen, Array.from({ length: seqs }, (_, seq) => seq), name);
    }
    assertEquals(page.readings.length, 14); // and what the rig measures of itself is not among them
    const phases = new Set(page.healths.map(({ phase }) => phase));
    assertEquals([...phases], ["running", "ending", "ended"]);
    assertEquals(page.closed, 1);
    assertStringIncludes(isTerminal ? io.output : io.complaints, `Live at ${page.url}\n`);
    assert(isTerminal || !io.output.includes("Live at"));
    assertEquals(io.clock.pendingTimers, 0);
  });
}

Deno.test("readout run --page --port takes that port and no other, and the names that are allowed", async () => {
  const page = new FakePage();
  await ran(page.preparePage, { more: "--page --port 9000 --allow-host lab.example".split(" ") });
  const { port, exactPort, allowedHosts } = page.asked!;
  assertEquals({ port, exactPort, allowedHosts }, {
    ...{ port: 9_000, exactPort: true, allowedHosts: ["lab.example"] },
  });
});

const failure = new ReadoutError("address.in-use", "Cannot listen: port 8000 \x1b[2J is taken");
for (
  const [what, preparePage, says] of [
    ["cannot be loaded", () => Promise.reject(failure), "readout: the rig runs without its page: "],
    ["cannot be opened", () =>
      Promise.resolve(() => {
        throw failure;
      }), "readout: the rig runs without its page: "],
    ["fails when it is fed", () =>
      Promise.resolve(() =>
        Object.assign(new FakePage(), {
          push(): void {
            throw failure;
          },
        })
      ), "readout: the page: "],
    ["fails when it is told of the rig", () =>
      Promise.resolve(() =>
        Object.assign(new FakePage(), {
          tellRig(): void {
            throw failure;
          },
        })
      ), "readout: the page: "],
  ] as readonly (readonly [string, PreparePage, string])[]
) {
  Deno.test(`readout run runs on, and says so in one line, when its page ${what}`, async () => {
    const { io, code } = await ran(preparePage, { more: ["--page", "--format", "jsonl"] });
    assertEquals(code, 0);
    const lines = io.complaints.split("\n").filter((line) => line.includes("page"));
    assertEquals(lines, [`${says}Cannot listen: port 8000 \\x1b[2J is taken`]);
    assertEquals(io.output.match(/"channel":"wave"/g)?.length, 11);
  });
}

Deno.test("readout run ends within 1 s though its page does not close", async () => {
  const page = new FakePage();
  page[Symbol.asyncDispose] = () => new Promise(() => {});
  const { io, code } = await ran(page.preparePage);
  assertEquals(code, 0);
  assertStringIncludes(
    io.complaints,
    "readout: the page: Cannot close the page: not done in 1000 ms",
  );
});

Deno.test("readout run without --page has none, and refuses what is for it", async () => {
  const page = new FakePage();
  await ran(page.preparePage, { more: [] });
  assertEquals(page.asked, undefined);
  for (const more of [["--port", "9000"], ["--allow-host", "x.local"]]) {
    await using file = new RigFile(RIG);
    const io = new FakeIo();
    assertEquals(await run(file.args(...more), io), 2);
    assertMatch(io.complaints, /--port and --allow-host are for --page/);
  }
});
