/** Where an instrument is. */
export type Address =
  | { readonly kind: "tcp"; readonly hostname: string; readonly port: number }
  | {
    readonly kind: "udp";
    readonly hostname: string;
    readonly port: number;
    /** Our own port. Default: any that is free. */
    readonly localPort?: number;
  }
  | { readonly kind: "unix"; readonly path: string }
  | SerialAddress
  /** A character device file, such as `/dev/hidraw0`. */
  | { readonly kind: "device"; readonly path: string }
  /** A program, talked to by its standard input and output. */
  | { readonly kind: "process"; readonly command: string; readonly args: readonly string[] }
  /** A VISA resource of a kind that Readout does not speak yet. */
  | UnsupportedAddress;

/** A serial port, and what the address says of its line. */
export interface SerialAddress {
  /** It is a serial port. */
  readonly kind: "serial";
  /** `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  /** Bits a second. */
  readonly baudRate?: number;
  /** Bits of a character. */
  readonly dataBits?: 5 | 6 | 7 | 8;
  /** The bit that checks a character. */
  readonly parity?: "none" | "even" | "odd";
  /** Bits between characters. */
  readonly stopBits?: 1 | 2;
  /** How one end holds the other back. */
  readonly flowControl?: "none" | "hardware" | "software";
}

/** A VISA resource of a kind that Readout does not speak yet. */
export interface UnsupportedAddress {
  /** It cannot be opened. */
  readonly kind: "unsupported";
  /** What it begins with, without the board's number: `GPIB`, `USB`, `TCPIP`. */
  readonly interfaceType: string;
  /** All of it. */
  readonly resource: string;
}
