import type { Libc } from "../../posix/libc.ts";

/** What the other end signals on the wires beside the data; the names are those of Web Serial. */
export interface SerialInputSignals {
  /** CTS. */
  readonly clearToSend: boolean;
  /** DSR. */
  readonly dataSetReady: boolean;
  /** DCD. */
  readonly dataCarrierDetect: boolean;
  /** RI. */
  readonly ringIndicator: boolean;
}

/** What this end signals; what is left out stays as it is. */
export interface SerialOutputSignals {
  /** DTR. Many boards restart when it changes. */
  readonly dataTerminalReady?: boolean | undefined;
  /** RTS. */
  readonly requestToSend?: boolean | undefined;
  /** Holds the data line in its break state until it is set to `false`. */
  readonly break?: boolean | undefined;
}

// TIOCM_*, the same numbers on every system.
const DTR = 0x002;
const RTS = 0x004;
const CTS = 0x020;
const DCD = 0x040;
const RI = 0x080;
const DSR = 0x100;

/** Reads what the other end signals. */
export function getSignals(libc: Libc, fd: number): SerialInputSignals {
  const bits = new Int32Array(1);
  libc.ioctl(fd, libc.platform.TIOCMGET, new Uint8Array(bits.buffer));
  const has = (bit: number): boolean => (bits[0]! & bit) !== 0;
  return {
    clearToSend: has(CTS),
    dataSetReady: has(DSR),
    dataCarrierDetect: has(DCD),
    ringIndicator: has(RI),
  };
}

/** Sets what this end signals. */
export function setSignals(libc: Libc, fd: number, signals: SerialOutputSignals): void {
  const { TIOCMBIS, TIOCMBIC, TIOCSBRK, TIOCCBRK } = libc.platform;
  const { dataTerminalReady, requestToSend } = signals;
  const those = (state: boolean): number =>
    (dataTerminalReady === state ? DTR : 0) | (requestToSend === state ? RTS : 0);
  for (const [request, bits] of [[TIOCMBIS, those(true)], [TIOCMBIC, those(false)]] as const) {
    if (bits !== 0) libc.ioctl(fd, request, new Uint8Array(Int32Array.of(bits).buffer));
  }
  if (signals.break !== undefined) libc.ioctl(fd, signals.break ? TIOCSBRK : TIOCCBRK);
}
