import { printable } from "../../base/printable.ts";
import type { ChannelHealth, RigHealth } from "./rig_health.ts";

/** Something of a rig that does not work as it should. Its texts are not escaped. */
export interface Problem {
  /** What is how, as in `oven is stale`. */
  readonly what: string;
  /** Since when, in ms since the Unix epoch; absent if nobody knows. */
  readonly sinceWallMs?: number | undefined;
  /** Why; absent if nobody knows. */
  readonly why?: string | undefined;
}

/** What of a rig does not work, since when and why: channels, instruments, sinks, interlocks. */
export function problemsOf({ channels, instruments, sinks, interlocks }: RigHealth): Problem[] {
  return [
    ...channels.flatMap((channel): Problem[] => {
      const problem = problemOf(channel);
      const { name, sinceWallMs, fault } = channel;
      if (problem === undefined) return [];
      const why = withoutName(fault?.message, name);
      return [{ what: `${name} ${problem}`, sinceWallMs, why }];
    }),
    ...instruments.filter(({ state }) => state === "absent" || state === "left-out")
      .map(({ name, address, state, sinceWallMs, fault }): Problem => {
        return {
          what: `instrument ${name} (${address}) ${state}`,
          sinceWallMs,
          why: fault?.message,
        };
      }),
    ...sinks.filter(({ state, lost }) => state !== "works" || lost > 0)
      .map(({ name, state, delivered, lost, queued, sinceWallMs, fault }): Problem => {
        const counts = `${delivered} delivered, ${lost} lost, ${queued} waiting`;
        return { what: `sink ${name}: ${counts}, ${state}`, sinceWallMs, why: fault?.message };
      }),
    ...interlocks.flatMap(({ why }): Problem[] => why === undefined ? [] : [{ what: why }]),
  ];
}

/** A fault of a channel begins with its name, which has just been said. */
function withoutName(message: string | undefined, name: string): string | undefined {
  const known = `${printable(name)}: `;
  return message?.startsWith(known) ? message.slice(known.length) : message;
}

function problemOf({ state, path }: ChannelHealth): string | undefined {
  if (state === "waiting") return "waits for its first reading";
  if (path === "held") return "is held";
  if (state === "good") return path?.startsWith("backup:") ? `comes by ${path}` : undefined;
  return `is ${state}`;
}
