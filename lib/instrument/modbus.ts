import type { Link } from "../link/link.ts";
import { ModbusLine, type ModbusLineOptions } from "./modbus_line.ts";
import { ModbusUnit, type ModbusUnitOptions } from "./modbus_unit.ts";

/** What every {@linkcode ModbusDevice} is made of. */
export interface ModbusOptions extends ModbusLineOptions, ModbusUnitOptions {
  /** The unit, 0 to 255; on a serial line 1 to 247, and 0 is everybody. Default: 1. */
  readonly unit?: number | undefined;
}

/**
 * A device that speaks Modbus, in a user's hand: one unit, and the connection, on which there may be
 * more.
 *
 * @example A meter behind a gateway
 * ```ts no-eval
 * import { openModbus, poll } from "@readout/readout";
 *
 * await using meter = await openModbus("tcp://10.0.0.9:502", { byteOrder: "CDAB" });
 * const volts = meter.input("30001", { name: "volts", unit: "V", type: "float32" });
 * const amps = meter.input("30003", { name: "amps", unit: "A", type: "float32" });
 * for await (const reading of poll([volts, amps], { periodMs: 1_000 })) { // one request
 *   console.log(reading.channel, reading.value, reading.unit);
 * }
 * ```
 */
export class ModbusDevice extends ModbusUnit implements AsyncDisposable {
  /** Its connection. */
  readonly link: Link;
  readonly #line: ModbusLine;
  readonly #options: ModbusOptions;

  /** Puts a device on a link, or beside others on their line. */
  constructor(on: Link | ModbusLine, options: ModbusOptions = {}) {
    const line = on instanceof ModbusLine ? on : new ModbusLine(on, options);
    super(line, checkUnitNumber(options.unit ?? 1), options);
    this.link = line.link;
    this.#line = line;
    this.#options = options;
  }

  /**
   * Another unit on the same connection. While there are several, one that does not answer is left
   * alone for a growing while (0.5 to 30 s), so that the others keep their pace; its reads fail at
   * once meanwhile, with `timeout.reply`.
   *
   * @param unitNumber Which, 0 to 255. On a serial line 0 is everybody: it can be written by
   * `writeRegister()` and its like, nobody answers, and it has no channels.
   * @param options Byte order and limits of its own. Default: this device's.
   * @throws {RangeError} If it is no unit.
   */
  unit(unitNumber: number, options: ModbusUnitOptions = {}): ModbusUnit {
    return new ModbusUnit(this.#line, checkUnitNumber(unitNumber), {
      ...this.#options,
      ...options,
    });
  }

  /**
   * Ends the pauses after a connection that could not be made, and after a question that the unit did
   * not answer: the next exchange tries at once. For what cannot wait, such as making a rig safe.
   */
  retryNow(): void {
    this.link.retryNow();
    this.#line.forgive(this.unitNumber);
  }

  /** Closes its connection, for all units. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.link[Symbol.asyncDispose]();
  }
}

function checkUnitNumber(unit: number): number {
  if (Number.isInteger(unit) && unit >= 0 && unit <= 255) return unit;
  throw new RangeError(`Cannot use unit ${unit}: it should be an integer from 0 to 255`);
}
