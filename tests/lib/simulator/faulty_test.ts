import { assert, assertEquals, assertRejects, assertThrows } from "../../deps/assert.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import {
  FAULT_NAMES,
  type FaultKind,
  type FaultPlan,
  Faults,
  faulty,
  type FaultyOptions,
  loopback,
} from "../../../lib/simulator/mod.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

/** A client and a device on a faulty wire; what the client received, and when. */
class Bench implements AsyncDisposable {
  readonly clock = new VirtualClock();
  readonly pair = loopback();
  readonly wire;
  readonly came: { readonly atMs: number; readonly text: string }[] = [];
  /** When nothing more comes. */
  readonly ended: Promise<void>;

  constructor(plan: FaultPlan = {}, options: FaultyOptions = {}) {
    this.wire = faulty(this.pair.far, plan, { clock: this.clock, ...options });
    this.ended = this.#receive().catch(() => {}); // the client hangs up
  }

  /** Says something with a fault. */
  say(text: string, kind?: FaultKind): Promise<void> {
    if (kind !== undefined) this.wire.faults.next(kind);
    return this.wire.write(encode(text));
  }

  /** All that came, as one text. */
  get text(): string {
    return this.came.map(({ text }) => text).join("");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.wire[Symbol.asyncDispose]();
    await this.pair[Symbol.asyncDispose]();
    await this.ended;
  }

  async #receive(): Promise<void> {
    for (;;) {
      const chunk = await this.pair.near.read();
      if (chunk.kind === "eof") return;
      this.came.push({ atMs: this.clock.nowMs(), text: decode(chunk.bytes) });
    }
  }
}

Deno.test("faulty() without a plan lets everything through, both ways, unchanged", async () => {
  await using bench = new Bench();
  await bench.say("one\n");
  await bench.say("two\n");
  await bench.pair.near.write(encode("ask"));
  assertEquals(await bench.wire.read(), { kind: "bytes", bytes: encode("ask") });
  await bench.pair.near.closeWrite();
  assertEquals(await bench.wire.read(), { kind: "eof" });
  await nextTurn();
  assertEquals(bench.text, "one\ntwo\n");
  const { replies, ...rest } = bench.wire.faults.stats();
  assertEquals([replies, Object.values(rest).reduce((sum, count) => sum + count)], [2, 0]);
});

for (
  const [kind, came] of [
    ["silent", "before\nafter\n"],
    ["duplicated", "before\nfault\nfault\nafter\n"],
    ["stuck", "before\nbefore\nafter\n"],
    ["misaddressed", "before\nFAULT\nafter\n"],
    ["echo", "before\nask?\nfault\nafter\n"],
  ] as const
) {
  Deno.test(`faulty() with "${kind}" changes one reply, and no other`, async () => {
    const asAnother = (bytes: Uint8Array) => encode(decode(bytes).toUpperCase());
    await using bench = new Bench({}, { asAnother });
    await bench.say("before\n");
    await bench.pair.near.write(encode("ask?\n"));
    await bench.wire.read();
    await bench.say("fault\n", kind);
    await bench.say("after\n");
    await nextTurn();
    assertEquals(bench.text, came);
    assertEquals(bench.wire.faults.stats()[kind], 1);
  });
}

Deno.test('faulty() with "late" sends a reply so much later, and what follows after it', async () => {
  await using bench = new Bench({ late: { ms: 70 } });
  const saying = bench.say("one\n", "late").then(() => bench.say("two\n"));
  await bench.clock.advance(1_000);
  await saying;
  assertEquals(bench.came, [{ atMs: 70, text: "one\n" }, { atMs: 70, text: "two\n" }]);
});

Deno.test('faulty() with "split" sends a reply in pieces, so much apart', async () => {
  await using bench = new Bench({ split: { ms: 5 } });
  const saying = bench.say("0123456789\n", "split");
  await bench.clock.advance(1_000);
  await saying;
  assertEquals(bench.text, "0123456789\n");
  assert(bench.came.length >= 2 && bench.came.length <= 4);
  assertEquals(bench.came.map(({ atMs }) => atMs), bench.came.map((_, at) => 5 * at));
});

Deno.test('faulty() with "glued" sends a reply in one piece with the next one', async () => {
  await using bench = new Bench();
  await bench.say("one\n", "glued");
  await bench.say("two\n", "glued");
  await nextTurn();
  assertEquals(bench.came, []);
  await bench.say("three\n");
  await nextTurn();
  assertEquals(bench.came, [{ atMs: 0, text: "one\ntwo\nthree\n" }]);
});

Deno.test("faulty() damages a reply as its fault says, and never its last byte", async () => {
  const reply = "+1.23456789E+00\n";
  for (let seed = 1; seed <= 200; seed++) {
    const damaged = async (kind: FaultKind): Promise<string> => {
      await using bench = new Bench({}, { random: seededRandom(seed) });
      await bench.say(reply, kind);
      await nextTurn();
      return bench.text;
    };
    const truncated = await damaged("truncated");
    assert(truncated.length > 0 && truncated.length < reply.length && reply.startsWith(truncated));
    const dropped = await damaged("dropped");
    assert(dropped.length === reply.length - 1 && dropped.endsWith("\n"));
    const garbled = await damaged("garbled");
    const changed = [...garbled].filter((letter, at) => letter !== reply[at]);
    assertEquals([changed.length, garbled.length, garbled.at(-1)], [1, reply.length, "\n"]);
    assert(changed[0]!.charCodeAt(0) > 0x7f);
  }
});

