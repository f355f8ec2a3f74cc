import type { Decoder } from "../../contract/codec.ts";
import { headerMatcher } from "../../protocol/scpi/match_header.ts";
import { parseProgram } from "../../protocol/scpi/parse_program.ts";
import { scpiDeviceCodec } from "../../protocol/scpi/scpi_device_codec.ts";
import type { DeviceAnswer, Moment, SimulatedDevice } from "../simulated_device.ts";
import { commonCommands } from "./common_commands.ts";
import { type ScpiAction, type ScpiValue, TimedCall } from "./scpi_call.ts";
import type { ScpiDeviceOptions } from "./scpi_device_options.ts";
import { ScpiError } from "./scpi_error.ts";
import { ScpiStatus } from "./scpi_status.ts";

/** A simulated instrument that speaks SCPI. */
export interface ScpiDevice extends SimulatedDevice<string> {
  /** Its status registers and its error queue. */
  readonly status: ScpiStatus;
}

/**
 * Makes a simulated instrument of its commands. Headers are matched, messages are taken apart, and
 * errors, status, `*IDN?` and the other common commands are there already.
 *
 * @param commands What it does, by header patterns such as `MEASure:VOLTage[:DC]?` or
 * `OUTPut#[:STATe]`. They come before the common ones: `*TRG` is yours.
 * @param options Who it is, and how it resets, waits and ends lines.
 * @throws {TypeError} If a pattern is none.
 *
 * @example A heater
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { aNumber } from "@readout/readout/simulator";
 *
 * let targetC = 20;
 * const heater = scpiDevice({
 *   "TEMPerature": ({ parameters }) => {
 *     [targetC] = parameters(aNumber({ min: 0, max: 300 }));
 *   },
 *   "TEMPerature?": () => targetC,
 * });
 * const ask = (message: string) => {
 *   const { reply } = heater.answer(message, { nowMs: 0, wallMs: 0 });
 *   return new TextDecoder().decode(reply);
 * };
 * strictEqual(ask("TEMP 150;TEMP?"), "150\n");
 * strictEqual(ask("TEMP 900;:SYST:ERR?"), '-222,"Data out of range"\n');
 * ```
 */
export function scpiDevice(
  commands: Readonly<Record<string, ScpiAction>>,
  options: ScpiDeviceOptions = {},
): ScpiDevice {
  return new CommandedDevice(commands, options);
}

class CommandedDevice implements ScpiDevice {
  readonly name: string;
  readonly decode: Decoder<string>;
  readonly status: ScpiStatus;
  readonly #encode: (reply: Uint8Array) => Uint8Array;
  readonly #find: (header: string) => Found | undefined;

  constructor(commands: Readonly<Record<string, ScpiAction>>, options: ScpiDeviceOptions) {
    this.name = options.name ?? "instrument";
    this.status = new ScpiStatus(options.errorCapacity);
    const codec = scpiDeviceCodec(options);
    this.decode = codec.decode;
    this.#encode = (reply) => codec.encode(reply, "");
    this.#find = finder({ ...commonCommands(this.status, options), ...commands });
  }

  answer(message: string, at: Moment): DeviceAnswer {
    const { commands, error } = parseProgram(message);
    const replies: Uint8Array[] = [];
    let busyMs = 0;
    for (const { header, parameters } of commands) {
      const found = this.#find(header);
      if (found === undefined) {
        this.status.report(new ScpiError(-113, header.slice(0, 40)).entry);
        return this.#answer(replies, busyMs); // the rest is not understood either
      }
      const call = new TimedCall(at, busyMs, found.suffixes, parameters);
      try {
        const value = found.action(call);
        if (!call.hasRead) call.parameters();
        if (value !== undefined) replies.push(bytesOf(value));
      } catch (thrown) {
        if (!(thrown instanceof ScpiError)) throw thrown;
        this.status.report(thrown.entry);
      }
      busyMs = call.tookMs;
    }
    if (error !== undefined) this.status.report(error);
    return this.#answer(replies, busyMs);
  }

  garbled(): void {
    this.status.report(new ScpiError(-363).entry);
  }

  #answer(replies: readonly Uint8Array[], busyMs: number): DeviceAnswer {
    if (replies.length === 0) return { busyMs };
    const parts = replies.flatMap((reply, at) => at === 0 ? [reply] : [SEMICOLON, reply]);
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let end = 0;
    for (const part of parts) {
      bytes.set(part, end);
      end += part.length;
    }
    return { reply: this.#encode(bytes), busyMs };
  }
}

interface Found {
  readonly action: ScpiAction;
  readonly suffixes: readonly number[];
}

const SEMICOLON = Uint8Array.of(0x3b);

/** Finds the command that a header means; headers that were found before are remembered. */
function finder(
  commands: Readonly<Record<string, ScpiAction>>,
): (header: string) => Found | undefined {
  const table = Object.entries(commands)
    .map(([pattern, action]) => ({ match: headerMatcher(pattern), action }))
    .reverse(); // what a device has of its own comes before what all have
  const known = new Map<string, Found>();
  return (header) => {
    const before = known.get(header);
    if (before !== undefined) return before;
    for (const { match, action } of table) {
      const suffixes = match(header);
      if (suffixes === undefined) continue;
      if (known.size >= 256) known.clear(); // a client that makes headers up costs no memory
      known.set(header, { action, suffixes });
      return known.get(header);
    }
    return undefined;
  };
}

function bytesOf(value: ScpiValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const text = typeof value === "boolean" ? (value ? "1" : "0") : String(value).toUpperCase();
  return new TextEncoder().encode(typeof value === "string" ? value : text);
}
