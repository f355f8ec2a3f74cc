import type { ExceptionName } from "./exception.ts";
import type { IdentificationLevel } from "./device_identification.ts";

/** A request to read coils or discrete inputs. */
export interface ReadBitsRequest {
  /** Function 1 or 2. */
  readonly kind: "read-coils" | "read-discrete-inputs";
  /** The first address, 0 to 65535. */
  readonly address: number;
  /** How many, 1 to 2000. */
  readonly count: number;
}

/** A request to read registers. */
export interface ReadRegistersRequest {
  /** Function 3 or 4. */
  readonly kind: "read-holding-registers" | "read-input-registers";
  /** The first address, 0 to 65535, as on the wire: the register documented as 40001 is 0. */
  readonly address: number;
  /** How many, 1 to 125. */
  readonly count: number;
}

/** A request to read one table. */
export type ReadRequest = ReadBitsRequest | ReadRegistersRequest;

/** A request that changes something. Addresses are 0 to 65535, registers too. */
export type WriteRequest =
  | { readonly kind: "write-single-coil"; readonly address: number; readonly value: boolean }
  | { readonly kind: "write-single-register"; readonly address: number; readonly value: number }
  | {
    readonly kind: "write-multiple-coils";
    readonly address: number;
    /** 1 to 1968. */
    readonly values: readonly boolean[];
  }
  | {
    readonly kind: "write-multiple-registers";
    readonly address: number;
    /** 1 to 123. */
    readonly values: ArrayLike<number>;
  }
  | {
    /** Sets a register to `(current AND andMask) OR (orMask AND NOT andMask)`. */
    readonly kind: "mask-write-register";
    readonly address: number;
    readonly andMask: number;
    readonly orMask: number;
  };

/** A request to write holding registers and then read some, in one exchange. */
export interface ReadWriteRequest {
  /** Function 23. */
  readonly kind: "read-write-multiple-registers";
  /** The first address to read, after the write. */
  readonly readAddress: number;
  /** How many to read, 1 to 125. */
  readonly readCount: number;
  /** The first address to write. */
  readonly writeAddress: number;
  /** What to write: 1 to 121 registers. */
  readonly values: ArrayLike<number>;
}

/** A request for a device's maker, product and version (function 43, MEI type 14). */
export interface IdentificationRequest {
  /** Function 43/14. */
  readonly kind: "read-device-identification";
  /** How much of it; `"specific"` asks for the one object `objectId`. */
  readonly level: IdentificationLevel;
  /** The first object wanted: 0, or what the last reply named as next. */
  readonly objectId: number;
}

/** What can be asked of a device, by the names of the functions. */
export type ModbusRequest = ReadRequest | WriteRequest | ReadWriteRequest | IdentificationRequest;

/** A request that reached a device whole and must be answered with an exception. */
export interface RefusedRequest {
  /** Not a request to carry out. */
  readonly kind: "refused";
  /** The function asked for, as on the wire. */
  readonly functionCode: number;
  /** What the standard says to answer. */
  readonly exception: ExceptionName;
  /** What is wrong with it. */
  readonly why: string;
}

/** What reaches a device. */
export type ReceivedRequest = ModbusRequest | RefusedRequest;

/**
 * A request and whom it is for.
 *
 * @typeParam Q What is asked.
 */
export interface UnitRequest<Q = ModbusRequest> {
  /**
   * The device, 0 to 255. On a serial line 0 is everybody, who stay silent, and 248 to 255 are
   * reserved; a device that is a TCP server itself is 255 or 0.
   */
  readonly unit: number;
  /** What is asked of it. */
  readonly request: Q;
}
