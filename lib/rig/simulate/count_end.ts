import type { RigEnd } from "../rig_end.ts";

/** Counts what has ended a rig, without the figures: there are only so many causes. */
export function countEnd(counts: Record<string, number>, end: RigEnd): void {
  const cause = causeOf(end);
  counts[cause] = (counts[cause] ?? 0) + 1;
}

function causeOf(end: RigEnd): string {
  switch (end.kind) {
    case "interlock":
      return `interlock ${end.interlock}`;
    case "critical":
      return `critical ${end.channel}`;
    case "core":
      return end.part;
    case "start":
      return `start of ${end.instrument}`;
    default:
      return end.kind;
  }
}
