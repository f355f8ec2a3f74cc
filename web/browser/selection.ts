import type { WireChannel } from "../wire.ts";

/** The chosen channels, each with the number of its line, which stands for a colour and dashes. */
export type Selection = ReadonlyMap<number, number>;

/** More lines at once than can be told apart by colour. */
const MOST = 8;

/**
 * The channels that are plotted at first: percentages and what is generated or simulated, which share
 * a few scales, but not the parts of one that is (`cpu.core0`); if there are none, those of the first
 * unit.
 */
export function defaultSelection(channels: readonly WireChannel[]): Selection {
  const isGenerated = ({ name }: WireChannel): boolean => /^(sine|signal|sim)\b/.test(name);
  const isPart = ({ name, unit }: WireChannel): boolean => {
    return channels.some((whole) => whole.unit === unit && name.startsWith(`${whole.name}.`));
  };
  const common = indexesOf(channels, (it) => (it.unit === "%" || isGenerated(it)) && !isPart(it));
  const first = indexesOf(channels, (it) => it.unit === channels[0]?.unit);
  const chosen = (common.length > 0 ? common : first).slice(0, MOST);
  return new Map(chosen.map((channel, line) => [channel, line]));
}

/** Takes a channel out, or in with the first line that is free; the others keep theirs. */
export function toggled(selection: Selection, channel: number): Selection {
  const next = new Map(selection);
  if (next.delete(channel)) return next;
  const taken = new Set(selection.values());
  let line = 0;
  while (taken.has(line)) line++;
  return next.set(channel, line);
}

function indexesOf(
  channels: readonly WireChannel[],
  test: (channel: WireChannel) => boolean,
): number[] {
  return [...channels.keys()].filter((at) => test(channels[at]!));
}
