import type { LinkOptions } from "../link/link_options.ts";
import { characterGapsMs } from "../protocol/modbus/character_gaps_ms.ts";
import type { ModbusFraming } from "./modbus_line.ts";

/** What of a link's waits depends on the framing. */
export type ModbusWaits = Pick<
  LinkOptions,
  "resync" | "replyTimeoutMs" | "gapTimeoutMs" | "minGapMs"
>;

const REPLY_TIMEOUT_MS: Readonly<Record<ModbusFraming, number>> = {
  tcp: 1_000,
  rtu: 500,
  ascii: 500,
};
/** Between two characters of ASCII (Modbus over Serial Line V1.02, clause 2.5.2.1). */
const ASCII_GAP_TIMEOUT_MS = 1_000;

/**
 * How a link waits, and gets back into step, with a framing.
 *
 * TCP tells late replies by their ids. RTU and ASCII cannot: what comes after a timeout is dropped
 * until the line has been silent for 3.5 characters and as long as a reply may take, counted from
 * when it was due: a reply may take twice as long, and is never another's. RTU holds 3.5 characters
 * of silence before each request as well.
 *
 * @param framing How messages are put on the wire.
 * @param baudRate Of a serial port; `undefined` if the line is somebody else's, as behind a server.
 * @param asked What takes the place of a default.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const { minGapMs, resync } = modbusWaits("rtu", 115_200, { replyTimeoutMs: 200 });
 * deepStrictEqual(minGapMs, 1.75);
 * deepStrictEqual(resync, { kind: "drain", quietMs: 200 });
 * ```
 */
export function modbusWaits(
  framing: ModbusFraming,
  baudRate: number | undefined,
  asked: Omit<ModbusWaits, "resync"> = {},
): ModbusWaits {
  const { replyTimeoutMs = REPLY_TIMEOUT_MS[framing] } = asked;
  const betweenMs = framing === "rtu" && baudRate !== undefined
    ? characterGapsMs(baudRate).betweenMs
    : 0;
  const { minGapMs = betweenMs, gapTimeoutMs } = asked;
  return {
    resync: framing === "tcp"
      ? { kind: "id" }
      : { kind: "drain", quietMs: Math.max(minGapMs, replyTimeoutMs) },
    replyTimeoutMs,
    gapTimeoutMs: gapTimeoutMs ?? (framing === "ascii" ? ASCII_GAP_TIMEOUT_MS : undefined),
    minGapMs,
  };
}
