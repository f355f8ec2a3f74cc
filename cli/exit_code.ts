import type { StopReason } from "./io.ts";

/** How `readout` ends; `readout --help` says the same to people. */
export const EXIT = {
  /** Everything asked for was done. */
  ok: 0,
  /** A reading was bad, or something else failed. */
  fault: 1,
  /** The command line, or a rig, was wrong; nothing was touched. */
  usage: 2,
  /** A rig has ended, and it is not known whether its safe state was reached. */
  unsafe: 3,
} as const;

/** How a command ends that was stopped from outside before it was done. */
export function exitCodeOfStop(reason: StopReason): number {
  switch (reason) {
    case "SIGINT":
      return 130;
    case "SIGTERM":
      return 143;
    case "SIGHUP": // the terminal is gone
      return 129;
    case "output-closed": // whoever reads us has seen enough: `| head -1`
      return EXIT.ok;
  }
}
