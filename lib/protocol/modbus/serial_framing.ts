import type { Decoder } from "../../contract/codec.ts";

/** A message on a serial line without what frames it. */
export interface UnitPdu {
  /** The device that is asked, or that answers. */
  readonly unit: number;
  /** The function code and its data. */
  readonly pdu: Uint8Array;
}

/** How messages are put on a serial line. */
export interface SerialFraming {
  /** The bytes of a message. */
  encode(message: UnitPdu): Uint8Array;
  /** Decodes what a client receives. */
  readonly decodeReply: Decoder<UnitPdu>;
  /** Decodes what a device receives. */
  readonly decodeRequest: Decoder<UnitPdu>;
}
