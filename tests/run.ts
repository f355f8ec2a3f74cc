/**
 * Every check and every test, as CI runs them: `deno task test`. A failed step does not stop those
 * after it.
 *
 * `--only unit,browser` runs some steps, `--list` lists them.
 */
import { systemClock } from "../lib/base/system_clock.ts";
import { oneCheck, type Outcome } from "./run_outcome.ts";
import { type Step, STEPS } from "./run_steps.ts";

interface Done {
  readonly name: string;
  readonly outcome: Outcome;
  readonly tookMs: number;
}

async function runStep({ name, run }: Step): Promise<Done> {
  const startMs = systemClock.nowMs();
  let outcome: Outcome;
  try {
    outcome = await run();
  } catch (error) {
    outcome = oneCheck({ ok: false, output: String(error) });
  }
  return { name, outcome, tookMs: systemClock.nowMs() - startMs };
}

function row({ name, outcome: { passed, failed, skipped }, tookMs }: Done): string {
  const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  const seconds = `${(tookMs / 1_000).toFixed(1)} s`;
  return `${failed > 0 ? "FAIL" : "ok  "}  ${name.padEnd(14)}${counts.padEnd(32)}${
    seconds.padStart(8)
  }`;
}

/** The steps that the arguments ask for. */
function chosen(args: readonly string[]): readonly Step[] {
  if (args.length === 0) return STEPS;
  const [flag, list, ...rest] = args;
  const names = list?.split(",") ?? [];
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (flag !== "--only" || names.length === 0 || unknown.length > 0 || rest.length > 0) {
    console.error(
      `Cannot run ${args.join(" ")}: expected --list or --only with some of ` +
        STEPS.map(({ name }) => name).join(","),
    );
    Deno.exit(2);
  }
  return STEPS.filter(({ name }) => names.includes(name));
}

if (Deno.args[0] === "--list") {
  for (const { name, what } of STEPS) console.log(`${name.padEnd(14)}${what}`);
  Deno.exit(0);
}

const done: Done[] = [];
for (const step of chosen(Deno.args)) {
  const result = await runStep(step);
  done.push(result);
  if (result.outcome.failed > 0) console.log(`\n${result.outcome.output.trim()}\n`);
  console.log(row(result));
}

const sum = (count: (outcome: Outcome) => number): number =>
  done.reduce((total, { outcome }) => total + count(outcome), 0);
const failed = sum((it) => it.failed);
const skipped = sum((it) => it.skipped);
const tookMs = done.reduce((total, it) => total + it.tookMs, 0);

console.log(`\nSummary, ${(tookMs / 1_000).toFixed(1)} s\n`);
for (const result of done) console.log(row(result));
console.log(
  `\n${sum((it) => it.passed)} passed, ${failed} failed${
    skipped > 0 ? `, ${skipped} skipped` : ""
  }`,
);
Deno.exit(failed > 0 ? 1 : 0);
