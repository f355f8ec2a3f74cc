import type { Reason, Status } from "../../lib/contract/quality.ts";
import type { WireValue } from "../wire.ts";
import type { View } from "./columns.ts";

/** The newest reading of a channel. */
export interface Latest {
  readonly value: WireValue;
  readonly status: Status;
  readonly reason: Reason;
  /** What went wrong, if something did. */
  readonly note: string | null;
  /** By which path it came, if not by the first attempt. */
  readonly path: string | null;
  /** Its standard uncertainty, where it is known. */
  readonly uncertainty: number | null;
  /** How long before it was read it was really measured, in ms; 0 if then. */
  readonly ageMs: number;
  /** When it was read, in ms since the Unix epoch, by the server's clock. */
  readonly wallMs: number;
  /** When it came, in ms, by the page's monotonic clock. */
  readonly arrivedMs: number;
}

/** What the page shows at one moment. */
export interface Shown {
  /** When the newest reading was taken, in ms since the Unix epoch; -Infinity before the first. */
  readonly lastMs: number;
  /** For each channel its newest reading. */
  readonly latest: readonly (Latest | undefined)[];
  /** The history from `fromMs` on. */
  view(fromMs: number): View;
}

/** What stays as it is while readings go on to arrive, and can still be seen by another window. */
export function frozen(shown: Shown): Shown {
  const all = shown.view(-Infinity);
  return {
    ...shown,
    view(fromMs) {
      const first = all.times.findIndex((time) => time * 1000 >= fromMs);
      const from = Math.max(0, (first < 0 ? all.times.length : first) - 1);
      return {
        times: all.times.slice(from),
        cells: all.cells.map((column) => column.slice(from)),
        doubts: all.doubts.map((column) => column?.slice(from)),
        breaks: all.breaks.slice(from),
      };
    },
  };
}
