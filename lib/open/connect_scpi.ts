import type { Codec } from "../contract/codec.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { ScpiInstrument } from "../instrument/scpi.ts";
import { scpiProbe } from "../instrument/scpi_probe.ts";
import { ScpiSession } from "../instrument/scpi_session.ts";
import { Link } from "../link/link.ts";
import type { LinkTurn } from "../link/link_options.ts";
import type { Resync } from "../link/resync.ts";
import { line } from "../protocol/scpi/line.ts";
import type { LineOptions } from "../protocol/scpi/line_options.ts";
import { scpiCodec } from "../protocol/scpi/scpi_codec.ts";
import { text } from "../protocol/scpi/text.ts";
import { isSerialLine } from "./is_serial_line.ts";
import type { OpenScpiOptions } from "./open_scpi_options.ts";
import { transportOpener } from "./open_transport.ts";

/** What {@linkcode openScpi} does, loaded when it is first needed. */
export async function connectScpi(
  address: string,
  options: OpenScpiOptions,
): Promise<ScpiInstrument> {
  const instrument = scpiAt(address, options);
  try {
    await instrument.link.start("error", options);
  } catch (error) {
    await instrument[Symbol.asyncDispose]();
    throw error;
  }
  return instrument;
}

/** What {@linkcode scpiAt} is told besides. */
export interface ScpiAtOptions extends OpenScpiOptions {
  /** Whether the commands of `init` are sent when it connects now. Default: always. */
  readonly sendsInit?: (() => boolean) | undefined;
}

/** The instrument at an address; it is connected when it is first asked. */
export function scpiAt(address: string, options: ScpiAtOptions): ScpiInstrument {
  const { expectIdn, signal: _, init = [], sendsInit = () => true, resync, ...rest } = options;
  const idn = identityCodec(options);
  const way = resync ?? (isSerialLine(address) ? "probe" : "reopen");
  const link = new Link({
    ...rest,
    address,
    open: transportOpener(address, options),
    resync: resyncOf(way, options),
    init: async (turn) => {
      const identity = await turn.ask(idn, "*IDN?");
      if (way !== "probe") await checkInStep(turn, idn, address, identity);
      if (expectIdn !== undefined && !identity.includes(expectIdn)) {
        throw unexpected(address, expectIdn, identity);
      }
      if (!sendsInit()) return;
      if (typeof init === "function") await init(turn);
      else await session.tellAll(turn, init);
    },
  });
  const session = new ScpiSession(link, options);
  return new ScpiInstrument(link, options);
}

/** The answer to `*IDN?`, as a text. */
function identityCodec(lines: LineOptions): Codec<string, string> {
  return scpiCodec(line(text), lines);
}

function resyncOf(resync: NonNullable<OpenScpiOptions["resync"]>, lines: LineOptions): Resync {
  if (typeof resync === "object") return resync;
  return resync === "probe" ? scpiProbe(lines) : { kind: "reopen" };
}

/**
 * What it says unasked, such as a greeting, would be taken for the first answer, the first answer
 * for the second, and so on: an instrument that gives the same answer twice is in step.
 */
async function checkInStep(
  turn: LinkTurn,
  idn: Codec<string, string>,
  address: string,
  first: string,
): Promise<void> {
  const second = await turn.ask(idn, "*IDN?");
  if (second === first) return;
  throw new ReadoutError(
    "link.suspect",
    `Cannot use ${printable(address)}: asked for *IDN? twice, it says "${
      printable(first, 80)
    }" and ` +
      `then "${printable(second, 80)}"; if the first is a greeting, open its socket for programs ` +
      `(often 5025), or give resync: "probe", which passes over it`,
    { address, received: first },
  );
}

function unexpected(address: string, expected: string, identity: string): ReadoutError {
  return new ReadoutError(
    "device.unexpected",
    `Cannot use ${printable(address)}: it says that it is "${printable(identity, 120)}", ` +
      `not ${printable(expected)}; check the address`,
    { address, received: identity },
  );
}
