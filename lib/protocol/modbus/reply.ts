import type { DeviceIdentification } from "./device_identification.ts";
import type { ModbusException } from "./exception.ts";
import type {
  ReadBitsRequest,
  ReadRegistersRequest,
  ReadWriteRequest,
  WriteRequest,
} from "./request.ts";

/** The bits that were read, as many as were asked for. */
export interface BitsReply {
  /** The function that was asked for. */
  readonly kind: ReadBitsRequest["kind"];
  /** One a coil or input. */
  readonly values: readonly boolean[];
}

/** The registers that were read, as many as were asked for. */
export interface RegistersReply {
  /** The function that was asked for. */
  readonly kind: ReadRegistersRequest["kind"] | ReadWriteRequest["kind"];
  /** One a register. */
  readonly values: Uint16Array;
}

/** Done: the device repeated the address, and the value or the count, of the request. */
export interface WrittenReply {
  /** The function that was asked for. */
  readonly kind: WriteRequest["kind"];
}

/** What a device answers: by the name of the function, or `"exception"`. */
export type ModbusReply =
  | BitsReply
  | RegistersReply
  | WrittenReply
  | DeviceIdentification
  | ModbusException;