Deno.test('faulty() with "endless" sends digits until the client hangs up, and nobody is starved', async () => {
  const bench = new Bench();
  const saying = assertRejects(() => bench.say("x\n", "endless"), ReadoutError, "closed");
  await bench.clock.advance(50);
  assert(bench.text.length > 100_000 && /^7+$/.test(bench.text));
  await bench.pair.near[Symbol.asyncDispose]();
  await bench.clock.advance(50);
  assertEquals((await saying).code, "link.closed");
  await bench[Symbol.asyncDispose]();
});

Deno.test('faulty() with "huge" sends a block that claims far more than it has', async () => {
  await using bench = new Bench();
  await bench.say("x\n", "huge");
  await nextTurn();
  assertEquals([bench.text.slice(0, 11), bench.text.length], ["#9999999999", 1_011]);
});

Deno.test('faulty() with "reset" sends a part and closes; with "away" it closes and says for how long', async () => {
  for (const kind of ["reset", "away"] as const) {
    let awayMs = 0;
    await using bench = new Bench({ away: { ms: 700 } }, { goAway: (ms) => awayMs = ms });
    await bench.say("reply\n", kind);
    await bench.ended;
    assert("reply\n".startsWith(bench.text) && bench.text.length < 6);
    assertEquals([bench.text === "", awayMs], kind === "away" ? [true, 700] : [false, 0]);
    const error = await assertRejects(() => bench.say("more\n"), ReadoutError);
    assertEquals(error.code, "link.closed");
  }
});

Deno.test("faulty() that is closed while it waits ends the wait, and leaves no timer", async () => {
  const bench = new Bench({ late: { ms: 1e6 } });
  const saying = assertRejects(() => bench.say("x\n", "late"), ReadoutError);
  await nextTurn();
  await bench[Symbol.asyncDispose]();
  assertEquals((await saying).code, "link.closed");
  assertEquals(bench.clock.pendingTimers, 0);
});

Deno.test("faulty() says that it cannot misaddress replies that name nobody", async () => {
  await using bench = new Bench();
  await assertRejects(() => bench.say("x\n", "misaddressed"), TypeError, "asAnother");
});

Deno.test("Faults happen as often as their rates say, one a reply, and the same for the same seed", () => {
  const plan: FaultPlan = { late: { rate: 0.05 }, garbled: { rate: 0.2 }, slow: { rate: 0.5 } };
  const drawn = (seed: number) => {
    const faults = new Faults(plan, seededRandom(seed));
    const replies = Array.from({ length: 20_000 }, () => faults.ofReply());
    const connections = Array.from({ length: 20_000 }, () => faults.ofConnection());
    return { replies, connections, stats: faults.stats() };
  };
  const { replies, connections, stats } = drawn(5);
  assertEquals([stats.replies, stats.connections], [20_000, 20_000]);
  for (
    const [count, rate] of [[stats.late, 0.05], [stats.garbled, 0.2], [stats.slow, 0.5]] as const
  ) {
    assert(Math.abs(count / 20_000 - rate) < 0.01, `${count}, not ${rate}`);
  }
  assertEquals(replies.filter((it) => it === "late").length, stats.late);
  assert(!connections.some((it) => it !== undefined && it !== "slow"));
  assertEquals(drawn(5), { replies, connections, stats });
  assert(drawn(6).replies.join() !== replies.join());
});

Deno.test("Faults that are asked for come next, in order, replies' and connections' apart", () => {
  const faults = new Faults();
  for (const kind of ["late", "slow", "echo", "late"] as const) faults.next(kind);
  assertEquals(faults.ofConnection(), "slow");
  assertEquals([1, 2, 3, 4].map(() => faults.ofReply()), ["late", "echo", "late", undefined]);
  faults.set({ silent: { rate: 1 } });
  assertEquals([faults.ofReply(), faults.ofConnection()], ["silent", undefined]);
  assertEquals(faults.stats().late, 2);
});

for (
  const [plan, error, what] of [
    [{ lat: { rate: 1 } }, TypeError, '"lat"'],
    [{ late: { rate: 1.1 } }, RangeError, "from 0 to 1, got 1.1"],
    [{ late: { rate: NaN } }, RangeError, "got NaN"],
    [{ late: { ms: -1 } }, RangeError, "ms should be"],
    [{ echo: { ms: 5 } }, TypeError, "takes no time"],
    [{ late: { rate: 0.7 }, echo: { rate: 0.7 } }, RangeError, "140.0 % of the replies"],
  ] as const
) {
  Deno.test(`Faults refuse the plan ${JSON.stringify(plan)}`, () => {
    assertThrows(() => new Faults(plan as FaultPlan), error, what);
  });
}

Deno.test("Faults of connections and of replies may each be certain", () => {
  assertEquals(new Faults({ late: { rate: 1 }, slow: { rate: 1 } }).ofReply(), "late");
  assertEquals(FAULT_NAMES.length, new Set(FAULT_NAMES).size);
});
