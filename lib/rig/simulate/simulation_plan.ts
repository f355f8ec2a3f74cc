import type { FaultPlan } from "../../simulator/fault/fault_plan.ts";
import type { FaultKind } from "../../simulator/fault/fault_kind.ts";
import type { InstrumentPlan } from "../instrument_plan.ts";

/**
 * What goes wrong if nothing else is said, at an instrument whose reply may take so long.
 *
 * @param times How much more often than usual something befalls a reply.
 */
export function usualFaults(replyTimeoutMs: number, times: number): FaultPlan {
  return {
    // Too late, and not so late that a serial line has been silent for long enough meanwhile.
    late: { rate: 0.005 * times, ms: 1.7 * replyTimeoutMs },
    silent: { rate: 0.005 * times },
    truncated: { rate: 0.003 * times },
    split: { rate: 0.005 * times, ms: 20 },
    glued: { rate: 0.002 * times },
    garbled: { rate: 0.003 * times },
    duplicated: { rate: 0.002 * times },
    dropped: { rate: 0.002 * times },
    misaddressed: { rate: 0.001 * times },
    stuck: { rate: 0.001 * times },
    echo: { rate: 0.001 * times },
    huge: { rate: 0.0005 * times },
    endless: { rate: 0.0005 * times },
    reset: { rate: 0.001 * times },
    away: { rate: 0.0005 * times, ms: 8_000 },
    refused: { rate: 0.1 },
    slow: { rate: 0.1, ms: 700 },
  };
}

/** What no client of a protocol can notice: a value that looks right, and is not. */
const UNSEEN: Readonly<
  Record<"scpi" | "lines" | "nmea" | "modbus tcp" | "modbus line", FaultKind[]>
> = {
  // A number without a checksum, of any length; a reply that does not say whose it is.
  "scpi": ["dropped", "stuck", "misaddressed"],
  "lines": ["dropped", "misaddressed"],
  "nmea": ["misaddressed"],
  // TCP has the checksum; a byte that TCP has carried is as it was sent.
  "modbus tcp": ["garbled", "dropped"],
  // The same reply again has a checksum that is right.
  "modbus line": ["stuck"],
};

/** A plan without what this kind of instrument cannot notice. */
export function noticeable(
  plan: FaultPlan,
  kind: InstrumentPlan["kind"],
  isTcp: boolean,
): FaultPlan {
  const unseen = UNSEEN[kind === "modbus" ? (isTcp ? "modbus tcp" : "modbus line") : kind];
  return Object.fromEntries(
    Object.entries(plan).filter(([name]) => !unseen.includes(name as FaultKind)),
  );
}
