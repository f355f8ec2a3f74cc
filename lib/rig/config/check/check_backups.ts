import { quoted } from "../rig_problem.ts";
import { type ChannelKind, kindOf } from "./channel_kind.ts";
import type { KnownSensors } from "./known_sensors.ts";
import { present, type RigCheck } from "./rig_check.ts";

/** Checks that a backup can stand in for its channel. */
export function checkBackups(check: RigCheck, sensors: KnownSensors): void {
  const { draft, channels: known = [], problems } = check;
  const there = present(draft.channels);
  const names = new Set(known);
  const kinds = new Map(there.map(([name, channel]) => [name, kindOf(channel, sensors)]));
  for (const [name, { backup }] of there) {
    if (backup === undefined) continue;
    const path = ["channels", name, "backup"];
    const is = `is ${quoted(backup)}`;
    if (!names.has(backup)) {
      const hint = { word: backup, known, own: name };
      problems.error(path, { is, expected: "another channel of this rig", ...hint });
      continue;
    }
    const misfit = misfitOf(kinds.get(name), kinds.get(backup));
    if (misfit === undefined) continue;
    problems.error(path, { is: `${is}, ${misfit.is}`, expected: misfit.expected });
  }
  for (const ring of ringsOf(new Map(there.map(([name, { backup }]) => [name, backup])))) {
    const way = [...ring.slice(0, 6), ring[0]!].map(quoted).join(" -> ");
    const expected = "a channel that does not lead back to this one";
    problems.error(["channels", ring[0]!, "backup"], { is: `leads in a circle, ${way}`, expected });
  }
}

/** The circles into which backups of backups lead. */
function ringsOf(next: ReadonlyMap<string, string | undefined>): string[][] {
  const seen = new Set<string>();
  return [...next.keys()].flatMap((start) => {
    const way = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      way.add(at);
      at = next.get(at);
    }
    return at !== undefined && way.has(at) ? [[...way].slice([...way].indexOf(at))] : [];
  });
}

function misfitOf(
  own: ChannelKind | undefined,
  other: ChannelKind | undefined,
): { readonly is: string; readonly expected: string } | undefined {
  if (own === undefined || other === undefined) return undefined;
  const differ = own.values !== other.values && own.values !== "unknown" &&
    other.values !== "unknown";
  if (differ) {
    const is = `whose values are of type ${other.values}`;
    return { is, expected: `a channel whose values are of type ${own.values}` };
  }
  const { unit } = own;
  if (unit === undefined || other.unit === undefined || unit === other.unit) return undefined;
  const is = `which is in ${quoted(other.unit)}`;
  return { is, expected: `a channel in ${quoted(unit)}, as this one` };
}
