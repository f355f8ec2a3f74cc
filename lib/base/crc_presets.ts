/** A CRC in the terms of Rocksoft's model, in which the catalogues of CRCs are written. */
export interface CrcParameters {
  /** Bits of the result: an integer from 8 to 32. */
  readonly width: number;
  /** The polynomial without its highest term, its highest power leftmost. */
  readonly poly: number;
  /** What the register starts with. */
  readonly init: number;
  /** Whether the lowest bit of each byte goes in first. */
  readonly refIn: boolean;
  /** Whether the register is reversed at the end. */
  readonly refOut: boolean;
  /** What the result is exclusive-or'ed with. */
  readonly xorOut: number;
}

/** The CRCs that are known by name. */
export type CrcPreset =
  | "CRC-8"
  | "CRC-8/MAXIM"
  | "CRC-8/NRSC-5"
  | "CRC-8/SAE-J1850"
  | "CRC-8/AUTOSAR"
  | "CRC-16/ARC"
  | "CRC-16/MODBUS"
  | "CRC-16/USB"
  | "CRC-16/CCITT-FALSE"
  | "CRC-16/XMODEM"
  | "CRC-16/KERMIT"
  | "CRC-16/X-25"
  | "CRC-16/DNP"
  | "CRC-32"
  | "CRC-32C"
  | "CRC-32/BZIP2"
  | "CRC-32/MPEG-2";

/**
 * The parameters of the CRCs that are known by name. `CRC-8` is that of SMBus, `CRC-8/MAXIM` that
 * of 1-Wire, `CRC-8/NRSC-5` that of Sensirion's sensors, `CRC-16/X-25` that of HDLC and PPP,
 * `CRC-32` that of Ethernet, ZIP and PNG, and `CRC-32C` that of iSCSI.
 */
export const CRC_PRESETS: Readonly<Record<CrcPreset, CrcParameters>> = {
  "CRC-8": plain(8, 0x07, 0, 0),
  "CRC-8/MAXIM": reflected(8, 0x31, 0, 0),
  "CRC-8/NRSC-5": plain(8, 0x31, 0xff, 0),
  "CRC-8/SAE-J1850": plain(8, 0x1d, 0xff, 0xff),
  "CRC-8/AUTOSAR": plain(8, 0x2f, 0xff, 0xff),
  "CRC-16/ARC": reflected(16, 0x8005, 0, 0),
  "CRC-16/MODBUS": reflected(16, 0x8005, 0xffff, 0),
  "CRC-16/USB": reflected(16, 0x8005, 0xffff, 0xffff),
  "CRC-16/CCITT-FALSE": plain(16, 0x1021, 0xffff, 0),
  "CRC-16/XMODEM": plain(16, 0x1021, 0, 0),
  "CRC-16/KERMIT": reflected(16, 0x1021, 0, 0),
  "CRC-16/X-25": reflected(16, 0x1021, 0xffff, 0xffff),
  "CRC-16/DNP": reflected(16, 0x3d65, 0, 0xffff),
  "CRC-32": reflected(32, 0x04c11db7, 0xffffffff, 0xffffffff),
  "CRC-32C": reflected(32, 0x1edc6f41, 0xffffffff, 0xffffffff),
  "CRC-32/BZIP2": plain(32, 0x04c11db7, 0xffffffff, 0xffffffff),
  "CRC-32/MPEG-2": plain(32, 0x04c11db7, 0xffffffff, 0),
};

function plain(width: number, poly: number, init: number, xorOut: number): CrcParameters {
  return { width, poly, init, refIn: false, refOut: false, xorOut };
}

function reflected(width: number, poly: number, init: number, xorOut: number): CrcParameters {
  return { width, poly, init, refIn: true, refOut: true, xorOut };
}
