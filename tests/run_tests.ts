import { runDeno } from "./run_command.ts";
import { testsOfJunit } from "./run_junit.ts";
import { oneCheck, type Outcome } from "./run_outcome.ts";

/** Tests that may be ignored, by `file > name`, each with the reason. */
const MAY_BE_IGNORED: Readonly<Record<string, string>> = {};

/** Whether a test is left out on purpose, and not to be counted, by `file > name`. */
export type IsLeftOut = (name: string) => boolean;

/**
 * Runs `deno test` and counts its tests. An ignored test counts as failed unless it is named in
 * `MAY_BE_IGNORED`; so does a run that fails without a failed test (a type error, a leak).
 */
export async function runTests(
  args: readonly string[],
  isLeftOut: IsLeftOut = () => false,
): Promise<Outcome> {
  const report = await Deno.makeTempFile({ prefix: "readout_junit_", suffix: ".xml" });
  const flags = ["-A", "--no-prompt", "--unstable-bundle", `--junit-path=${report}`];
  try {
    const { ok, output } = await runDeno("test", ...flags, ...args);
    return countTests(await Deno.readTextFile(report), ok, output, isLeftOut);
  } finally {
    await Deno.remove(report);
  }
}

/** What a report of `deno test` comes to. */
export function countTests(
  junit: string,
  ok: boolean,
  output: string,
  isLeftOut: IsLeftOut = () => false,
): Outcome {
  const tests = testsOfJunit(junit)
    .filter(({ name, result }) => result !== "ignored" || !isLeftOut(name));
  if (tests.length === 0) {
    return oneCheck({ ok: false, output: `${output}\nNot one test has run\n` });
  }
  const named = (result: string) => tests.filter((it) => it.result === result).map((it) => it.name);
  const skipped = named("ignored").filter((name) => Object.hasOwn(MAY_BE_IGNORED, name));
  const ignored = named("ignored").filter((name) => !Object.hasOwn(MAY_BE_IGNORED, name));
  const broken = new Set(output.match(/^.+ \(uncaught error\)$/gm)); // files, not in the report
  const failed = named("failed").length + broken.size + ignored.length;
  return {
    passed: named("passed").length,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: skipped.length,
    output: output + ignored.map((name) => `\nIgnored, which counts as failed: ${name}\n`).join(""),
  };
}
