import * as v from "../../../deps/valibot.ts";
import { MOST_REPETITIONS } from "../../../policy/rules.ts";
import { duration, integer, number, positive, text, word, yesOrNo } from "./field.ts";
import { limitsSchema } from "./limits_schema.ts";
import { mapping } from "./mapping.ts";

/** What a channel says while it cannot measure. */
export const holdSchema = mapping({
  by: v.optional(word(
    ["hold", "trend"],
    "How it predicts: hold keeps the last value, trend goes on as it went. Default: hold.",
  )),
  maxAgeMs: v.optional(duration(
    "How long at most. Default: ten times the usual time between readings, at most 60 s.",
  )),
  maxUncertainty: v.optional(positive(
    "How uncertain it may become (k = 1), in the channel's unit. Default: any.",
  )),
  maxRatePerS: v.optional(positive("The fastest that it can change, in its unit a second.")),
}, "fields, such as { by: trend, maxAgeMs: 5s }");

/** How often a read that failed is repeated. */
export const retrySchema = mapping({
  max: v.optional(integer(0, MOST_REPETITIONS, "How often at most. Default: 0.")),
}, "fields, such as { max: 2 }");

/** How a channel is read, whatever it reads. */
export const POLICIES = {
  unit: v.optional(v.pipe(
    v.string('a text, such as "bar"'),
    v.description("The unit of its values. Default: that of the source, or none."),
  )),
  everyMs: v.optional(duration("How often it is read. Default: the rig's.")),
  timeoutMs: v.optional(duration(
    "The budget of a read, all that follows included. Default: 4000.",
  )),
  scale: v.optional(number("Multiplies what is read; then offset is added. Default: 1.")),
  offset: v.optional(number("Is added, in the unit of the channel. Default: 0.")),
  retry: v.optional(v.pipe(
    retrySchema,
    v.description("How often a read that failed is repeated. Default: not at all."),
  )),
  backup: v.optional(text(
    "The channel of this rig that stands in for it.",
    "the name of another channel",
  )),
  hold: v.optional(v.pipe(
    holdSchema,
    v.description("What it says while it cannot measure. Default: nothing."),
  )),
  critical: v.optional(yesOrNo(
    "Whether a read that fails for good ends the rig, through its safe sequence. Default: no.",
  )),
  limits: v.optional(v.pipe(
    limitsSchema,
    v.description("What its values have to be, and what is an alarm; only for numbers."),
  )),
  staleAfterMs: v.optional(duration(
    "After how long without a measurement it is stale. Default: 3 periods, at least 1 s.",
  )),
};
