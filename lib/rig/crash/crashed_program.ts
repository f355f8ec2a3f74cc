import { VERSION } from "../../base/version.ts";
import type { CrashedProgram } from "./crash_report.ts";
import { redactArgs } from "./redact.ts";

/** This process, as a crash file tells of it. Needs no permission. */
export function crashedProgram(): CrashedProgram {
  const { deno, v8 } = Deno.version;
  return {
    ...{ version: VERSION, deno, v8 },
    os: `${Deno.build.os} ${Deno.build.arch}`,
    pid: Deno.pid,
    args: redactArgs([Deno.mainModule, ...Deno.args]),
    memory: { ...Deno.memoryUsage() },
  };
}
