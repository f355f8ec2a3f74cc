import type { ProblemList } from "../problem_list.ts";
import type { RigDraft } from "../rig_draft.ts";

/** What the checks of a whole rig know. */
export interface RigCheck {
  /** What is right of the rig, field by field. */
  readonly draft: RigDraft;
  /** The names of all instruments, those with mistakes too; `undefined` if nobody can tell them. */
  readonly instruments: readonly string[] | undefined;
  /** The names of all channels, those with mistakes too; `undefined` if nobody can tell them. */
  readonly channels: readonly string[] | undefined;
  /** The shortest period that can be kept, in ms. */
  readonly finestPeriodMs: number;
  /** Where mistakes go. */
  readonly problems: ProblemList;
}

/** The things of a group that are right as far as it is known, by their names. */
export function present<T>(group: Readonly<Record<string, T | undefined>> = {}): [string, T][] {
  return Object.entries(group).filter((entry): entry is [string, T] => entry[1] !== undefined);
}

/** Whether it is known that a rig has no safe sequence. */
export function hasNoSafe(draft: RigDraft): boolean {
  return draft.safe === undefined ? !("safe" in draft) : draft.safe.length === 0;
}
