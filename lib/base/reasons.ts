import type {
  BadReason,
  GoodReason,
  Reason,
  Status,
  UncertainReason,
} from "../contract/quality.ts";

const STATUS_OF: Readonly<
  & Record<GoodReason, "good">
  & Record<UncertainReason, "uncertain">
  & Record<BadReason, "bad">
> = {
  "ok": "good",
  "local-override": "good",
  "sub-normal-ok": "good",
  "overload": "good",
  "initial": "uncertain",
  "held": "uncertain",
  "stale": "uncertain",
  "substituted": "uncertain",
  "at-limit": "uncertain",
  "out-of-range": "uncertain",
  "sub-normal": "uncertain",
  "implausible": "uncertain",
  "maintenance": "uncertain",
  "comm-fail": "bad",
  "protocol": "bad",
  "device-fail": "bad",
  "sensor-fail": "bad",
  "not-connected": "bad",
  "config": "bad",
  "disabled": "bad",
};

/** Every reason, in a fixed order, so that its place can stand for it in a column of numbers. */
export const REASONS: readonly Reason[] = Object.freeze(Object.keys(STATUS_OF) as Reason[]);

/** The status that a reason belongs to. */
export function statusOf(reason: Reason): Status {
  return STATUS_OF[reason];
}
