import type { InterlockPlan } from "../../rig.ts";
import { type FieldPath, quoted } from "../rig_problem.ts";
import { kindOf } from "./channel_kind.ts";
import type { KnownSensors } from "./known_sensors.ts";
import { hasNoSafe, present, type RigCheck } from "./rig_check.ts";

/** Checks that each interlock watches a channel of numbers, and resumes where it does not suspend. */
export function checkInterlocks(check: RigCheck, sensors: KnownSensors): void {
  const { draft, channels, problems } = check;
  for (const [name, interlock] of present(draft.interlocks)) {
    const path = ["interlocks", name];
    const { channel } = interlock;
    const then = "then" in interlock ? interlock.then : "safe";
    if (channel !== undefined) {
      const own = [...path, "channel"];
      const is = `is ${quoted(channel)}`;
      const watched = draft.channels?.[channel];
      if (channels !== undefined && !channels.includes(channel)) {
        const hint = { word: channel, known: channels };
        problems.error(own, { is, expected: "a channel of this rig", ...hint });
      } else if (watched !== undefined && kindOf(watched, sensors).values === "boolean") {
        const expected = "a channel whose values are numbers";
        problems.error(own, { is: `${is}, whose values are true and false`, expected });
      }
    }
    checkThresholds(interlock, path, check);
    if (then !== "safe" || !hasNoSafe(draft)) continue;
    const is = "runs the safe sequence, which this rig has not";
    const expected = 'one with steps in "safe", or "then: report"';
    problems.warn(path, { is, expected, atKey: true });
  }
}

/** Above it suspends, below it resumes; and the other way round. */
const SIDES = [
  { suspend: "suspendAbove", resume: "resumeBelow", most: "at most", sign: 1 },
  { suspend: "suspendBelow", resume: "resumeAbove", most: "at least", sign: -1 },
] as const;

function checkThresholds(
  interlock: Partial<InterlockPlan>,
  path: FieldPath,
  { problems }: RigCheck,
): void {
  if (!("suspendAbove" in interlock) && !("suspendBelow" in interlock)) {
    const is = "suspends nothing";
    problems.error(path, { is, expected: "given suspendAbove or suspendBelow", atKey: true });
    return;
  }
  for (const { suspend, resume, most, sign } of SIDES) {
    const [suspendAt, resumeAt] = [interlock[suspend], interlock[resume]];
    if (resumeAt === undefined) continue;
    const own = [...path, resume];
    if (!(suspend in interlock)) {
      const expected = `given with ${suspend}, or left out`;
      problems.error(own, { is: `is ${resumeAt}`, expected, atKey: true });
    } else if (suspendAt !== undefined && sign * resumeAt > sign * suspendAt) {
      problems.error(own, {
        is: `is ${resumeAt}`,
        expected: `${most} ${suspendAt}, as ${suspend}`,
      });
    }
  }
  const { suspendAbove, resumeBelow, suspendBelow, resumeAbove } = interlock;
  const bottom = resumeAbove ?? suspendBelow;
  const top = resumeBelow ?? suspendAbove;
  if (bottom === undefined || top === undefined || bottom < top) return;
  const field = resumeAbove === undefined ? "suspendBelow" : "resumeAbove";
  const expected = `below ${top}, or nothing is ever allowed`;
  problems.error([...path, field], { is: `is ${bottom}`, expected });
}
