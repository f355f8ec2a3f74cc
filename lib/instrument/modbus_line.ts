import type { Clock } from "../contract/clock.ts";
import type { Codec } from "../contract/codec.ts";
import type { Random } from "../contract/random.ts";
import type { Link } from "../link/link.ts";
import type { AskOptions } from "../link/link_options.ts";
import type { DeviceIdentification } from "../protocol/modbus/device_identification.ts";
import type {
  BitsReply,
  ModbusReply,
  RegistersReply,
  WrittenReply,
} from "../protocol/modbus/reply.ts";
import type { ModbusRequest, UnitRequest } from "../protocol/modbus/request.ts";
import { delay } from "../base/delay.ts";
import { orAbort } from "../base/or_abort.ts";
import { isReadoutError, ReadoutError } from "../base/readout_error.ts";
import { seededRandom } from "../base/seeded_random.ts";
import { systemClock } from "../base/system_clock.ts";
import { modbusAscii } from "../protocol/modbus/ascii.ts";
import { modbusRtu } from "../protocol/modbus/rtu.ts";
import { modbusTcp } from "../protocol/modbus/tcp.ts";
import { modbusRefusal, wordsOf } from "./modbus_refusal.ts";
import { ModbusSilence } from "./modbus_silence.ts";

/** How messages are put on the wire. */
export type ModbusFraming = "tcp" | "rtu" | "ascii";

/** What all units on a line share. */
export interface ModbusLineOptions {
  /** How messages are put on the wire. Default: `"tcp"`. */
  readonly framing?: ModbusFraming | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
  /** For the spread of back-off. Default: seeded. */
  readonly random?: Random | undefined;
}

/** The reply to a function that was carried out. */
type ReplyTo<K extends ModbusRequest["kind"]> = K extends BitsReply["kind"] ? BitsReply
  : K extends RegistersReply["kind"] ? RegistersReply
  : K extends DeviceIdentification["kind"] ? DeviceIdentification
  : WrittenReply;

/** How long units take to carry out a broadcast, which nobody confirms (clause 2.4.1). */
const TURNAROUND_MS = 100;

/**
 * A link and the units on it. While there are several, one that does not answer is left alone for a
 * growing while, and then asked after the others, so that the line is free for them.
 */
export class ModbusLine {
  /** Its connection. */
  readonly link: Link;
  /** How messages are put on the wire. */
  readonly framing: ModbusFraming;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #silences = new Map<number, ModbusSilence>();
  /** Of each question that waits for its turn or its answer, its end. */
  readonly #underWay = new Set<Promise<void>>();
  #lastTransactionId = 0;

  /** Puts units on a link. */
  constructor(link: Link, options: ModbusLineOptions = {}) {
    this.link = link;
    this.framing = options.framing ?? "tcp";
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? seededRandom(1);
  }

  /** Whether a unit is everybody, who do as they are told and stay silent. */
  isBroadcast(unit: number): boolean {
    return unit === 0 && this.framing !== "tcp";
  }

  /** Lets a unit that has not answered be asked at once, as one that has. */
  forgive(unit: number): void {
    this.#silences.get(unit)?.answered();
  }

  /** Asks a unit; it may answer by an exception. Everybody is only told. */
  async ask(unit: number, request: ModbusRequest, options: AskOptions = {}): Promise<ModbusReply> {
    if (this.isBroadcast(unit)) return await this.#tellAll(request, options);
    const silence = this.#silenceOf(unit);
    if (this.#silences.size === 1) return await this.#listen(silence, unit, request, options);
    silence.check();
    return await silence.during(options.signal, async (signal) => {
      if (silence.isDoubtful) await this.#afterOthers(signal);
      return await this.#listen(silence, unit, request, { ...options, signal });
    });
  }

  /**
   * Asks a unit, and takes an exception as an error: `device.unsupported` (1 to 3), `device.busy`
   * (5, 6), `link.failed` (10), `timeout.reply` (11), `device.refused` (the others).
   */
  async demand<Q extends ModbusRequest>(
    unit: number,
    request: Q,
    options: AskOptions = {},
  ): Promise<ReplyTo<Q["kind"]>> {
    const reply = await this.ask(unit, request, options);
    if (reply.kind === "exception") {
      throw modbusRefusal(reply, request, unit, this.link.address);
    }
    return reply as ReplyTo<Q["kind"]>;
  }

  /** Waits for all that are asked now: whoever did not answer the last time lets them go first. */
  async #afterOthers(signal: AbortSignal): Promise<void> {
    await undefined; // those that are asked in the same turn of the event loop, too
    await orAbort(Promise.all(this.#underWay), signal, () => {});
  }

  /** Asks, and notes whether the unit answers. */
  async #listen(
    silence: ModbusSilence,
    unit: number,
    request: ModbusRequest,
    options: AskOptions,
  ): Promise<ModbusReply> {
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    this.#underWay.add(over);
    try {
      const reply = await this.#exchange(unit, request, options);
      if (reply.kind === "exception" && reply.name === "gateway-target-failed-to-respond") {
        silence.noAnswer(modbusRefusal(reply, request, unit, this.link.address));
      } else silence.answered();
      return reply;
    } catch (error) {
      if (options.signal?.aborted || !isReadoutError(error)) throw error;
      const named = withUnit(error, unit, request);
      if (error.code === "timeout.reply") silence.noAnswer(named);
      throw named;
    } finally {
      this.#underWay.delete(over);
      end();
    }
  }

  async #exchange(
    unit: number,
    request: ModbusRequest,
    options: AskOptions,
  ): Promise<ModbusReply> {
    if (this.framing !== "tcp") {
      return await this.link.ask(this.#serialCodec, { unit, request }, options);
    }
    this.#lastTransactionId = (this.#lastTransactionId + 1) & 0xffff;
    const asked = { transactionId: this.#lastTransactionId, unit, request };
    const { reply } = await this.link.ask(modbusTcp, asked, options);
    return reply as ModbusReply; // the link drops what is no reply to this
  }

  /** Tells everybody, and gives them the time to do it. */
  async #tellAll(request: ModbusRequest, options: AskOptions): Promise<ModbusReply> {
    const bytes = this.#serialCodec.encode({ unit: 0, request });
    await this.link.inTurn(async (turn) => {
      await turn.send(bytes, options);
      await delay(TURNAROUND_MS, { clock: this.#clock, signal: options.signal });
    }, options);
    return { kind: request.kind } as ModbusReply;
  }

  get #serialCodec(): Codec<UnitRequest, ModbusReply> {
    return this.framing === "ascii" ? modbusAscii : modbusRtu;
  }

  #silenceOf(unit: number): ModbusSilence {
    let silence = this.#silences.get(unit);
    if (silence === undefined) {
      silence = new ModbusSilence(unit, this.link.address, this.#clock, this.#random);
      this.#silences.set(unit, silence);
    }
    return silence;
  }
}

/** The same error, saying which unit was asked for what. */
function withUnit(error: ReadoutError, unit: number, request: ModbusRequest): ReadoutError {
  const { code, message, context } = error;
  if (!code.startsWith("timeout.") && !code.startsWith("frame.")) return error;
  const asked = wordsOf(request);
  return new ReadoutError(code, `${message} (unit ${unit}, ${asked})`, {
    ...context,
    sent: asked,
    ...(error.cause === undefined ? {} : { cause: error.cause }),
  });
}
