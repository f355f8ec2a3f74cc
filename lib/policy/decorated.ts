import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import type { FailedAttempt } from "../contract/fault.ts";
import type { Held } from "./holdover/holdover.ts";

/** What an error's story needs of the trial that ended with it. */
export interface TrialStory {
  readonly attempts: number;
  readonly failures: readonly FailedAttempt[];
  readonly switched: boolean;
  readonly source: { readonly name: string };
  readonly excluded: string | undefined;
}

/**
 * The error that a trial ends with, with its story: one line for people, the attempts for programs.
 *
 * `Cannot read oven: no answer in 1000 ms; 3 attempts, backup dmm2 failed too; holding 181.4 V,
 * measured 12 s ago`
 */
export function decorated(
  error: ReadoutError,
  channel: { readonly name: string; readonly unit: string },
  trial: TrialStory | undefined,
  held: Held<unknown> | undefined,
): ReadoutError {
  const parts = [error.message];
  const count = trial?.attempts ?? 0;
  const backup = trial?.switched ? `, backup ${printable(trial.source.name)} failed too` : "";
  if (count > 1) parts.push(`${count} attempts${backup}`);
  if (trial?.excluded !== undefined) parts.push(`not tried again: ${trial.excluded}`);
  if (held) parts.push(`holding ${textOf(held, channel.unit)}`);
  return new ReadoutError(error.code, parts.join("; "), {
    ...error.context,
    channel: channel.name,
    ...(count > 1 ? { attempts: trial!.failures.map(plain) } : {}),
    ...(error.cause === undefined ? {} : { cause: error.cause }),
  });
}

function textOf({ value, ageMs }: Held<unknown>, unit: string): string {
  const digits = typeof value === "number" ? value.toPrecision(4) : String(value);
  const age = ageMs < 10_000 ? (ageMs / 1_000).toFixed(1) : String(Math.round(ageMs / 1_000));
  return `${printable(`${digits} ${unit}`.trim(), 64)}, measured ${age} s ago`;
}

function plain({ path, code, message, monoMs, tookMs }: FailedAttempt): FailedAttempt {
  return { path, code, message, monoMs, tookMs };
}
