/**
 * What differs between systems: numbers and layouts, named as in C, so that they can be looked up.
 */
export interface Platform {
  /** The C library's file. */
  readonly library: string;
  /** Empty arguments before a variadic one, where those go on the stack. */
  readonly variadicPadding: number;
  /** How the function is called that makes a pipe. */
  readonly pipe: "pipe" | "pipe2";
  /** What comes after the names `opendir` and `readdir`, and where a name starts in an entry. */
  readonly folders: { readonly suffix: string; readonly nameAtByte: number };
  /** Where the C library keeps `errno`. */
  readonly errnoSymbol: string;
  /** Names of the error numbers that serial ports and device files give. */
  readonly errno: Readonly<Record<number, string>>;

  readonly O_NOCTTY: number;
  readonly O_NONBLOCK: number;
  readonly O_CLOEXEC: number;

  /** `struct termios`, with its requests and bits. */
  readonly termios: TermiosLayout;
  /** Sets any baud rate, where `struct termios` does not. */
  readonly IOSSIOSPEED?: number;

  readonly TIOCEXCL: number;
  readonly TIOCNXCL: number;
  readonly TIOCMGET: number;
  readonly TIOCMBIS: number;
  readonly TIOCMBIC: number;
  readonly TIOCSBRK: number;
  readonly TIOCCBRK: number;
  readonly TCIFLUSH: number;
  /** `struct serial_struct`, where drivers have one, and its flag `ASYNC_LOW_LATENCY`. */
  readonly serial?: {
    readonly TIOCGSERIAL: number;
    readonly TIOCSSERIAL: number;
    readonly sizeBytes: number;
    readonly flagsAtByte: number;
    readonly flag: number;
  };
}

/** Where things are in `struct termios`, and what its bits are called. */
export interface TermiosLayout {
  /** The request that gets it. */
  readonly get: number;
  /** The request that sets it. */
  readonly set: number;
  readonly sizeBytes: number;
  /** The size of a flag and of a speed. The four flags come first: input, output, control, local. */
  readonly wordBytes: 4 | 8;
  readonly characters: { readonly atByte: number; readonly count: number };
  readonly speedsAtByte: number;
  readonly VMIN: number;
  readonly VTIME: number;
  readonly INPCK: number;
  readonly IXON: number;
  readonly IXOFF: number;
  readonly CSIZE: number;
  readonly VSTART: number;
  readonly VSTOP: number;
  readonly CSTOPB: number;
  readonly CREAD: number;
  readonly PARENB: number;
  readonly PARODD: number;
  readonly CLOCAL: number;
  readonly CRTSCTS: number;
  /** What the control flags say so that the speeds are plain numbers, and the bits it stands in. */
  readonly anySpeed: { readonly mask: number; readonly value: number };
}
