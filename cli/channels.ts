import type { Channel } from "../lib/contract/channel.ts";
import type { Fault } from "../lib/contract/fault.ts";
import type { Clock } from "../lib/contract/clock.ts";
import { printable } from "../lib/base/printable.ts";
import { openHost } from "../lib/source/host/open_host.ts";
import { signal } from "../lib/source/signal/signal.ts";
import type { CommandName } from "./command_name.ts";
import { LaterMeter } from "./later_meter.ts";
import { didYouMean } from "./suggest.ts";
import { UsageError } from "./usage_error.ts";

/** A channel that the command line offers. */
export interface Offer {
  /** The channel. */
  readonly channel: Channel<unknown>;
  /** Which way its values come, such as `/proc/stat`. */
  readonly via: string;
  /** Why it cannot be read here and now; `undefined` if nothing stands in the way. */
  readonly missing: Fault | undefined;
  /** Whether `serve` shows it if no name is given. */
  readonly byDefault: boolean;
}

/** The channels that the command line offers, open until disposed. */
export interface Offers extends AsyncDisposable {
  /** In the order in which people see them. */
  readonly all: readonly Offer[];
}

/** What `serve` shows even if it is not there: a missing battery is worth knowing. */
const ALWAYS_SHOWN: readonly string[] = ["cpu", "memory", "battery"];

/** Opens a simulated meter, what this computer has, and the signal generators. */
export function openOffers(clock: Clock): Offers {
  const host = openHost({ clock });
  const meter = new LaterMeter(clock);
  const sensors = host.channels().map((channel) => {
    const missing = channel.whyUnavailable();
    const byDefault = missing === undefined || ALWAYS_SHOWN.includes(channel.name);
    return { channel, via: channel.via, missing, byDefault };
  });
  const signals = [
    signal.sine({ clock }),
    signal.square({ clock }),
    signal.sawtooth({ clock }),
    signal.ramp({ clock }),
    signal.noise({ clock }),
    signal.randomWalk({ clock }),
    signal.counter({ clock }),
  ].map((channel) => {
    return { channel, via: "signal generator", missing: undefined, byDefault: false };
  });
  const simulated = [
    { channel: meter.safe, via: "simulated meter, faults survived" },
    { channel: meter.raw, via: "simulated meter, faults and all" },
  ].map((offer) => ({ ...offer, missing: undefined, byDefault: true }));
  return {
    all: [...simulated, ...sensors, ...signals],
    async [Symbol.asyncDispose](): Promise<void> {
      await meter[Symbol.asyncDispose]();
      host[Symbol.dispose]();
    },
  };
}

/**
 * The offers with these names, in their order.
 *
 * @throws {UsageError} If a name is unknown, with the one that was probably meant.
 */
export function pick(offers: Offers, names: readonly string[], command: CommandName): Offer[] {
  const known = offers.all.map((offer) => offer.channel.name);
  const problems: string[] = [];
  const picked = [...new Set(names)].flatMap((name) => {
    const offer = offers.all.find((offer) => offer.channel.name === name);
    if (offer !== undefined) return [offer];
    const meant = didYouMean(name, known);
    problems.push(
      `there is no channel "${printable(name)}"${meant}; "readout list" shows them all`,
    );
    return [];
  });
  if (problems.length > 0) throw new UsageError(command, problems);
  return picked;
}

/** The same, but at least one must be named. */
export function pickSome(offers: Offers, names: readonly string[], command: CommandName): Offer[] {
  if (names.length > 0) return pick(offers, names, command);
  throw new UsageError(command, ['no channel is named; "readout list" shows them all']);
}
