import type { Libc } from "./libc.ts";
import type { TermiosLayout } from "./platform.ts";

/** How a line is set. */
export interface LineSettings {
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly stopBits: 1 | 2;
  readonly parity: "none" | "even" | "odd";
  readonly flowControl: "none" | "hardware" | "software";
}

/** Sets a line for bytes as they are: no echo, no editing, no signals, no translation. */
export function setLine(libc: Libc, fd: number, settings: LineSettings): void {
  const { termios, IOSSIOSPEED } = libc.platform;
  const line = new Termios(termios);
  libc.ioctl(fd, termios.get, line.bytes);
  line.set(IOSSIOSPEED === undefined ? settings : { ...settings, baudRate: 9_600 });
  libc.ioctl(fd, termios.set, line.bytes);
  if (IOSSIOSPEED !== undefined) {
    const speed = new BigUint64Array([BigInt(settings.baudRate)]);
    libc.ioctl(fd, IOSSIOSPEED, new Uint8Array(speed.buffer));
  }
}

/** How a line is set now. */
export function lineSettings(libc: Libc, fd: number): LineSettings {
  const line = new Termios(libc.platform.termios);
  libc.ioctl(fd, libc.platform.termios.get, line.bytes);
  return line.settings();
}

const INPUT = 0;
const OUTPUT = 1;
const CONTROL = 2;
const LOCAL = 3;

/** `struct termios` of a system. */
class Termios {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #layout: TermiosLayout;
  readonly #view: DataView;

  constructor(layout: TermiosLayout) {
    this.#layout = layout;
    this.bytes = new Uint8Array(layout.sizeBytes);
    this.#view = new DataView(this.bytes.buffer);
  }

  set({ baudRate, dataBits, stopBits, parity, flowControl }: LineSettings): void {
    const at = this.#layout;
    const { INPCK, IXON, IXOFF, CSIZE, CSTOPB, CREAD, PARENB, PARODD, CLOCAL, CRTSCTS } = at;
    // What has a wrong parity is read as a zero byte, which every checksum notices.
    const input = (parity === "none" ? 0 : INPCK) |
      (flowControl === "software" ? IXON | IXOFF : 0);
    const kept = this.#flags(CONTROL) &
      ~(CSIZE | CSTOPB | PARENB | PARODD | CRTSCTS | at.anySpeed.mask);
    const control = kept | CREAD | CLOCAL | at.anySpeed.value |
      ((dataBits - 5) * (CSIZE / 3)) |
      (stopBits === 2 ? CSTOPB : 0) |
      (parity === "none" ? 0 : PARENB) |
      (parity === "odd" ? PARODD : 0) |
      (flowControl === "hardware" ? CRTSCTS : 0);
    this.#setWord(INPUT * at.wordBytes, input);
    this.#setWord(OUTPUT * at.wordBytes, 0);
    this.#setWord(CONTROL * at.wordBytes, control);
    this.#setWord(LOCAL * at.wordBytes, 0);
    const { atByte, count } = at.characters;
    this.bytes.fill(0, atByte, atByte + count);
    this.bytes[atByte + at.VMIN] = 1;
    if (flowControl === "software") {
      this.bytes[atByte + at.VSTART] = 0x11; // XON
      this.bytes[atByte + at.VSTOP] = 0x13; // XOFF
    }
    this.#setWord(at.speedsAtByte, baudRate);
    this.#setWord(at.speedsAtByte + at.wordBytes, baudRate);
  }

  settings(): LineSettings {
    const at = this.#layout;
    const control = this.#flags(CONTROL);
    const has = (flags: number, bits: number): boolean => (flags & bits) !== 0;
    return {
      baudRate: this.#word(at.speedsAtByte + at.wordBytes),
      dataBits: 5 + ((control & at.CSIZE) / (at.CSIZE / 3)) as LineSettings["dataBits"],
      stopBits: has(control, at.CSTOPB) ? 2 : 1,
      parity: !has(control, at.PARENB) ? "none" : has(control, at.PARODD) ? "odd" : "even",
      flowControl: has(control, at.CRTSCTS)
        ? "hardware"
        : has(this.#flags(INPUT), at.IXON)
        ? "software"
        : "none",
    };
  }

  #flags(which: number): number {
    return this.#word(which * this.#layout.wordBytes);
  }

  #word(atByte: number): number {
    return this.#layout.wordBytes === 4
      ? this.#view.getUint32(atByte, true)
      : Number(this.#view.getBigUint64(atByte, true));
  }

  #setWord(atByte: number, value: number): void {
    if (this.#layout.wordBytes === 4) this.#view.setUint32(atByte, value, true);
    else this.#view.setBigUint64(atByte, BigInt(value >>> 0), true);
  }
}
