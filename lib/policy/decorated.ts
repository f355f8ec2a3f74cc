import { printable } from "../base/printable.ts";
import { ReadoutError, textOfThrown } from "../base/readout_error.ts";
import type { FailedAttempt, FaultCondition } from "../contract/fault.ts";
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
 * The error that a trial ends with, with its story: one line for people, the attempts and how the
 * channel stands for programs.
 *
 * `oven: Cannot talk to tcp://10.0.0.7:5025: no reply in 1000 ms, asked "MEAS:TEMP?"; 3 attempts,
 * backup dmm2 failed too; holding 181.4 °C, measured 12 s ago`
 */
export function decorated(
  error: ReadoutError,
  channel: { readonly name: string; readonly unit: string },
  trial: TrialStory | undefined,
  held: Held<unknown> | undefined,
  condition: FaultCondition,
): ReadoutError {
  const { context, code, cause } = error;
  const parts = [lineOf(error, channel.name)];
  const count = trial?.attempts ?? 0;
  const backup = trial?.switched ? `, backup ${printable(trial.source.name)} failed too` : "";
  if (count > 1) parts.push(`${count} attempts${backup}`);
  if (trial?.excluded !== undefined) parts.push(`not tried again: ${trial.excluded}`);
  if (held) parts.push(`holding ${textOf(held, channel.unit)}`);
  return new ReadoutError(code, parts.join("; "), {
    ...context,
    channel: channel.name,
    ...(count > 1 ? { attempts: trial!.failures.map(plain) } : {}),
    condition,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** What went wrong, with the channel's name and what was asked, where it does not say so itself. */
function lineOf({ message, context: { sent } }: ReadoutError, channel: string): string {
  const name = printable(channel);
  const named = message.includes(name) ? message : `${name}: ${message}`;
  const asked = sent === undefined ? "" : printable(sent, 80);
  return asked === "" || named.includes(asked) ? named : `${named}, asked "${asked}"`;
}

/** A value that can be put into a text or a file: a number as it is, anything else as text. */
export function shown(value: unknown): number | string {
  return typeof value === "number" ? value : textOfThrown(value);
}

function textOf({ value, ageMs }: Held<unknown>, unit: string): string {
  const digits = typeof value === "number" ? value.toPrecision(4) : shown(value);
  const age = ageMs < 10_000 ? (ageMs / 1_000).toFixed(1) : String(Math.round(ageMs / 1_000));
  return `${printable(`${digits} ${unit}`.trim(), 64)}, measured ${age} s ago`;
}

function plain({ path, source, code, message, monoMs, tookMs }: FailedAttempt): FailedAttempt {
  return { path, source, code, message, monoMs, tookMs };
}
