import { printable } from "../../base/printable.ts";
import type { ChannelHealth, PartHealth, RigHealth } from "./rig_health.ts";

/**
 * A rig's health in lines of text for people: first how much works, then what is lost, since when and
 * why. Nothing in them can act on a terminal.
 */
export function healthText(health: RigHealth): string[] {
  const { channels, instruments, sinks, interlocks, alarms, wallMs } = health;
  const line = (what: string, part: PartHealth): string => {
    const why = part.fault ? `: ${part.fault.message}` : "";
    return printable(
      `  ${what} ${timeOf(part.sinceWallMs)} (${ageOf(wallMs - part.sinceWallMs)})${why}`,
      400,
    );
  };
  return [
    headline(health),
    ...channels.flatMap((channel) => {
      const what = problemOf(channel);
      return what === undefined ? [] : [line(`${channel.name} ${what} since`, channel)];
    }),
    ...instruments.filter(({ state }) => state === "absent" || state === "left-out").map((part) => {
      return line(`instrument ${part.name} (${part.address}) ${part.state} since`, part);
    }),
    ...sinks.filter(({ state, lost }) => state !== "works" || lost > 0).map((part) => {
      const { name, state, delivered, lost, queued } = part;
      const counts = `${delivered} delivered, ${lost} lost, ${queued} waiting`;
      return line(`sink ${name}: ${counts}, ${state} since`, part);
    }),
    ...interlocks.flatMap(({ why }) => why === undefined ? [] : [printable(`  ${why}`, 400)]),
    ...alarms.map(({ channel, name, phase, raisedWallMs, value, unit }) => {
      const text = `  alarm ${channel} ${name} (${phase}) at ${timeOf(raisedWallMs)}`;
      return printable(value === null ? text : `${text}: ${value} ${unit}`.trimEnd(), 400);
    }),
  ];
}

/** The first line alone: `vessel: running, 4 of 5 channels work`. */
export function headline({ rig, phase, channels }: RigHealth): string {
  const count = channels.filter(({ state }) => state === "good").length;
  const all = channels.length;
  const work = count === all ? `all ${all} channels work` : `${count} of ${all} channels work`;
  return printable(`${rig}: ${phase}, ${work}`, 200);
}

function problemOf({ state, path }: ChannelHealth): string | undefined {
  if (state === "waiting") return "waits for its first reading";
  if (path === "held") return "is held";
  if (state === "good") return path?.startsWith("backup:") ? `comes by ${path}` : undefined;
  return `is ${state}`;
}

function timeOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(11, 19);
}

function ageOf(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1_000));
  if (s < 60) return `${s} s`;
  return s < 3_600 ? `${Math.floor(s / 60)} min` : `${Math.floor(s / 3_600)} h`;
}
