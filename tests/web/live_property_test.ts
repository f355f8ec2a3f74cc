import { assert, assertEquals } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";
import { EventClient } from "./event_client.ts";
import { LiveFixture } from "./live_fixture.ts";

// 256 control characters travel as 1.5 kB: three such batches fill a client's queue.
const HEAVY = "\x01".repeat(256);

type Step =
  | { readonly do: "push"; readonly count: number; readonly heavy: boolean }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "take" | "cancel" | "abort" | "connect"; readonly client: number };

const client = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("push" as const),
      count: fc.integer({ min: 1, max: 150 }),
      heavy: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      ms: fc.constantFrom(0, 50, 100, 1_000, 9_000),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("take", "take", "cancel", "abort", "connect", "connect"),
      client,
    }),
  },
);

/** A viewer that comes and goes, and accounts for every reading since it first came. */
class Visitor {
  readonly #fixture: LiveFixture;
  #client: EventClient | undefined;
  #left = new AbortController();
  #lastId = "";
  #nextSeq = 0;
  #seen = { readings: 0, events: 0 };

  constructor(fixture: LiveFixture) {
    this.#fixture = fixture;
  }

  connect(): void {
    if (this.#client !== undefined) return;
    if (this.#lastId === "") this.#nextSeq = this.#fixture.pushed;
    this.#left = new AbortController();
    const query = this.#lastId === "" ? "" : `?after=${this.#lastId}`;
    const asked = { signal: this.#left.signal };
    this.#client = new EventClient(this.#fixture.ask(`/live/stream${query}`, asked));
    this.#seen = { readings: 0, events: 0 };
  }

  async step(what: Exclude<Step["do"], "push" | "wait">): Promise<void> {
    if (what === "connect") return this.connect();
    if (what === "take") await this.#client?.take();
    if (what === "cancel") await this.#client?.cancel();
    if (what === "abort") this.#left.abort();
    // What has been received by now counts; one that never got an id begins anew.
    this.#account();
    if (what === "cancel" || what === "abort" || this.#client?.ended) this.#client = undefined;
  }

  async finish(): Promise<void> {
    this.connect();
    while (this.#nextSeq < this.#fixture.pushed) {
      await this.#fixture.clock.advance(100);
      await this.step("take");
      this.connect();
    }
    assertEquals(this.#nextSeq, this.#fixture.pushed);
    await this.step("cancel");
  }

  #account(): void {
    const events = this.#client?.events.slice(this.#seen.events) ?? [];
    for (const { name, id, data } of events) {
      if (name === "gap") {
        const { dropped } = JSON.parse(data);
        assert(dropped > 0, "a gap of nothing");
        this.#nextSeq += dropped;
      } else {
        for (const [, seq] of JSON.parse(data)) assertEquals(seq, this.#nextSeq++);
      }
      assertEquals(id, `run.${this.#nextSeq}`);
    }
    this.#seen.events += events.length;
    if (this.#client?.lastId) this.#lastId = this.#client.lastId;
  }
}

for (
  const { title, options } of [
    { title: "", options: {} },
    { title: " with a ring of 100", options: { capacity: 100 } },
    { title: " with a ring of 5 s", options: { keepMs: 5_000 } },
  ]
) {
  Deno.test(`Whatever viewers do, each gets every reading once or in a gap${title}`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        using fixture = new LiveFixture(options);
        const visitors = [0, 1, 2].map(() => new Visitor(fixture));
        for (const step of steps) {
          if (step.do === "push") fixture.push(step.count, step.heavy ? HEAVY : undefined);
          else if (step.do === "wait") await fixture.clock.advance(step.ms);
          else await visitors[step.client]!.step(step.do);
          assert(fixture.live.stats().queuedBytes <= 3 * 256 * 1024);
        }
        for (const visitor of visitors) await visitor.finish();
        await fixture.clock.advance(0);
        assertEquals([fixture.live.stats().viewers, fixture.clock.pendingTimers], [0, 0]);
      }),
      { numRuns: 150 },
    );
  });
}
