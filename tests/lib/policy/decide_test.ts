import { assertEquals } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import {
  type Allowance,
  decide,
  type Failure,
  type Progress,
  start,
} from "../../../lib/policy/decide.ts";
import type { FaultClass } from "../../../lib/policy/fault_class.ts";

const CLASSES: readonly FaultClass[] = ["transient", "link", "content", "device", "fatal", "bug"];
const BACKUPS: readonly Progress["backup"][] = ["none", "idle", "active"];

/** What Figure 11-11 says, read off the figure: the boxes from top to bottom, the first that says yes. */
function figure(allowance: Allowance, at: Progress, { class: kind, ...failure }: Failure): unknown {
  const hopeless = kind === "fatal" || kind === "bug" ? kind : false;
  const adjustable = allowance.adjustments.map((a, i) =>
    a.on.has(kind) && at.adjustmentsLeft[i]! > 0
  );
  const boxes: [unknown, () => unknown][] = [
    [failure.excluded !== undefined, () => "fail: excluded"],
    [hopeless, () => `fail: ${hopeless}`],
    [!failure.timeLeft, () => "fail: no time"],
    [
      at.retriesLeft !== 0 && allowance.retryOn.has(kind),
      () => ["retry", at.retriesLeft - 1, ...at.adjustmentsLeft, at.backup],
    ],
    [adjustable.includes(true), () => {
      const which = adjustable.indexOf(true);
      const left = at.adjustmentsLeft.map((count, i) => i === which ? count - 1 : count);
      return [`adjust ${which}`, at.retriesLeft, ...left, at.backup];
    }],
    [at.backup === "idle", () => [ // "Reset retry tracking", then "Enable backup"
      ...["switch", allowance.retries, ...allowance.adjustments.map(({ max }) => max), "active"],
    ]],
    [true, () => "fail: exhausted"],
  ];
  return boxes.find(([isSo]) => isSo)![1]();
}

/** The same words for what the engine decides. */
function words(allowance: Allowance, at: Progress, failure: Failure): unknown {
  const decision = decide(allowance, at, failure);
  if (decision.kind === "fail") return `fail: ${decision.why}`;
  const { retriesLeft, adjustmentsLeft, backup } = decision.progress;
  const kind = decision.kind === "adjust" ? `adjust ${decision.index}` : decision.kind;
  return [kind, retriesLeft, ...adjustmentsLeft, backup];
}

Deno.test("decide() does as Figure 11-11 in all states: class x counters x backup x excluded x time", () => {
  const retryOns = [["transient", "link", "content"], [], CLASSES] as const;
  const adjustOns = [["transient", "link", "content", "device"], ["device"], CLASSES] as const;
  let cases = 0;
  for (const retryOn of retryOns) {
    for (const adjustOn of adjustOns) {
      const allowance: Allowance = {
        retryOn: new Set(retryOn),
        retries: 2,
        adjustments: [{ on: new Set(adjustOn), max: 2 }, { on: new Set(["device"]), max: 1 }],
      };
      for (const faultClass of CLASSES) {
        for (const retriesLeft of [0, 1, 2]) {
          for (const adjustmentsLeft of [[0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [2, 1]]) {
            for (const backup of BACKUPS) {
              for (const excluded of [undefined, "interlock active"]) {
                for (const timeLeft of [true, false]) {
                  const progress = { retriesLeft, adjustmentsLeft, backup };
                  const failure = { class: faultClass, excluded, timeLeft };
                  assertEquals(
                    words(allowance, progress, failure),
                    figure(allowance, progress, failure),
                    JSON.stringify({ retryOn, adjustOn, progress, failure }),
                  );
                  cases++;
                }
              }
            }
          }
        }
      }
    }
  }
  assertEquals(cases, 9 * 6 * 3 * 6 * 3 * 2 * 2);
});

Deno.test("decide() ends: never more attempts than each source's counters allow", () => {
  const on = fc.uniqueArray(fc.constantFrom(...CLASSES)).map((classes) => new Set(classes));
  const allowances = fc.record({
    retryOn: on,
    retries: fc.nat(3),
    adjustments: fc.array(fc.record({ on, max: fc.nat(2) }), { maxLength: 3 }),
  });
  fc.assert(fc.property(
    allowances,
    fc.constantFrom(...BACKUPS),
    fc.array(fc.constantFrom(...CLASSES), { minLength: 60, maxLength: 60 }),
    (allowance, backup, faults) => {
      let progress = start(allowance, backup);
      let attempts = 1;
      for (const faultClass of faults) {
        const failure = { class: faultClass, excluded: undefined, timeLeft: true };
        const decision = decide(allowance, progress, failure);
        if (decision.kind === "fail") break;
        progress = decision.progress;
        attempts++;
      }
      const each = 1 + allowance.retries + allowance.adjustments.reduce((n, { max }) => n + max, 0);
      return attempts <= (backup === "idle" ? 2 : 1) * each;
    },
  ));
});
