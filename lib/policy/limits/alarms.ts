import type { Channel } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { systemClock } from "../../base/system_clock.ts";
import { printable } from "../../base/printable.ts";
import { tell } from "../tell.ts";
import type { Alarm } from "./alarm.ts";
import type { AlarmLimits, AlarmName } from "./alarm_limits.ts";
import { ChannelAlarms } from "./channel_alarms.ts";
import { judged } from "./judged.ts";

/** How alarms are kept. */
export interface AlarmsOptions {
  /** Told of every alarm that is raised, returns, or is acknowledged. */
  readonly onChange?: ((alarms: readonly Alarm[]) => void) | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Watches channels and keeps a list of what is, or was, wrong. An alarm is latched: it stays in the
 * list until it has been acknowledged and all is well again.
 *
 * - Good readings raise alarms and let them return. An uncertain one raises, but lets none return;
 *   a held one, which is no measurement, does neither. A bad one raises `no-value`.
 * - NaN passes no limit.
 * - Nothing here waits: a delay has passed when a reading comes after it, and what is or was stale is
 *   found when the list is asked for, or by the next reading.
 *
 * @example A temperature that was too high
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { channel } from "@readout/readout";
 *
 * const celsius = [20, 91, 20];
 * const alarms = new Alarms();
 * const oven = alarms.watch(channel("oven", "\u00b0C", () => celsius.shift()!), { highAlarm: 90 });
 * for (let i = 0; i < 3; i++) await oven.read();
 * deepStrictEqual(alarms.list().map(({ name, phase }) => [name, phase]), [["high-alarm", "returned"]]);
 * alarms.acknowledge("oven");
 * deepStrictEqual(alarms.list(), []);
 * ```
 */
export class Alarms {
  readonly #clock: Clock;
  readonly #onChange: AlarmsOptions["onChange"];
  readonly #channels = new Map<string, ChannelAlarms>();

  /** Makes a list without alarms. */
  constructor(options: AlarmsOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#onChange = options.onChange;
  }

  /**
   * Makes a channel that passes its readings on unchanged, and is watched from now on.
   *
   * @throws {RangeError} If the limits cannot be.
   * @throws {TypeError} If a channel of that name is watched already.
   */
  watch(channel: Channel<number>, limits: AlarmLimits): Channel<number> {
    const { name, unit } = channel;
    if (this.#channels.has(name)) {
      throw new TypeError(
        `Cannot watch ${printable(name)}: a channel of that name is watched already`,
      );
    }
    const alarms = new ChannelAlarms(name, unit, limits, this.#clock);
    this.#channels.set(name, alarms);
    return judged(channel, {
      reading: (reading) => {
        this.see(reading);
        return reading;
      },
      failed: () => {
        if (alarms.see(undefined)) this.#changed();
      },
    });
  }

  /** Sees a reading of a channel that is watched; others are not looked at. */
  see(reading: Reading<number>): void {
    if (this.#channels.get(reading.channel)?.see(reading)) this.#changed();
  }

  /**
   * What is, or was, wrong: alarms before warnings, the oldest first. If something is found stale by
   * that, `onChange` is told, too.
   */
  list(): readonly Alarm[] {
    let isChanged = false;
    const alarms = [...this.#channels.values()].flatMap((channel) => {
      if (channel.look()) isChanged = true;
      return channel.list();
    });
    const rank = ({ severity }: Alarm): number => severity === "alarm" ? 0 : 1;
    alarms.sort((a, b) => rank(a) - rank(b) || a.raisedWallMs - b.raisedWallMs);
    if (isChanged && this.#onChange) tell(this.#onChange, alarms);
    return alarms;
  }

  /**
   * Somebody has seen the alarms of a channel, or one of them.
   *
   * @returns How many there were to acknowledge.
   */
  acknowledge(channel: string, name?: AlarmName): number {
    const count = this.#channels.get(channel)?.acknowledge(name) ?? 0;
    if (count > 0) this.#changed();
    return count;
  }

  #changed(): void {
    if (this.#onChange) tell(this.#onChange, this.list());
  }
}
