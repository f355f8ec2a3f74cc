import type { AskOptions } from "../link/link_options.ts";
import type { ModbusLine } from "./modbus_line.ts";
import {
  identify,
  type ModbusIdentification,
  type ModbusIdentificationOptions,
} from "./modbus_identification.ts";

/** What function 23 does in one exchange: it writes, and then reads. */
export interface ModbusReadWrite {
  /** The first register to write. */
  readonly writeAddress: number;
  /** What to write: 1 to 121 registers. */
  readonly values: ArrayLike<number>;
  /** The first register to read. */
  readonly readAddress: number;
  /** How many to read: 1 to 125. */
  readonly readCount: number;
}

/**
 * The functions of one Modbus unit, as they are. Addresses are those of the protocol, from 0.
 *
 * Each rejects with a `RangeError` if the standard does not allow the request; nothing is sent then.
 *
 * Codes: those of {@linkcode Link}, `device.unsupported` (exceptions 1 to 3), `device.busy` (5, 6),
 * `device.refused` (4, 7, 8 and others).
 */
export class ModbusRequests {
  /** Whose functions they are: 0 to 255. */
  readonly unitNumber: number;
  readonly #line: ModbusLine;

  /** Makes the functions of a unit on a line. */
  constructor(line: ModbusLine, unitNumber: number) {
    this.#line = line;
    this.unitNumber = unitNumber;
  }

  /** Reads holding registers (function 3). */
  async readHolding(start: number, count: number, options?: AskOptions): Promise<Uint16Array> {
    const request = { kind: "read-holding-registers", address: start, count } as const;
    return (await this.#line.demand(this.unitNumber, request, options)).values;
  }

  /** Reads input registers (function 4). */
  async readInput(start: number, count: number, options?: AskOptions): Promise<Uint16Array> {
    const request = { kind: "read-input-registers", address: start, count } as const;
    return (await this.#line.demand(this.unitNumber, request, options)).values;
  }

  /** Reads coils (function 1). */
  async readCoils(start: number, count: number, options?: AskOptions): Promise<readonly boolean[]> {
    const request = { kind: "read-coils", address: start, count } as const;
    return (await this.#line.demand(this.unitNumber, request, options)).values;
  }

  /** Reads discrete inputs (function 2). */
  async readDiscrete(
    start: number,
    count: number,
    options?: AskOptions,
  ): Promise<readonly boolean[]> {
    const request = { kind: "read-discrete-inputs", address: start, count } as const;
    return (await this.#line.demand(this.unitNumber, request, options)).values;
  }

  /** Writes one holding register (function 6). */
  async writeRegister(address: number, value: number, options?: AskOptions): Promise<void> {
    const request = { kind: "write-single-register", address, value } as const;
    await this.#line.demand(this.unitNumber, request, options);
  }

  /** Writes holding registers (function 16). */
  async writeRegisters(
    start: number,
    values: ArrayLike<number>,
    options?: AskOptions,
  ): Promise<void> {
    const request = { kind: "write-multiple-registers", address: start, values } as const;
    await this.#line.demand(this.unitNumber, request, options);
  }

  /** Writes one coil (function 5). */
  async writeCoil(address: number, value: boolean, options?: AskOptions): Promise<void> {
    const request = { kind: "write-single-coil", address, value } as const;
    await this.#line.demand(this.unitNumber, request, options);
  }

  /** Writes coils (function 15). */
  async writeCoils(
    start: number,
    values: readonly boolean[],
    options?: AskOptions,
  ): Promise<void> {
    const request = { kind: "write-multiple-coils", address: start, values } as const;
    await this.#line.demand(this.unitNumber, request, options);
  }

  /** Sets a register to `(current AND andMask) OR (orMask AND NOT andMask)` (function 22). */
  async maskWrite(
    address: number,
    andMask: number,
    orMask: number,
    options?: AskOptions,
  ): Promise<void> {
    const request = { kind: "mask-write-register", address, andMask, orMask } as const;
    await this.#line.demand(this.unitNumber, request, options);
  }

  /** Writes holding registers, and then reads some, in one exchange (function 23). */
  async readWrite(what: ModbusReadWrite, options?: AskOptions): Promise<Uint16Array> {
    const request = { kind: "read-write-multiple-registers", ...what } as const;
    return (await this.#line.demand(this.unitNumber, request, options)).values;
  }

  /** Asks who made it (function 43/14), in as many exchanges as it takes. */
  identification(options?: ModbusIdentificationOptions): Promise<ModbusIdentification> {
    return identify(this.#line, this.unitNumber, options);
  }
}
