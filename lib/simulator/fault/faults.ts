import type { Random } from "../../contract/random.ts";
import { seededRandom } from "../../base/seeded_random.ts";
import {
  type ConnectionFaultKind,
  FAULT_NAMES,
  type FaultKind,
  isOfConnection,
  type ReplyFaultKind,
  type TimedFaultKind,
} from "./fault_kind.ts";
import { checkPlan, faultMs, type FaultPlan, type TimedFaultRate } from "./fault_plan.ts";

/** How many replies and connections there were, and how many of each fault. */
export interface FaultStats extends Readonly<Record<FaultKind, number>> {
  /** Replies that there were. */
  readonly replies: number;
  /** Connections that there were. */
  readonly connections: number;
}

/**
 * Decides what goes wrong: by rates and a seed, or on demand. The same seed and the same replies
 * give the same faults. It may be changed while devices are served, and be shared by several.
 *
 * @example Every third reply or so is late, and the next one is missing
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const faults = new Faults({ late: { rate: 0.3, ms: 500 } });
 * faults.next("silent");
 * strictEqual(faults.ofReply(), "silent");
 * faults.set({});
 * strictEqual(faults.ofReply(), undefined);
 * strictEqual(faults.stats().silent, 1);
 * ```
 */
export class Faults {
  /** What chance there is in it: a fault's details are drawn from it too. */
  readonly random: Random;
  #plan: FaultPlan = {};
  readonly #asked: FaultKind[] = [];
  readonly #counts: Record<FaultKind | "replies" | "connections", number>;

  /**
   * Makes a plan work.
   *
   * @param plan Which faults happen, and how often.
   * @param random Where chance comes from. Default: seeded with 1.
   * @throws {TypeError | RangeError} If the plan is none; the message says what is wrong.
   */
  constructor(plan: FaultPlan = {}, random: Random = seededRandom(1)) {
    this.random = random;
    this.#counts = {
      ...Object.fromEntries(FAULT_NAMES.map((it) => [it, 0])) as Record<FaultKind, number>,
      replies: 0,
      connections: 0,
    };
    this.set(plan);
  }

  /** The plan. */
  get plan(): FaultPlan {
    return this.#plan;
  }

  /** Takes another plan from now on; what `next()` asked for stays. */
  set(plan: FaultPlan): void {
    checkPlan(plan);
    this.#plan = structuredClone(plan);
  }

  /** Lets the next reply (or connection) have this fault; asked for twice, also the one after it. */
  next(kind: FaultKind): void {
    checkPlan({ [kind]: {} });
    this.#asked.push(kind);
  }

  /** A snapshot of the counts. */
  stats(): FaultStats {
    return { ...this.#counts };
  }

  /** What befalls the next reply; it is counted. */
  ofReply(): ReplyFaultKind | undefined {
    this.#counts.replies++;
    return this.#draw(false) as ReplyFaultKind | undefined;
  }

  /** What befalls the next connection; it is counted. */
  ofConnection(): ConnectionFaultKind | undefined {
    this.#counts.connections++;
    return this.#draw(true) as ConnectionFaultKind | undefined;
  }

  /** How long a fault takes, in ms. */
  ms(kind: TimedFaultKind): number {
    return faultMs(this.#plan, kind);
  }

  #draw(ofConnection: boolean): FaultKind | undefined {
    const kind = this.#takeAsked(ofConnection) ?? this.#byChance(ofConnection);
    if (kind !== undefined) this.#counts[kind]++;
    return kind;
  }

  #takeAsked(ofConnection: boolean): FaultKind | undefined {
    const at = this.#asked.findIndex((kind) => isOfConnection(kind) === ofConnection);
    return at < 0 ? undefined : this.#asked.splice(at, 1)[0];
  }

  #byChance(ofConnection: boolean): FaultKind | undefined {
    let left = this.random.next();
    for (const kind of FAULT_NAMES) {
      if (isOfConnection(kind) !== ofConnection) continue;
      const { rate = 0 }: TimedFaultRate = this.#plan[kind] ?? {};
      if (left < rate) return kind;
      left -= rate;
    }
    return undefined;
  }
}
