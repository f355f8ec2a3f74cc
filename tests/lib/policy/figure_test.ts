// Figure 11-11, walked on paper, beside what resilient() does: not what it decides, but whom it asks.

import { assertEquals } from "../../deps/assert.ts";
import type { FaultCode } from "../../../lib/contract/fault.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { resilient } from "../../../lib/policy/resilient.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { AT_ONCE } from "./scripted.ts";

/** One fault of each class, and what the defaults of a plan allow after it. */
const FAULTS = [
  { code: "timeout.lock", mayRetry: true, mayAdjust: true },
  { code: "link.closed", mayRetry: true, mayAdjust: true, losesStep: true },
  { code: "frame.bad", mayRetry: true, mayAdjust: true, losesStep: true },
  { code: "device.refused", mayRetry: false, mayAdjust: true },
  { code: "permission.missing", isHopeless: true },
  { code: "reader.threw", isHopeless: true },
] as const;

interface Case {
  readonly fault: {
    readonly code: FaultCode;
    readonly mayRetry?: boolean;
    readonly mayAdjust?: boolean;
    readonly losesStep?: boolean;
    readonly isHopeless?: boolean;
  };
  readonly retries: number;
  readonly adjustments: number;
  readonly backup: "none" | "idle" | "active";
  readonly isExcluded: boolean;
  /** How many attempts there is time for. */
  readonly inTime: number;
}

function* allCases(): Generator<Case> {
  for (const fault of FAULTS) {
    for (const retries of [0, 1, 2]) {
      for (const adjustments of [0, 1, 2]) {
        for (const backup of ["none", "idle", "active"] as const) {
          for (const isExcluded of [false, true]) {
            for (const inTime of [1, 2, 4, 100]) {
              yield { fault, retries, adjustments, backup, isExcluded, inTime };
            }
          }
        }
      }
    }
  }
}

/** The way through the figure if nothing helps: the path of each attempt. */
function walk({ fault, retries, adjustments, backup, isExcluded, inTime }: Case): string[] {
  const tried: string[] = [];
  let isBackupActive = backup === "active";
  let [retried, adjusted] = [0, 0];
  let how = "";
  for (;;) {
    tried.push((isBackupActive ? `backup:dmm2 ${how}` : how || "first").trim());
    if (isExcluded || fault.isHopeless || tried.length === inTime) return tried;
    if (fault.mayRetry && retried < retries) how = `retry#${++retried}`;
    else if (fault.mayAdjust && adjusted < adjustments) {
      adjusted++;
      how = "adjusted:range";
    } else {
      if (backup !== "idle" || isBackupActive) return tried;
      [retried, adjusted] = [0, 0]; // "Reset retry tracking"
      isBackupActive = true; // "Enable backup"
      how = "";
    }
  }
}

/** What is done for an attempt: in step again, changed, asked. */
function steps(path: string, { fault }: Case): string[] {
  const isRepetition = path.includes("retry") || path.includes("adjusted");
  return [
    ...(isRepetition && fault.losesStep ? ["resync"] : []),
    ...(path.includes("adjusted") ? ["range"] : []),
    path.startsWith("backup") ? "dmm2" : "volts",
  ];
}

/** What resilient() does, if so many attempts fail: the log of the failed ones, and what came of it. */
async function engine(at: Case, failing: number) {
  const clock = new VirtualClock();
  const asked: string[] = [];
  let left = at.backup === "active" ? Infinity : failing;
  let isMeasured = at.backup !== "active"; // before that, it is brought to where the backup is in use
  const source = (name: string) =>
    channel(name, "V", () => {
      asked.push(name);
      if (!isMeasured && name === "dmm2") return 0;
      if (isMeasured) clock.stall(10); // time passes, and no timer has a say
      if (left-- <= 0) return 42;
      throw new ReadoutError(isMeasured ? at.fault.code : "link.closed", `Cannot read ${name}`);
    }, { clock });
  const volts = resilient(source("volts"), {
    ...{ clock, random: AT_ONCE, attemptMs: 10_000 },
    retry: { max: at.retries },
    adjust: [{ name: "range", max: at.adjustments, apply: () => void asked.push("range") }],
    resync: () => void asked.push("resync"),
    exclude: [() => isMeasured && at.isExcluded && "an interlock"],
    ...(at.backup === "none" ? {} : { backup: source("dmm2") }),
  });
  if (!isMeasured) await volts.read();
  isMeasured = true;
  left = failing;
  asked.length = 0;
  return { reading: await volts.tryRead({ timeoutMs: 10 * at.inTime }), asked };
}

Deno.test("Figure 11-11: resilient() asks whom the figure asks, in all states, and no one else", async () => {
  let cases = 0;
  for (const at of allCases()) {
    const expected = walk(at);
    const name = JSON.stringify(at);
    const { reading, asked } = await engine(at, Infinity);
    assertEquals(asked, expected.flatMap((path) => steps(path, at)), name);
    assertEquals([reading.status, reading.fault?.code], ["bad", at.fault.code], name);
    const told = reading.fault?.attempts?.map(({ path }) => path) ?? [expected[0]];
    assertEquals(told, expected, name);
    cases++;
  }
  assertEquals(cases, 6 * 3 * 3 * 3 * 2 * 4);
});

Deno.test("Figure 11-11: what helps ends the way, wherever it is, and the reading says where", async () => {
  for (const at of allCases()) {
    const expected = walk(at);
    for (let failing = 0; failing < expected.length; failing++) {
      const name = `${JSON.stringify(at)} after ${failing}`;
      const { reading, asked } = await engine(at, failing);
      assertEquals([reading.value, reading.path], [42, expected[failing]], name);
      const tried = expected.slice(0, failing + 1);
      assertEquals(asked, tried.flatMap((path) => steps(path, at)), name);
    }
  }
});
