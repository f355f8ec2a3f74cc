import type { LineSettings } from "../../posix/termios.ts";

/** How a serial line is set; the names are those of the Web Serial API. */
export interface SerialSettings {
  /** Bits per second, any that the driver can do. Default: 9600. */
  readonly baudRate?: number | undefined;
  /** Default: 8. */
  readonly dataBits?: 5 | 6 | 7 | 8 | undefined;
  /** Default: 1. */
  readonly stopBits?: 1 | 2 | undefined;
  /** Default: `"none"`. */
  readonly parity?: "none" | "even" | "odd" | undefined;
  /**
   * Who holds a sender back: nobody, the lines RTS and CTS, or the bytes XON and XOFF, which then
   * cannot be data. Default: `"none"`.
   */
  readonly flowControl?: "none" | "hardware" | "software" | undefined;
}

const CHOICES = {
  dataBits: [5, 6, 7, 8],
  stopBits: [1, 2],
  parity: ["none", "even", "odd"],
  flowControl: ["none", "hardware", "software"],
} as const;

/** The settings with their defaults; throws a `RangeError` for one that no line can have. */
export function lineSettingsOf(settings: SerialSettings): LineSettings {
  const { baudRate = 9_600, dataBits = 8, stopBits = 1 } = settings;
  const { parity = "none", flowControl = "none" } = settings;
  if (!Number.isInteger(baudRate) || baudRate < 1 || baudRate > 0xffff_ffff) {
    throw new RangeError(
      `Cannot open a serial port: baudRate must be a whole number from 1 on, got ${baudRate}`,
    );
  }
  const line: LineSettings = { baudRate, dataBits, stopBits, parity, flowControl };
  for (const [name, choices] of Object.entries(CHOICES)) {
    const chosen = line[name as keyof typeof CHOICES];
    if ((choices as readonly unknown[]).includes(chosen)) continue;
    const expected = choices.join(", ");
    throw new RangeError(
      `Cannot open a serial port: ${name} must be one of ${expected}, got ${chosen}`,
    );
  }
  return line;
}

/** A rate that differs by less than this is the same: a clock can be divided only so finely. */
const RATE_TOLERANCE = 0.03;

/**
 * What a driver made of the settings, where that is something else: in words, one for each.
 *
 * @param asked What was asked for.
 * @param actual What the driver says that it is now.
 */
export function refusedSettings(asked: LineSettings, actual: LineSettings): string[] {
  const names = ["baudRate", "dataBits", "stopBits", "parity", "flowControl"] as const;
  return names
    .filter((name) =>
      name === "baudRate"
        ? Math.abs(actual.baudRate - asked.baudRate) > RATE_TOLERANCE * asked.baudRate
        : actual[name] !== asked[name]
    )
    .map((name) => `${name} ${asked[name]} was asked for, and the driver made it ${actual[name]}`);
}
