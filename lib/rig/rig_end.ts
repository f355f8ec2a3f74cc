import type { Fault } from "../contract/fault.ts";

/** Why a rig has ended. */
export type RigEnd =
  /** Somebody stopped it, or its time was over. */
  | { readonly kind: "stopped"; readonly why: string }
  /** An interlock that ends the rig was suspended. */
  | { readonly kind: "interlock"; readonly interlock: string; readonly why: string }
  /** A critical channel has failed for good. */
  | { readonly kind: "critical"; readonly channel: string; readonly fault: Fault }
  /** A core part could not be kept going. */
  | { readonly kind: "core"; readonly part: string; readonly fault: Fault }
  /** An instrument that must be there at the start was not. */
  | { readonly kind: "start"; readonly instrument: string; readonly fault: Fault }
  /** A mistake in a program: something threw that nobody expected. */
  | { readonly kind: "error"; readonly fault: Fault };

/** Why a rig has ended, in one line for people. Its texts are not escaped. */
export function textOfEnd(end: RigEnd): string {
  switch (end.kind) {
    case "stopped":
      return `stopped: ${end.why}`;
    case "interlock":
      return end.why;
    case "critical":
      return `critical channel ${end.channel}: ${end.fault.message}`;
    case "core":
      return `${end.part}: ${end.fault.message}`;
    case "start":
      return `instrument ${end.instrument}: ${end.fault.message}`;
    case "error":
      return end.fault.message;
  }
}
