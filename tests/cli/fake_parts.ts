import type { Offer } from "../../cli/channels.ts";
import type { Io } from "../../cli/io.ts";
import type { Parts } from "../../cli/command.ts";
import { ReadoutError } from "../../lib/base/readout_error.ts";
import { channel } from "../../lib/channel/channel.ts";
import type { Reader } from "../../lib/contract/channel.ts";
import type { Fault } from "../../lib/contract/fault.ts";

/** A channel for a test. */
export interface FakeChannel {
  readonly name: string;
  readonly unit?: string;
  readonly via?: string;
  readonly missing?: Fault;
  readonly byDefault?: boolean;
  readonly read?: Reader<number | string | boolean>;
}

/** Parts that offer these channels; counts how often they are closed. */
export class FakeParts implements Parts {
  readonly #channels: readonly FakeChannel[];
  /** How many have been opened and not closed. */
  opened = 0;

  constructor(...channels: readonly FakeChannel[]) {
    this.#channels = channels;
  }

  openOffers({ clock }: Io): ReturnType<Parts["openOffers"]> {
    this.opened++;
    const all = this.#channels.map((fake): Offer => ({
      channel: channel(fake.name, fake.unit ?? "", fake.read ?? (() => 1), { clock }),
      via: fake.via ?? "a test",
      missing: fake.missing,
      byDefault: fake.byDefault ?? true,
    }));
    const close = (): Promise<void> => Promise.resolve(void this.opened--);
    return Promise.resolve({ all, [Symbol.asyncDispose]: close });
  }
}

/** A channel that counts its reads from 1. */
export function counting(name: string, unit = ""): FakeChannel {
  let reads = 0;
  return { name, unit, read: () => ++reads };
}

/** A channel whose sensor is not there. */
export function absent(name: string, what: string): FakeChannel {
  const message = `Cannot read ${name}: ${what}`;
  return {
    name,
    missing: { code: "source.absent", name: "ReadoutError", message },
    read(): number {
      throw new ReadoutError("source.absent", message, { channel: name });
    },
  };
}

/** A channel that never answers. */
export function silent(name: string): FakeChannel {
  return {
    name,
    read: ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", reject)),
  };
}
