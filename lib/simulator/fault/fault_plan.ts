import { FAULT_MS, FAULT_NAMES, type FaultKind, isOfConnection, isTimed } from "./fault_kind.ts";
import type { TimedFaultKind } from "./fault_kind.ts";

/** How often a fault happens. */
export interface FaultRate {
  /** Of how many replies, or connections: 0 is none, 1 is each. Default: 0, for `next()` alone. */
  readonly rate?: number | undefined;
}

/** How often a fault happens, and how long it takes. */
export interface TimedFaultRate extends FaultRate {
  /** How long, in ms. The default depends on the fault: see {@linkcode FAULT_MS}. */
  readonly ms?: number | undefined;
}

/** Which faults happen, and how often. A reply has one fault at most. */
export type FaultPlan = {
  readonly [K in FaultKind]?: K extends TimedFaultKind ? TimedFaultRate : FaultRate;
};

/**
 * Checks a plan.
 *
 * @throws {TypeError} If it names something that is no fault, or gives ms to one that takes no time.
 * @throws {RangeError} If a rate is not from 0 to 1, if those of replies or those of connections
 *   add up to more than 1, or if a time is not from 0 to 2^31 ms.
 */
export function checkPlan(plan: FaultPlan): void {
  const sums = { replies: 0, connections: 0 };
  for (const [name, { rate = 0, ms }] of Object.entries<TimedFaultRate>(plan)) {
    const kind = name as FaultKind;
    if (!FAULT_NAMES.includes(kind)) {
      throw new TypeError(`Cannot plan "${name}": it is no fault; use ${FAULT_NAMES.join(", ")}`);
    }
    if (!(rate >= 0 && rate <= 1)) {
      throw new RangeError(
        `Cannot plan ${name}: its rate should be 0% to 100%, from 0 to 1, got ${rate}`,
      );
    }
    if (ms !== undefined && !isTimed(kind)) {
      throw new TypeError(
        `Cannot plan ${name}: it takes no time, so it has no ms; ` +
          `those that do are ${FAULT_NAMES.filter(isTimed).join(", ")}`,
      );
    }
    if (ms !== undefined && !(ms >= 0 && ms <= 2 ** 31)) {
      throw new RangeError(`Cannot plan ${name}: its ms should be from 0 to 2^31, got ${ms}`);
    }
    sums[isOfConnection(kind) ? "connections" : "replies"] += rate;
  }
  for (const [what, sum] of Object.entries(sums)) {
    if (sum <= 1 + 1e-9) continue;
    throw new RangeError(
      `Cannot plan faults for ${(100 * sum).toFixed(1)} % of the ${what}: each has one at most, ` +
        `so the rates should add up to 1 or less`,
    );
  }
}

/** How long a fault takes by a plan, in ms. */
export function faultMs(plan: FaultPlan, kind: TimedFaultKind): number {
  return plan[kind]?.ms ?? FAULT_MS[kind];
}

/**
 * Checks that a device can be simulated with a plan.
 *
 * @throws {TypeError} If its replies should be misaddressed, and do not name who sends them.
 */
export function checkPlanFor(
  device: { readonly name: string; readonly asAnother?: unknown },
  { misaddressed }: FaultPlan,
): void {
  if (device.asAnother !== undefined || (misaddressed?.rate ?? 0) === 0) return;
  throw new TypeError(
    `Cannot misaddress the replies of ${device.name}: they do not say whose they are, as those of ` +
      `Modbus do; plan another fault`,
  );
}
