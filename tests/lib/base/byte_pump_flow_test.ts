import type { ByteSink } from "../../../lib/contract/transport.ts";
import { assert, assertEquals } from "../../deps/assert.ts";
import { BytePump } from "../../../lib/base/byte_pump.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";

/** A system resource whose reads a test completes by hand. */
class Resource {
  readonly asked: Uint8Array[] = [];
  #settle!: PromiseWithResolvers<number | null>;

  readonly readInto = (buffer: Uint8Array): Promise<number | null> => {
    this.asked.push(buffer);
    this.#settle = Promise.withResolvers();
    return this.#settle.promise;
  };

  /** Completes the read that is under way. */
  async bring(text: string): Promise<void> {
    this.#settle.resolve(new TextEncoder().encodeInto(text, this.asked.at(-1)!).written);
    await nextTurn();
  }

  async end(): Promise<void> {
    this.#settle.resolve(null);
    await nextTurn();
  }

  async fail(error: Error): Promise<void> {
    this.#settle.reject(error);
    await nextTurn();
  }
}

class Sink implements ByteSink {
  text = "";
  readonly ends: unknown[] = [];
  readonly memory = new Uint8Array(8);
  holding: Promise<void> | undefined;

  room(): Uint8Array {
    return this.memory;
  }

  came(count: number): Promise<void> | undefined {
    this.text += new TextDecoder().decode(this.memory.subarray(0, count));
    return this.holding;
  }

  ended(failure?: { readonly reason: unknown }): void {
    this.ends.push(failure?.reason);
  }
}

function pumpOf(resource: Resource): BytePump {
  return new BytePump(resource.readInto, (error) => error);
}

Deno.test("BytePump gives a sink what came before, what is being read, and then reads into its memory", async () => {
  const resource = new Resource();
  const pump = pumpOf(resource);
  const sink = new Sink();
  await resource.bring("came before, ");
  pump.flowTo(sink);
  assertEquals(sink.text, "came before, "); // in parts, because its room is small
  await resource.bring("was under way, ");
  assert(resource.asked.at(-1) === sink.memory);
  await resource.bring("direct");
  assertEquals(sink.text, "came before, was under way, direct");
  await resource.end();
  assertEquals(sink.ends, [undefined]);
});

Deno.test("BytePump reads nothing more while its sink holds it back", async () => {
  const resource = new Resource();
  const pump = pumpOf(resource);
  const sink = new Sink();
  pump.flowTo(sink);
  await resource.bring("a");
  const { promise, resolve } = Promise.withResolvers<void>();
  sink.holding = promise;
  await resource.bring("b");
  const reads = resource.asked.length;
  await nextTurn();
  assertEquals([sink.text, resource.asked.length], ["ab", reads]);
  resolve();
  await nextTurn();
  assertEquals(resource.asked.length, reads + 1);
  pump.close(new Error("over"));
});

Deno.test("BytePump tells its sink once why nothing more comes: a failure, or that it was closed", async () => {
  for (const how of ["fail", "close"] as const) {
    const resource = new Resource();
    const pump = pumpOf(resource);
    const sink = new Sink();
    pump.flowTo(sink);
    const why = new Error(how);
    if (how === "close") pump.close(why);
    await resource.fail(why);
    pump.close(new Error("again"));
    assertEquals(sink.ends, [why]);
  }
});

Deno.test("BytePump tells a sink that comes after the end how it ended", async () => {
  const resource = new Resource();
  const pump = pumpOf(resource);
  await resource.bring("last");
  await resource.end();
  const sink = new Sink();
  pump.flowTo(sink);
  assertEquals([sink.text, sink.ends], ["last", [undefined]]);
});
