import { queryCount } from "../../../protocol/scpi/query_count.ts";
import { readBudget } from "../../read_budget.ts";
import type { ChannelDraft } from "../rig_draft.ts";
import { type FieldPath, quoted } from "../rig_problem.ts";
import { SOURCES } from "../schema/channel_schema.ts";
import { ONE_LINE } from "../schema/field.ts";
import { oneOf } from "../schema/one_of.ts";
import { checkInstrumentName } from "./check_instrument_name.ts";
import { checkLimits } from "./check_limits.ts";
import { checkRegister } from "./check_register.ts";
import { kindOf } from "./channel_kind.ts";
import type { KnownSensors } from "./known_sensors.ts";
import { present, type RigCheck } from "./rig_check.ts";

/** The kind of instrument that each source needs. */
const KINDS = {
  question: "scpi",
  holding: "modbus",
  input: "modbus",
  coil: "modbus",
  discrete: "modbus",
  gps: "nmea",
  field: "lines",
} as const;

/** How often a channel is read that does not say it, in ms. */
const EVERY_MS = 1_000;

/** Checks each channel: what it reads, how often, and what is to be made of its values. */
export function checkChannels(check: RigCheck, sensors: KnownSensors): void {
  const { draft, channels, problems } = check;
  if (channels?.length === 0 && draft.channels !== undefined) {
    problems.error(["channels"], { is: "is empty", expected: "one channel or more" });
  }
  const everyMs = "everyMs" in draft ? draft.everyMs : EVERY_MS;
  if (draft.everyMs !== undefined) checkPeriod(draft.everyMs, ["everyMs"], check);
  for (const [name, channel] of present(draft.channels)) {
    const path = ["channels", name];
    if (!ONE_LINE.test(name) || name.startsWith("readout.")) {
      const expected = 'a name of one line that is not empty and does not begin with "readout."';
      problems.error(path, { is: `is called ${quoted(name)}`, expected, atKey: true });
    }
    checkSource(channel, path, check, sensors);
    checkTimes(channel, everyMs, path, check);
    checkBudget(channel, path, check);
    checkValues(channel, path, check, sensors);
  }
}

function checkSource(
  channel: ChannelDraft,
  path: FieldPath,
  check: RigCheck,
  sensors: KnownSensors,
): void {
  const { problems } = check;
  const said = SOURCES.filter((source) => source in channel); // one that is wrong is said, too
  if (said.length !== 1) {
    const is = said.length === 0 ? "reads nothing" : `has ${said.join(" and ")}`;
    const all = oneOf(SOURCES.filter((source) => source !== "read"));
    const expected = `given one of ${said.length === 0 ? all : "them"}`;
    problems.error(path, { is, expected, atKey: true });
  }
  for (const name of said) {
    if (name in KINDS) {
      checkInstrumentName(channel.instrument, KINDS[name as keyof typeof KINDS], path, check);
    }
  }
  const { question, host } = channel;
  if (question !== undefined && queryCount(question) !== 1) {
    const expected = 'one question, such as "MEAS:TEMP?"';
    problems.error([...path, "question"], { is: `is ${quoted(question)}`, expected });
  }
  if (host !== undefined && sensors.find(host) === undefined) {
    const expected = 'a sensor of a computer, as "readout list" shows them';
    const hint = { word: host, known: sensors.names };
    problems.error([...path, "host"], { is: `is ${quoted(host)}`, expected, ...hint });
  }
  checkRegister(channel, path, problems);
}

function checkTimes(
  channel: ChannelDraft,
  usualMs: number | undefined,
  path: FieldPath,
  check: RigCheck,
): void {
  const { everyMs, staleAfterMs } = channel;
  if (everyMs !== undefined) checkPeriod(everyMs, [...path, "everyMs"], check);
  const periodMs = "everyMs" in channel ? everyMs : usualMs;
  if (staleAfterMs === undefined || periodMs === undefined || staleAfterMs > periodMs) return;
  const expected = `longer than its period, which is ${periodMs} ms, or it is always stale`;
  check.problems.error([...path, "staleAfterMs"], { is: `is ${staleAfterMs}`, expected });
}

/** A device that is silent must leave time for what is tried next. */
function checkBudget(
  channel: ChannelDraft,
  path: FieldPath,
  { draft, problems }: RigCheck,
): void {
  const { instrument = "", retry, backup } = channel;
  const { timeoutMs, attemptMs } = readBudget(
    channel,
    draft.instruments?.[instrument]?.replyTimeoutMs,
  );
  const { max = 0 } = retry ?? {};
  const before = backup === undefined ? Math.min(1, max) : 1 + max;
  if (before * attemptMs < timeoutMs || before === 0) return;
  const attempts = before === 1 ? "one attempt takes" : `${before} attempts take`;
  const is = `is ${timeoutMs}, which ${attempts} if nobody answers`;
  const rest = backup === undefined ? "a second one" : "the backup";
  const expected = `more than ${before * attemptMs}, so that there is time for ${rest}`;
  problems.warn([...path, "timeoutMs"], { is, expected });
}

function checkPeriod(everyMs: number, path: FieldPath, check: RigCheck): void {
  if (everyMs >= check.finestPeriodMs) return;
  const expected = `${check.finestPeriodMs} ms or more, which is what timers can keep`;
  check.problems.error(path, { is: `is ${everyMs}`, expected });
}

/** What only numbers can have. */
function checkValues(
  channel: ChannelDraft,
  path: FieldPath,
  { problems }: RigCheck,
  sensors: KnownSensors,
): void {
  const { scale, offset, limits, hold, gps, unit } = channel;
  const { values, unit: own } = kindOf(channel, sensors);
  if (limits !== undefined) checkLimits(limits, [...path, "limits"], problems);
  if (scale === 0) {
    problems.error([...path, "scale"], { is: "is 0", expected: "a number that is not 0" });
  }
  if (gps !== undefined && unit !== undefined && unit !== own) {
    const is = `is ${quoted(unit)}`;
    problems.error([...path, "unit"], {
      is,
      expected: `left out: ${gps} is in ${quoted(own ?? "")}`,
    });
  }
  if (values !== "boolean") return;
  const expected = "left out: the values are true and false, and this is for numbers";
  const { by, maxUncertainty, maxRatePerS } = hold ?? {};
  for (
    const [field, value] of [
      ...[[["scale"], scale], [["offset"], offset], [["limits"], limits]] as const,
      [["hold", "by"], by === "trend" ? by : undefined],
      ...[[["hold", "maxUncertainty"], maxUncertainty], [
        ["hold", "maxRatePerS"],
        maxRatePerS,
      ]] as const,
    ] as const
  ) {
    if (value !== undefined) {
      problems.error([...path, ...field], { is: "is given", expected, atKey: true });
    }
  }
}
