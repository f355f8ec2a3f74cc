import { clockStepText } from "./health/clock_watch.ts";
import type { RigNotice } from "./rig_notice.ts";

/** A notice in one line for people. Its texts are not escaped. */
export function textOfNotice(notice: RigNotice): string {
  if (notice.kind === "clock-step") return clockStepText(notice);
  const { channel } = notice;
  switch (notice.kind) {
    case "switched":
      return `${channel}: the backup ${notice.to} is in use`;
    case "switched-back":
      return `${channel}: ${notice.to} is in use again`;
    case "breaker-opened":
      return `${channel}: it is not asked for a while: ${notice.fault.message}`;
    case "breaker-closed":
      return `${channel}: it is asked as usual again`;
    case "lives-on-retries":
      return `${channel}: ${Math.round(100 * notice.share)} % of its reads need another attempt`;
    case "not-restored":
      return `${channel}: ${notice.adjustment} could not be changed back: ${notice.fault.message}`;
    case "holding":
      return `${channel}: its values are predictions from now on: ${notice.fault.message}`;
    case "measuring":
      return `${channel}: it measures again` +
        (notice.innovation === undefined
          ? ""
          : `, ${notice.innovation.toFixed(1)} standard deviations off the prediction`);
  }
}
