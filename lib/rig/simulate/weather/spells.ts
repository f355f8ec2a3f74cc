import type { Random } from "../../../contract/random.ts";
import { untilNextMs } from "../seeds.ts";
import type { Calendar } from "./calendar.ts";

/** Fine and rough spells that follow each other. */
export interface Spells {
  /** How long a fine one lasts on average, in ms. */
  readonly fineMs: number;
  /** How long a rough one lasts on average, in ms. */
  readonly roughMs: number;
  /** The weather turns. */
  readonly turn: (isRough: boolean) => void;
}

/** Puts spells into a calendar; it begins with one that may be either. */
export function addSpells(calendar: Calendar, random: Random, spells: Spells): void {
  let isRough = random.next() < 0.5;
  calendar.add(0, () => {
    isRough = !isRough;
    spells.turn(isRough);
    return untilNextMs(random, isRough ? spells.roughMs : spells.fineMs);
  });
}
