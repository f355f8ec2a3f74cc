import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Random } from "../../contract/random.ts";
import type { Chunk, Transport } from "../../contract/transport.ts";
import { delay } from "../../base/delay.ts";
import { linkClosed } from "../../transport/link_closed.ts";
import { dropped, endlessPart, garbled, hugeBlock, joined, split, truncated } from "./damage.ts";
import type { ReplyFaultKind } from "./fault_kind.ts";
import type { FaultPlan } from "./fault_plan.ts";
import { Faults } from "./faults.ts";

/** How often `endless` sends more, in ms: faster than any line. */
const BABBLE_MS = 10;
/** What `echo` sends back at the most. */
const HEARD_BYTES = 65_536;

/** How {@linkcode faulty} goes about it. */
export interface FaultyOptions {
  /** Where chance comes from, if a plan is given. Default: seeded with 1. */
  readonly random?: Random | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
  /** Makes a reply one of another device, for `misaddressed`: a simulated device's own. */
  readonly asAnother?: ((reply: Uint8Array) => Uint8Array) | undefined;
  /** Takes no connection for `ms`, for `away`. Default: it closes this one, and no more. */
  readonly goAway?: ((ms: number) => void) | undefined;
}

/** A device's end of a wire on which things go wrong. */
export interface FaultyTransport extends Transport {
  /** What goes wrong: change it, ask for one, count. */
  readonly faults: Faults;
}

/**
 * Lets things go wrong on the device's side of a wire: each write is a reply, and has one fault at
 * most. Faults of connections are for who takes connections: `serveTcp()` and `serveLoopback()`.
 *
 * @param transport The device's end of the wire. It is closed with the result.
 * @param faults Which faults and how often; or what decides it, to share it.
 * @param options Chance, time, and what the faults of some protocols need.
 * @throws {TypeError | RangeError} If the plan is none.
 *
 * @example The second reply does not come
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { loopback } from "@readout/readout/simulator";
 *
 * await using cable = loopback();
 * const wire = faulty(cable.far, {});
 * const send = (text: string) => wire.write(new TextEncoder().encode(text));
 * await send("1\n");
 * wire.faults.next("silent");
 * await send("2\n");
 * await send("3\n");
 * for (const expected of ["1\n", "3\n"]) {
 *   const chunk = await cable.near.read();
 *   strictEqual(chunk.kind === "bytes" && new TextDecoder().decode(chunk.bytes), expected);
 * }
 * ```
 */
export function faulty(
  transport: Transport,
  faults: FaultPlan | Faults,
  options: FaultyOptions = {},
): FaultyTransport {
  const decider = faults instanceof Faults ? faults : new Faults(faults, options.random);
  return new FaultyWire(transport, decider, options);
}

class FaultyWire implements FaultyTransport {
  readonly label: string;
  readonly faults: Faults;
  readonly #wire: Transport;
  readonly #options: FaultyOptions;
  readonly #closed = new AbortController();
  /** What the client sent since the last reply. */
  #heard: Uint8Array = new Uint8Array();
  /** The last reply, as it was meant. */
  #last: Uint8Array | undefined;
  /** What waits for the next reply, to be glued to it. */
  #held: Uint8Array = new Uint8Array();

  constructor(wire: Transport, faults: Faults, options: FaultyOptions) {
    this.label = wire.label;
    this.faults = faults;
    this.#wire = wire;
    this.#options = options;
  }

  async read(options?: AbortOptions): Promise<Chunk> {
    const chunk = await this.#wire.read(options);
    if (chunk.kind === "bytes") {
      this.#heard = joined(this.#heard, chunk.bytes).subarray(-HEARD_BYTES);
    }
    return chunk;
  }

  async write(reply: Uint8Array, options: AbortOptions = {}): Promise<void> {
    const before = this.#last ?? reply;
    const heard = this.#heard;
    const whole = joined(this.#held, reply);
    this.#last = reply;
    this.#heard = this.#held = new Uint8Array();
    const kind = this.faults.ofReply();
    switch (kind) {
      case undefined:
        return await this.#wire.write(whole, options);
      case "glued":
        this.#held = whole;
        return;
      case "stuck":
        return await this.#wire.write(before, options);
      case "echo":
        return await this.#wire.write(joined(heard, whole), options);
      default:
        return await this.#spoil(kind, whole, options);
    }
  }

  async closeWrite(): Promise<void> {
    await this.#wire.closeWrite();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort(linkClosed(this.label, "write to"));
    await this.#wire[Symbol.asyncDispose]();
  }

  /** Does to a reply what needs nothing but the reply. */
  async #spoil(kind: Spoiling, reply: Uint8Array, { signal }: AbortOptions): Promise<void> {
    const { faults } = this;
    const either = signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
    const send = (bytes: Uint8Array): Promise<void> => this.#wire.write(bytes, { signal: either });
    const pause = (ms: number): Promise<void> => {
      return delay(ms, { clock: this.#options.clock, signal: either });
    };
    switch (kind) {
      case "silent":
        return;
      case "late":
        await pause(faults.ms("late"));
        return await send(reply);
      case "split":
        for (const [at, part] of split(reply, faults.random).entries()) {
          if (at > 0) await pause(faults.ms("split"));
          await send(part);
        }
        return;
      case "truncated":
        return await send(truncated(reply, faults.random));
      case "garbled":
        return await send(garbled(reply, faults.random));
      case "dropped":
        return await send(dropped(reply, faults.random));
      case "duplicated":
        return await send(joined(reply, reply));
      case "misaddressed":
        return await send(this.#asAnother(reply));
      case "huge":
        return await send(hugeBlock());
      case "endless":
        for (;;) { // until the client hangs up
          await send(endlessPart());
          await pause(BABBLE_MS); // time passes, where it is not real, and others run
        }
      case "reset":
        await send(truncated(reply, faults.random));
        return await this[Symbol.asyncDispose]();
      case "away":
        this.#options.goAway?.(faults.ms("away"));
        return await this[Symbol.asyncDispose]();
    }
  }

  #asAnother(reply: Uint8Array): Uint8Array {
    const { asAnother } = this.#options;
    if (asAnother !== undefined) return asAnother(reply);
    throw new TypeError(
      `Cannot misaddress a reply on ${this.label}: replies here do not say whose they are; ` +
        `plan another fault, or give asAnother`,
    );
  }
}

type Spoiling = Exclude<ReplyFaultKind, "glued" | "stuck" | "echo">;
