import type { Channel, ReadOptions } from "../contract/channel.ts";
import type { UncertainReason } from "../contract/quality.ts";
import type { GoodReading, Reading, UncertainReading } from "../contract/reading.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { channel } from "../channel/channel.ts";
import type { Listener } from "../link/listener.ts";
import { type Find, Mailbox } from "./heard_mailbox.ts";

/** A channel of what a device says unasked. */
export interface HeardChannelOptions {
  /** Its name. */
  readonly name: string;
  /** The unit of its values. Default: `""`. */
  readonly unit?: string | undefined;
  /** The budget of a read that names none, in ms. Default: 10000, more than a silence may last. */
  readonly timeoutMs?: number | undefined;
  /**
   * A message that came before the read will do if it is not older than this, in ms, and no read of
   * this channel has given it yet. Such a channel hears as long as its device is open: make it once.
   * Default: 0, so that a read waits for the next message.
   */
  readonly maxAgeMs?: number | undefined;
}

type Worthy<T> = GoodReading<T> | UncertainReading<T>;

/** A value, when its message came, and why it must be used with care, if it must. */
interface Said<T> {
  readonly value: T;
  readonly reason: UncertainReason | undefined;
  readonly wallMs: number;
  readonly monoMs: number;
}

/**
 * A channel of what a device says unasked. Its readings have the time at which their message came,
 * and no message is given twice.
 *
 * @typeParam M A message.
 * @typeParam T The type of the values.
 */
export class HeardChannel<M, T extends NonNullable<unknown>> implements Channel<T> {
  readonly name: string;
  readonly unit: string;
  readonly #said: Channel<Said<T>>;

  /**
   * Makes a channel that lives as long as its listener.
   *
   * @throws {RangeError} If `maxAgeMs` is below 0.
   */
  constructor(listener: Listener<M>, find: Find<M, T>, options: HeardChannelOptions) {
    const { name, unit = "", timeoutMs = 10_000, maxAgeMs = 0 } = options;
    this.name = name;
    this.unit = unit;
    const mailbox = new Mailbox(listener, find, maxAgeMs);
    this.#said = channel(name, unit, async ({ signal }): Promise<Said<T>> => {
      const { found, wallMs, monoMs } = await mailbox.take(signal);
      if (found.kind === "bad") {
        const text = `Cannot read ${printable(name)}: ${found.why}`;
        throw new ReadoutError(found.code, text, { channel: name, address: listener.address });
      }
      const { value, reason } = found;
      if (typeof value === "number" && !Number.isFinite(value)) {
        const text = `Cannot read ${printable(name)}: the device says ${value}`;
        throw new ReadoutError("value.invalid", text, { channel: name, address: listener.address });
      }
      return { value, reason, wallMs, monoMs };
    }, { timeoutMs, clock: listener.clock });
  }

  async read(options?: ReadOptions): ReturnType<Channel<T>["read"]> {
    return asSaid(await this.#said.read(options));
  }

  async tryRead(options?: ReadOptions): Promise<Reading<T>> {
    const reading = await this.#said.tryRead(options);
    return reading.status === "bad" ? reading : asSaid(reading);
  }
}

function asSaid<T>(reading: Worthy<Said<T>>): Worthy<T> {
  const { value: said, ...rest } = reading;
  const { value, reason, wallMs, monoMs } = said;
  const times = { value, wallMs, monoMs, tookMs: 0 };
  return reason === undefined
    ? { ...rest, ...times } as GoodReading<T>
    : { ...rest, ...times, status: "uncertain", reason };
}
