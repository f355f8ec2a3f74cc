import type { Findings } from "./findings.ts";

/** What might grow. */
export interface Grown {
  /** Timers that the rig has set. */
  readonly timers: number;
  /** Connections that are open. */
  readonly connections: number;
  /** The heap, in bytes; `undefined` if it is not measured. */
  readonly heapBytes: number | undefined;
}

/** Looks once a day, and at each end, whether something grows. */
export class GrowthWatch {
  readonly #findings: Findings;
  readonly #most: Pick<Grown, "timers" | "connections">;
  readonly #days: Grown[] = [];

  /** @param most So many timers and connections are enough for a rig. */
  constructor(findings: Findings, most: Pick<Grown, "timers" | "connections">) {
    this.#findings = findings;
    this.#most = most;
  }

  /** What there was at the end of each day, while the rig ran. */
  get days(): readonly Grown[] {
    return this.#days;
  }

  /** How fast the heap grows after the first two days, in bytes a day. */
  get heapBytesPerDay(): number | undefined {
    const heaps = this.#days.slice(2).flatMap(({ heapBytes }) => heapBytes ?? []);
    return heaps.length < 3 ? undefined : slopeOf(heaps);
  }

  /** A day of the simulation is over, and the rig runs. */
  day(now: Grown): void {
    this.#days.push(now);
    const { timers, connections } = this.#most;
    this.#findings.check("growth", now.timers <= timers && now.connections <= connections, () => {
      return `there are ${now.timers} timers and ${now.connections} connections; ${timers} and ` +
        `${connections} are enough`;
    });
  }

  /** The rig has ended: nothing must be left of it. */
  ended({ timers, connections }: Grown): void {
    this.#findings.check("growth", timers === 0 && connections === 0, () => {
      return `the rig has ended, and there are ${timers} timers and ${connections} connections left`;
    });
  }
}

/** The slope of the line through numbers that is nearest to them. */
function slopeOf(numbers: readonly number[]): number {
  const middle = (numbers.length - 1) / 2;
  const mean = numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
  const over = numbers.reduce((sum, it, at) => sum + (at - middle) * (it - mean), 0);
  return over / numbers.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
}
