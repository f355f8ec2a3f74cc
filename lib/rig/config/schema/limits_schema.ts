import * as v from "../../../deps/valibot.ts";
import { distance, duration, number, positive } from "./field.ts";
import { mapping } from "./mapping.ts";

const PAIR = "a list of two numbers: [lowest, highest]";

/** What is an alarm. */
export const alarmSchema = mapping({
  high: v.optional(number("An alarm from here on upwards.")),
  highWarning: v.optional(number("A warning from here on upwards.")),
  lowWarning: v.optional(number("A warning from here on downwards.")),
  low: v.optional(number("An alarm from here on downwards.")),
  hysteresis: v.optional(distance(
    "How far inside a limit a value has to come back, in the channel's unit. Default: 0.",
  )),
  delayMs: v.optional(duration("How long something has to be wrong. Default: 0.", 0)),
}, "fields, such as { high: 80, hysteresis: 2 }");

/** How long a value may stay the same. */
export const stuckSchema = mapping({
  afterMs: duration("How long it may stay the same."),
  deadband: v.optional(distance("What still counts as the same, in its unit. Default: 0.")),
}, "fields, such as { afterMs: 60s }");

/** What two values in a row have to be. */
export const readTwiceSchema = mapping({
  within: distance("How far apart two values may be, in its unit."),
}, "fields, such as { within: 0.5 }");

/** What the values of a channel have to be, and what is an alarm. */
export const limitsSchema = mapping({
  range: v.optional(v.pipe(
    v.strictTuple(
      [number("The lowest value that can be."), number("The highest value that can be.")],
      PAIR,
    ),
    v.readonly(),
    v.description("The lowest and the highest value that can be, in the channel's unit."),
  )),
  maxRatePerS: v.optional(positive("The fastest that it can change, in its unit a second.")),
  stuck: v.optional(v.pipe(
    stuckSchema,
    v.description("How long it may stay the same, give or take the deadband."),
  )),
  readTwice: v.optional(v.pipe(
    readTwiceSchema,
    v.description("Reads twice; values further apart are not believed."),
  )),
  alarm: v.optional(v.pipe(
    alarmSchema,
    v.description("What is an alarm, or a warning: latched until acknowledged and over."),
  )),
}, "fields, such as { range: [0, 100] }");
