import { protocolAddress } from "../../../instrument/modbus_address.ts";
import type { InstrumentPlan } from "../../instrument_plan.ts";
import type { Rig } from "../../rig.ts";
import type { RigReport } from "../../rig_report.ts";
import type { SafeStep } from "../../safe_step.ts";
import type { Findings } from "./findings.ts";

/** How much longer than it may take a sequence may take, in ms. */
const SLACK_MS = 50;
const TIMEOUT_MS = 10_000;
const STEP_MS = 2_000;
/** What may be done besides, before the rig has ended: sinks finish, connections are closed, in ms. */
const REST_MS = 10_000;

/** Sees at the devices what a rig does there to be safe: which steps arrive, and in which order. */
export class SafeWitness {
  readonly #rig: Rig;
  readonly #steps: readonly SafeStep[];
  readonly #findings: Findings;
  /** What a device sees of each step; `undefined` for one of the user's own. */
  readonly #signs: readonly (string | undefined)[];
  /** Where steps write bits and registers. */
  readonly #writes: ReadonlySet<string>;
  #seen: number[] = [];
  /** When the rig began to end. */
  #endingMs = Infinity;
  #runs = 0;
  #reached = 0;

  /** Has seen nothing. */
  constructor(rig: Rig, findings: Findings) {
    this.#rig = rig;
    this.#steps = rig.safe ?? [];
    this.#findings = findings;
    this.#signs = this.#steps.map((step) => signOf(step, rig.instruments ?? {}));
    this.#writes = new Set(this.#steps.flatMap((step) => {
      if (!("coil" in step || "holding" in step)) return [];
      return rig.instruments?.[step.instrument]?.address ?? [];
    }));
  }

  /** How often the sequence was run, and how often the safe state is known to be reached. */
  get counts(): { readonly runs: number; readonly reached: number } {
    return { runs: this.#runs, reached: this.#reached };
  }

  /** The rig starts, or starts again: what reaches a device late of what was sent before counts no more. */
  begin(): void {
    this.#seen = [];
    this.#endingMs = Infinity;
  }

  /** The rig ends. */
  ending(nowMs: number): void {
    this.#endingMs = Math.min(this.#endingMs, nowMs);
  }

  /** A device is told to do something. */
  sees(address: string, what: string): void {
    const sign = `${address} ${what}`;
    const steps = this.#signs.flatMap((it, at) => it === sign ? [at] : []);
    const step = steps.findLast((at) => !this.#seen.includes(at)) ?? steps.at(-1);
    if (step !== undefined) this.carriedOut(step);
  }

  /** A step is carried out. */
  carriedOut(step: number): void {
    this.#seen.push(step);
  }

  /** What a bit or register holds until the step is carried out that writes it. */
  unsafeAt(address: string, unit: number, table: string, at: number): number | undefined {
    if (!this.#writes.has(address)) return undefined;
    const sign = `${address} ${unit}/${table}/${at}=`;
    const step = this.#signs.findIndex((it) => it?.startsWith(sign));
    if (step < 0 || this.#seen.includes(step)) return undefined;
    return Number(this.#signs[step]!.slice(sign.length)) === 0 ? 1 : 0;
  }

  /** What a device answers to a question by which a step is checked. */
  replyTo(address: string, question: string): string | undefined {
    const asked = this.#steps.findIndex((step) => {
      return "readBack" in step && step.readBack === question &&
        this.#rig.instruments?.[step.instrument]?.address === address;
    });
    if (asked < 0) return undefined;
    const step = this.#steps[asked]!;
    const expected = "expect" in step ? step.expect : undefined;
    return this.#seen.includes(asked) ? expected ?? "1" : "NOT YET";
  }

  /** A rig has ended: looks whether it did what it says. */
  ended({ safe, isSafe, why }: RigReport, nowMs: number): void {
    const check = (holds: boolean, what: string): void => {
      this.#findings.check("safety", holds, () => `${what} (the rig ended: ${why})`);
    };
    const seen = this.#seen;
    const endMs = nowMs - this.#endingMs;
    const mostMs = this.#rig.safeTimeoutMs ?? TIMEOUT_MS;
    check(endMs <= mostMs + REST_MS + SLACK_MS, `it took ${endMs} ms to end`);
    check((safe !== undefined) === this.#steps.length > 0, "the safe sequence was not run");
    if (safe === undefined) return;
    this.#runs++;
    if (isSafe) this.#reached++;
    const names = this.#steps.map(({ name }) => name);
    const done = safe.steps.filter(({ isDone }) => isDone).map(({ name }) => name);
    const took = safe.steps.reduce((sum, { tookMs }) => sum + tookMs, 0);
    for (const [at, { name, timeoutMs = STEP_MS }] of this.#steps.toReversed().entries()) {
      const tookMs = safe.steps[at]?.tookMs ?? 0;
      check(tookMs <= timeoutMs + SLACK_MS, `step ${name} took ${tookMs} ms, not ${timeoutMs}`);
    }
    check(
      safe.steps.map(({ name }) => name).join() === names.toReversed().join(),
      `the steps were ${safe.steps.map(({ name }) => name).join(", ")}`,
    );
    check(isSafe === (done.length === names.length), "it says that it is safe, and is not");
    check(took <= mostMs + SLACK_MS, `it took ${took} ms, more than ${mostMs}`);
    check(new Set(seen).size === seen.length, `a step was carried out twice: ${seen.join()}`);
    check(
      seen.every((step, at) => at === 0 || step <= seen[at - 1]!),
      `the steps were carried out in the order ${seen.join()}, not from the last to the first`,
    );
    check(
      names.every((name, at) => !done.includes(name) || seen.includes(at)),
      `a step that is said to be done was not: ${done.join()} against ${seen.join()}`,
    );
  }
}

function signOf(
  step: SafeStep,
  instruments: Readonly<Record<string, InstrumentPlan>>,
): string | undefined {
  if ("run" in step) return undefined;
  const plan = instruments[step.instrument];
  if (plan === undefined) return undefined;
  if ("command" in step) return `${plan.address} ${step.command}`;
  const unit = "unit" in plan ? plan.unit ?? 1 : 1;
  const [table, documented] = "coil" in step
    ? ["coils", step.coil] as const
    : ["holding-registers", step.holding] as const;
  const address = protocolAddress(table, documented);
  return `${plan.address} ${unit}/${table}/${address}=${Number(step.value)}`;
}
