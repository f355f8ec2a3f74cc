import type { Channel, ReadCall, Reader, ReadOptions } from "../../contract/channel.ts";
import type { Fault } from "../../contract/fault.ts";
import type { HostChannel } from "./host_channel.ts";
import type { Way } from "./way.ts";
import { channel } from "../../channel/channel.ts";
import { closedFault, type HostCore } from "./host_core.ts";
import { isReadoutError, ReadoutError, toFault } from "../../base/readout_error.ts";
import { missingFlags } from "./permission_need.ts";
import { printable } from "../../base/printable.ts";
import { SensorFault } from "./sensor_fault.ts";

/** What a sensor is called and which ways lead to it. */
export interface SensorPlan<T> {
  /** The channel's name. */
  readonly name: string;
  /** The unit of the values. */
  readonly unit: string;
  /** The ways on this system, best first; at least one. */
  readonly ways: readonly [Way<T>, ...Way<T>[]];
}

/** A channel that takes the best way that Deno's permissions allow. */
export class HostSensor<T extends NonNullable<unknown>> implements HostChannel<T> {
  readonly name: string;
  readonly unit: string;
  readonly #ways: SensorPlan<T>["ways"];
  readonly #core: HostCore;
  readonly #ownsCore: boolean;
  readonly #channel: Channel<T>;
  #reader: Reader<T> | undefined;
  #closed = false;

  /** Makes the channel; `ownsCore` says that disposing it closes the files too. */
  constructor(plan: SensorPlan<T>, core: HostCore, ownsCore: boolean) {
    this.name = plan.name;
    this.unit = plan.unit;
    this.#ways = plan.ways;
    this.#core = core;
    this.#ownsCore = ownsCore;
    this.#channel = channel(plan.name, plan.unit, this.#read, { clock: core.clock });
  }

  get via(): string {
    return this.#choose().way.via;
  }

  whyUnavailable(): Fault | undefined {
    try {
      this.#checkOpen();
      this.#allowedWay().check?.();
      return undefined;
    } catch (error) {
      return toFault(this.#explain(error));
    }
  }

  read(options?: ReadOptions): ReturnType<Channel<T>["read"]> {
    return this.#channel.read(options);
  }

  tryRead(options?: ReadOptions): ReturnType<Channel<T>["tryRead"]> {
    return this.#channel.tryRead(options);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    if (this.#ownsCore) this.#core[Symbol.dispose]();
  }

  readonly #read = (call: ReadCall): T | Promise<T> => {
    try {
      this.#checkOpen();
      const result = (this.#reader ??= this.#allowedWay().read)(call);
      return isPromiseLike(result) ? this.#settle(result) : result;
    } catch (error) {
      throw this.#explain(error);
    }
  };

  async #settle(result: PromiseLike<T>): Promise<T> {
    try {
      return await result;
    } catch (error) {
      throw this.#explain(error);
    }
  }

  #checkOpen(): void {
    if (this.#closed) throw closedFault();
    this.#core.checkOpen();
  }

  /** The first way that is allowed; else the last one, which needs the least. */
  #choose(): { readonly way: Way<T>; readonly missing: readonly string[] } {
    let way: Way<T> = this.#ways[0];
    let missing: readonly string[] = [];
    for (way of this.#ways) {
      missing = missingFlags(this.#core.system, way.needs);
      if (missing.length === 0) break;
    }
    return { way, missing };
  }

  #allowedWay(): Way<T> {
    const { way, missing } = this.#choose();
    if (missing.length === 0) return way;
    throw new SensorFault(
      "permission.missing",
      `${way.via} needs a permission; run Deno with ${missing.join(" ")}`,
    );
  }

  /** What was thrown, as the error that this channel's read ends with; a bug stays what it is. */
  #explain(error: unknown): unknown {
    if (isReadoutError(error) || error instanceof TypeError || error instanceof RangeError) {
      return error;
    }
    const fault = error instanceof SensorFault ? error : asSensorFault(error);
    return new ReadoutError(fault.code, `Cannot read ${printable(this.name)}: ${fault.message}`, {
      channel: this.name,
      ...(fault.cause === undefined ? {} : { cause: fault.cause }),
    });
  }
}

/** What the system threw: it was asked, and failed to answer. */
function asSensorFault(error: unknown): SensorFault {
  const text = printable(error instanceof Error ? error.message : String(error), 256);
  if (error instanceof Deno.errors.NotCapable) {
    return new SensorFault("permission.missing", `Deno refused: ${text}`, error);
  }
  const isGone = error instanceof Deno.errors.NotFound ||
    (error as { code?: unknown } | null | undefined)?.code === "ENOENT";
  return new SensorFault(
    isGone ? "source.absent" : "source.failed",
    `the system answered "${text}"`,
    error,
  );
}

function isPromiseLike<T>(result: T | PromiseLike<T>): result is PromiseLike<T> {
  return typeof (result as { then?: unknown } | null | undefined)?.then === "function";
}
