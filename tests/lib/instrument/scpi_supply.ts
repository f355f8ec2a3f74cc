import type { Transport } from "../../../lib/contract/transport.ts";
import { delay } from "../../../lib/base/delay.ts";
import { ScpiInstrument } from "../../../lib/instrument/scpi.ts";
import type { ScpiOptions } from "../../../lib/instrument/scpi_options.ts";
import { Link } from "../../../lib/link/link.ts";
import type { LinkOptions } from "../../../lib/link/link_options.ts";
import { errorEntry } from "../../../lib/protocol/scpi/error_entry.ts";
import { ErrorQueue } from "../../../lib/protocol/scpi/error_queue.ts";
import { type Command, parseProgram } from "../../../lib/protocol/scpi/parse_program.ts";
import { scpiDeviceCodec } from "../../../lib/protocol/scpi/scpi_device_codec.ts";
import { standardError } from "../../../lib/protocol/scpi/standard_error.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";

/**
 * A power supply in memory: `VOLT` from 0 to 30 in steps of 0.01, what else was set as it came, and
 * the common commands. `WORK 500` keeps it busy for 500 ms, `DEAF 500` deaf for as long.
 */
export class SimulatedSupply {
  readonly clock = new VirtualClock();
  readonly received: string[] = [];
  readonly errors = new ErrorQueue(4);
  /** Answers of other questions, or of these ones instead. */
  readonly answers = new Map<string, string>();
  /** Questions that it does not answer. */
  readonly silent = new Set<string>();
  /** The message after which it hangs up, once. */
  cutAfter: string | undefined;
  connects = 0;
  readonly #settings = new Map<string, string>([["VOLT", "0.00"]]);
  #isDone = false;
  #doneAtMs = -Infinity;
  #deafUntilMs = -Infinity;
  #cable: AsyncDisposable | undefined;

  /** Puts it in a user's hand. */
  instrument(
    options: ScpiOptions & Partial<LinkOptions> = {},
  ): ScpiInstrument {
    const { clock } = this;
    const link = new Link({ address: "supply", open: this.open, clock, ...options });
    return new ScpiInstrument(link, { clock, ...options });
  }

  /** Connects to it. */
  readonly open = (): Promise<Transport> => {
    this.connects++;
    const pair = loopback();
    this.#cable = pair.far;
    this.#serve(pair.far).catch(() => {}); // the near end was closed
    return Promise.resolve(pair.near);
  };

  /** Pulls the cable. */
  async unplug(): Promise<void> {
    await this.#cable?.[Symbol.asyncDispose]();
  }

  /** What was received since this was last asked. */
  takeReceived(): string[] {
    return this.received.splice(0);
  }

  async #serve(wire: Transport): Promise<void> {
    const { decode, encode } = scpiDeviceCodec();
    let bytes = new Uint8Array();
    for (;;) {
      const chunk = await wire.read();
      if (chunk.kind === "eof") return;
      bytes = Uint8Array.of(...bytes, ...chunk.bytes);
      for (let found = decode(bytes); found.kind !== "more"; found = decode(bytes)) {
        bytes = bytes.slice(found.usedBytes);
        if (found.kind === "bad") continue;
        const deafMs = this.#deafUntilMs - this.clock.nowMs();
        if (deafMs > 0) await delay(deafMs, { clock: this.clock });
        const reply = this.#answer(found.value);
        if (reply !== undefined) await wire.write(encode(reply, found.value));
        if (this.cutAfter !== found.value) continue;
        this.cutAfter = undefined;
        return await wire[Symbol.asyncDispose]();
      }
    }
  }

  #answer(message: string): string | undefined {
    this.received.push(message);
    const { commands, error } = parseProgram(message);
    const replies = commands.map((it) => this.#do(it)).filter((it) => it !== undefined);
    if (error) this.errors.push(error);
    return replies.length > 0 ? replies.join(";") : undefined;
  }

  #do({ header, parameters }: Command): string | undefined {
    if (this.silent.has(header)) return undefined;
    const canned = this.answers.get(header);
    if (canned !== undefined) return canned;
    const [parameter = ""] = parameters;
    switch (header) {
      case "*IDN?":
        return "ACME,PSU1,42,1.0";
      case "*STB?":
        return this.errors.size > 0 ? "4" : "0";
      case "*TST?":
        return "3";
      case "*CLS":
        this.errors.clear();
        return undefined;
      case "*RST":
      case "*TRG":
      case "OUTP:PROT:CLE":
        return undefined;
      case "*OPC":
        this.#isDone = true;
        return undefined;
      case "*ESR?": {
        const isDone = this.#isDone && this.clock.nowMs() >= this.#doneAtMs;
        if (isDone) this.#isDone = false;
        return isDone ? "1" : "0";
      }
      case "SYST:ERR?":
        return errorEntry.format(this.errors.shift());
      case "WORK":
        this.#doneAtMs = this.clock.nowMs() + Number(parameter);
        return undefined;
      case "DEAF":
        this.#deafUntilMs = this.clock.nowMs() + Number(parameter);
        return undefined;
      case "VOLT": {
        const volts = Number(parameter);
        if (!(volts >= 0 && volts <= 30)) this.errors.push(standardError(-222));
        else this.#settings.set("VOLT", volts.toFixed(2));
        return undefined;
      }
    }
    if (!header.endsWith("?")) {
      if (/^(CURR|OUTP|FUNC|LABEL|MODE|POW|CHAN)/.test(header)) {
        this.#settings.set(header, parameter);
      } else this.errors.push(standardError(-113, header));
      return undefined;
    }
    const set = this.#settings.get(header.slice(0, -1));
    if (set === undefined) this.errors.push(standardError(-113, header));
    return set;
  }
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("it did not reject");
}
