import { printable } from "../lib/base/printable.ts";
import type { RigReport } from "../lib/rig/rig_report.ts";
import { EXIT } from "./exit_code.ts";
import { stepText } from "./step_text.ts";

/** Said when a rig ended by a fault, and neither `--crashes` nor the environment names a folder. */
const NO_FOLDER =
  "no crash file was written, for no folder for it is known: name one by --crashes DIR";

/**
 * How a rig has ended, in some lines: why, each safe step, whether it is safe, and what is not done.
 *
 * @param hasFolder Whether there was a folder for a crash file.
 */
export function endText(
  { rig, why, safe, isSafe, notDone, crashFile, exitCode }: RigReport,
  hasFolder: boolean,
): string {
  const lines = [
    `${printable(rig)}: ${why}`,
    ...(safe?.steps ?? []).map((step) => `  ${stepText(step)}`),
    ...(safe ? [isSafe ? "  it is safe" : "  it is NOT KNOWN TO BE SAFE"] : []),
    ...notDone.map((text) => `  ${text}`),
    ...(crashFile === undefined ? [] : [`  what is known of it: readout crash ${crashFile}`]),
    ...(exitCode === EXIT.ok || hasFolder ? [] : [`  ${NO_FOLDER}`]),
  ];
  return lines.map((line) => `${printable(line, 600)}\n`).join("");
}
