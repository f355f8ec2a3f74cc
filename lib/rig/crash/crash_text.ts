import type { Fault, FaultCause } from "../../contract/fault.ts";
import { printable } from "../../base/printable.ts";
import { healthText } from "../health/health_text.ts";
import type { CrashedConfig, CrashedProgram, CrashReport } from "./crash_report.ts";

/**
 * A crash report for a person: first what must be looked at, then what happened, then what was
 * known. Safe on a terminal.
 */
export function crashText(report: CrashReport): string {
  const { safe, program } = report;
  const lines = [
    `${report.rig} ended at ${report.at}, after ${seconds(report.upMs)}: ${report.why}`,
    "",
    ...safetyLines(report),
    "",
    ...faultLines(report.fault),
    ...(report.stack ?? []).map((line) => `    ${line.trim()}`),
    "",
    "Channels, and their last reading:",
    ...report.channels.map((channel) => `  ${channelLine(channel)}`),
    "",
    ...(report.health === undefined ? [] : [...healthText(report.health), ""]),
    ...report.links.flatMap(({ name, address, frames }) => [
      `The last frames of ${name} (${address}):`,
      ...frames.map((frame) => `  ${frame}`),
      "",
    ]),
    ...(report.log.length > 0 ? ["The log:", ...report.log.map((line) => `  ${line}`), ""] : []),
    ...(report.leftOut === undefined ? [] : [`Left out: ${report.leftOut}`]),
    ...(report.config === undefined ? [] : [configLine(report.config)]),
    ...programLines(program),
    ...(safe.steps.length > 0 || safe.notKnown.length > 0 ? [] : ["The rig has no safe sequence."]),
  ];
  return `${lines.map((line) => printable(line)).join("\n")}\n`;
}

function safetyLines({ safe }: CrashReport): string[] {
  const steps = safe.steps.map(({ name, isDone, tookMs, fault }) =>
    `  ${isDone ? "done    " : "NOT DONE"}  ${name}  (${seconds(tookMs)})` +
    (fault === undefined ? "" : `: ${fault.message}`)
  );
  const verdict = safe.notKnown.length > 0
    ? `NOT KNOWN TO BE SAFE: ${safe.notKnown.join(", ")}`
    : "Every safe step is known to be done.";
  const died = "(This was written before the safe sequence was over: the process died in it.)";
  if (safe.steps.length + safe.notKnown.length === 0) return [];
  return [verdict, ...steps, ...(safe.isOver ? [] : [died])];
}

function configLine({ path, sha256 }: CrashedConfig): string {
  return `The rig is in ${path}` + (sha256 === undefined ? "" : `, SHA-256 ${sha256}`);
}

function programLines(program: CrashedProgram): string[] {
  const { version, deno, v8, os, pid, permissions, openFiles, memory } = program;
  const { rss } = memory;
  return [
    `readout ${version}, Deno ${deno}, V8 ${v8}, ${os}, pid ${pid}` +
    (rss === undefined ? "" : `, ${(rss / 1e6).toFixed(0)} MB of memory`) +
    (openFiles === undefined ? "" : `, ${openFiles} open files`),
    `Allowed as a whole: ${permissions.join(", ") || "nothing"}`,
  ];
}

function faultLines(fault: Fault | undefined): string[] {
  if (fault === undefined) return [];
  const lines = [`${fault.code}: ${fault.message}`];
  for (let cause: FaultCause | undefined = fault.cause; cause; cause = cause.cause) {
    lines.push(`  because ${cause.name}: ${cause.message}`);
  }
  return lines;
}

function channelLine({ name, unit, last }: CrashReport["channels"][number]): string {
  const reading = last.at(-1);
  if (reading === undefined) return `${name}: never read`;
  const value = reading.value === null ? "--" : String(reading.value);
  return `${name}: ${`${value} ${unit}`.trimEnd()}, ${reading.status} ${reading.reason}, ` +
    new Date(reading.wallMs).toISOString();
}

function seconds(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
