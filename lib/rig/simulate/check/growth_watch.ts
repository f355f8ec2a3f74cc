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

/** 1 MB an hour at fifty times the usual rate. */
const MOST_BYTES_A_DAY = 480_000;

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

  /** A day of the simulation is over, and the rig runs. */
  day(now: Grown): void {
    this.#days.push(now);
    const { timers, connections } = this.#most;
    this.#findings.check("growth", now.timers <= timers && now.connections <= connections, () => {
      return `there are ${now.timers} timers and ${now.connections} connections; ${timers} and ` +
        `${connections} are enough`;
    });
  }

  /** The simulation is over: the heap has not grown all the while. */
  over(): void {
    const bytes = heapGrowthOf(this.#days);
    if (bytes === undefined) return;
    this.#findings.check("growth", bytes < MOST_BYTES_A_DAY, () => {
      return `the heap has grown by ${Math.round(bytes)} bytes a day`;
    });
  }

  /** The rig has ended: nothing must be left of it. */
  ended({ timers, connections }: Grown): void {
    this.#findings.check("growth", timers === 0 && connections === 0, () => {
      return `the rig has ended, and there are ${timers} timers and ${connections} connections left`;
    });
  }
}

/**
 * How fast the heap grows after the first two days, in bytes a day: from the least of the first half to
 * that of the second, because the engine keeps what it has compiled for a while. `undefined` if there
 * are too few days to say.
 */
function heapGrowthOf(days: readonly Grown[]): number | undefined {
  const heaps = days.slice(2).flatMap(({ heapBytes }) => heapBytes ?? []);
  const half = Math.floor(heaps.length / 2);
  if (half < 2) return undefined;
  return (Math.min(...heaps.slice(-half)) - Math.min(...heaps.slice(0, half))) /
    (heaps.length - half);
}

/** How fast the heap grew, for a report; nothing if it cannot be said. */
export function heapGrowth(days: readonly Grown[]): { readonly heapBytesPerDay?: number } {
  const heapBytesPerDay = heapGrowthOf(days);
  return heapBytesPerDay === undefined ? {} : { heapBytesPerDay };
}
