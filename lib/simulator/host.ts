import type { Random } from "../contract/random.ts";
import type { Transport } from "../contract/transport.ts";
import { delay } from "../base/delay.ts";
import { systemClock } from "../base/system_clock.ts";
import { checkPlanFor, type FaultPlan } from "./fault/fault_plan.ts";
import { Faults } from "./fault/faults.ts";
import { faulty } from "./fault/faulty.ts";
import { serve, type ServeOptions } from "./serve.ts";
import type { SimulatedDevice } from "./simulated_device.ts";

/** How a device is served to whoever connects. */
export interface HostOptions extends ServeOptions {
  /** Which faults happen and how often; or what decides it, to share it. Default: none. */
  readonly faults?: FaultPlan | Faults | undefined;
  /** Where chance comes from, if a plan is given. Default: seeded with 1. */
  readonly random?: Random | undefined;
}

/** A device that is served to whoever connects. Disposing it hangs up and ends it. */
export interface ServedDevice extends AsyncDisposable {
  /** Where it is, such as `tcp://127.0.0.1:5025`. */
  readonly address: string;
  /** What goes wrong: change it, ask for one, count. */
  readonly faults: Faults;
  /** How many clients are connected. */
  readonly clients: number;
  /** Closes every connection, and goes on taking new ones. */
  hangUp(): Promise<void>;
  /** Takes no new connection. */
  refuse(): void;
  /** Takes connections again. */
  admit(): void;
}

/** Where clients come in. */
export interface Entrance {
  /** Lets clients in; when it is open, it does nothing. */
  open(): void;
  /** Lets no more clients in. */
  close(): void;
}

/** Serves one device to many clients, and goes away and comes back as its faults want. */
export class Host<Q> implements AsyncDisposable {
  /** What goes wrong. */
  readonly faults: Faults;
  readonly #device: SimulatedDevice<Q>;
  readonly #options: HostOptions;
  readonly #entrance: Entrance;
  readonly #over = new AbortController();
  readonly #onAbort: () => void;
  readonly #wires = new Set<Transport>();
  readonly #serving = new Set<Promise<void>>();
  #cancelReturn: (() => void) | undefined;
  readonly #failures: unknown[] = [];

  /** Opens the entrance. */
  constructor(device: SimulatedDevice<Q>, options: HostOptions, entrance: Entrance) {
    const { faults = {}, random, signal } = options;
    this.#device = device;
    this.#options = options;
    this.#entrance = entrance;
    this.faults = faults instanceof Faults ? faults : new Faults(faults, random);
    checkPlanFor(device, this.faults.plan);
    this.#onAbort = () => {
      this[Symbol.asyncDispose]().catch((error) => this.#failures.push(error)); // for who disposes
    };
    signal?.throwIfAborted();
    entrance.open();
    signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** How many clients are connected. */
  get clients(): number {
    return this.#wires.size;
  }

  /** Serves a client that has come in. */
  welcome(transport: Transport): void {
    const { clock } = this.#options;
    const asAnother = this.#device.asAnother?.bind(this.#device);
    const goAway = (ms: number): void => this.#goAway(ms);
    const wire = faulty(transport, this.faults, { clock, asAnother, goAway });
    this.#wires.add(wire);
    const serving = this.#serve(wire).catch((error) => {
      if (error !== this.#over.signal.reason) this.#failures.push(error);
    }).finally(() => {
      this.#wires.delete(wire);
      this.#serving.delete(serving);
    });
    this.#serving.add(serving);
  }

  /** Closes every connection. */
  async hangUp(): Promise<void> {
    for (const wire of [...this.#wires]) await wire[Symbol.asyncDispose]();
  }

  /** Takes no new connection. */
  refuse(): void {
    this.#cancelReturn?.();
    this.#entrance.close();
  }

  /** Takes connections again. */
  admit(): void {
    this.#cancelReturn?.();
    if (!this.#over.signal.aborted) this.#entrance.open();
  }

  /** Ends it. Rejects with what the device's own code threw, if it did. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    this.#options.signal?.removeEventListener("abort", this.#onAbort);
    this.refuse();
    await this.hangUp();
    await Promise.all(this.#serving);
    const [failure] = this.#failures.splice(0);
    if (failure !== undefined) throw failure;
  }

  async #serve(wire: Transport): Promise<void> {
    const { clock = systemClock } = this.#options;
    const { signal } = this.#over;
    const fault = this.faults.ofConnection();
    if (fault === "refused") return await wire[Symbol.asyncDispose]();
    if (fault === "slow") await delay(this.faults.ms("slow"), { clock, signal });
    await serve(this.#device, wire, { clock, signal });
  }

  #goAway(ms: number): void {
    const { clock = systemClock } = this.#options;
    this.refuse();
    this.hangUp().catch((error) => this.#failures.push(error));
    this.#cancelReturn = clock.timer(ms, () => this.admit());
  }
}
