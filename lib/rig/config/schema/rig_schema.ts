import * as v from "../../../deps/valibot.ts";
import { channelSchema } from "./channel_schema.ts";
import { duration, number, text, word } from "./field.ts";
import { instrumentSchema } from "./instrument_schema.ts";
import { mapping, named } from "./mapping.ts";
import { safeStepSchema } from "./safe_step_schema.ts";

/** Something that must not be, by the value of a channel. */
export const interlockSchema = mapping({
  channel: text("The channel, which must give numbers.", "the name of a channel"),
  suspendAbove: v.optional(number("At this or above, it is not allowed.")),
  resumeBelow: v.optional(number("Below this it is allowed again. Default: suspendAbove.")),
  suspendBelow: v.optional(number("At this or below, it is not allowed.")),
  resumeAbove: v.optional(number("Above this it is allowed again. Default: suspendBelow.")),
  then: v.optional(word(
    ["safe", "report"],
    "What happens: safe runs the safe sequence and ends the rig, report says so until it is allowed " +
      "again. Default: safe.",
  )),
}, "fields, such as { channel: oven, suspendAbove: 250 }");

/** What a rig has several of, by their names. */
export const groups = {
  instruments: named(instrumentSchema, "instruments by their names"),
  channels: named(channelSchema, "channels by their names"),
  interlocks: named(interlockSchema, "interlocks by their names"),
};

/**
 * What a rig is, as data: the one place for its fields, their values and what is said of them. Its
 * output is the type `Rig`, as a test shows; its input is what a file says.
 */
export const rigSchema = mapping({
  name: text("Its name, for logs and the crash file.", "a name of one line"),
  instruments: v.optional(v.pipe(
    groups.instruments,
    v.description("What is opened, all at once, each by its startup policy."),
  )),
  channels: v.pipe(
    groups.channels,
    v.description("What is read, by the names of the channels."),
  ),
  everyMs: v.optional(duration("How often channels are read that do not say it. Default: 1000.")),
  interlocks: v.optional(v.pipe(
    groups.interlocks,
    v.description("What stops the rig by the value of a channel."),
  )),
  safe: v.optional(v.pipe(
    v.array(safeStepSchema, "a list of steps"),
    v.readonly(),
    v.description(
      "What brings it into a safe state, in the order in which things were switched on; run from " +
        "the last to the first.",
    ),
  )),
  safeTimeoutMs: v.optional(duration("How long all of safe may take. Default: 10000.")),
}, "a rig: fields, such as name and channels");
