import * as v from "../../../deps/valibot.ts";
import { BYTE_ORDERS } from "../../../protocol/modbus/byte_order.ts";
import { duration, integer, text, word } from "./field.ts";
import { chosen } from "./mapping.ts";

/** What an instrument can be. */
const KINDS = ["scpi", "modbus", "nmea", "lines"] as const;

const SHARED = {
  address: text(
    "Where it is: a VISA resource string or a URL, such as tcp://10.0.0.7:5025.",
    "an address, such as tcp://10.0.0.7:5025",
  ),
  startup: v.optional(word(
    ["error", "retry", "ignore", "probe"],
    "What happens if it cannot be connected at the start: error ends the rig, retry goes on without " +
      "it and tries again, ignore leaves it out if nothing is there, probe also if what is there " +
      "does not answer as it should. Default: retry.",
  )),
  replyTimeoutMs: v.optional(duration(
    "How long its channels may wait for the first byte of a reply. Default: 1000.",
  )),
};

const SCPI = {
  expectIdn: v.optional(text("What its answer to *IDN? must contain.")),
  errors: v.optional(word(
    ["never", "after-set", "after-all", "batch"],
    "When it is asked for errors. Default: after-set.",
  )),
  init: v.optional(v.pipe(
    v.array(
      text("A command.", "a command of one line"),
      "a list of commands, each of one line",
    ),
    v.readonly(),
    v.description(
      "Commands sent after each connecting, before the first value; not while it is made safe.",
    ),
  )),
};

const MODBUS = {
  unit: v.optional(integer(0, 255, "Its unit. Default: 1.")),
  framing: v.optional(word(
    ["tcp", "rtu", "ascii"],
    "How messages are put on the wire. Default: rtu on a serial line, tcp otherwise.",
  )),
  byteOrder: v.optional(word(
    BYTE_ORDERS as readonly ["ABCD", "CDAB", "BADC", "DCBA"],
    "The order of the bytes of a number in several registers. Default: ABCD.",
  )),
};

const kind = <const K extends typeof KINDS[number]>(it: K, description: string) =>
  v.pipe(v.literal(it, it), v.description(description));

const BY_KIND = {
  scpi: v.strictObject({ kind: kind("scpi", "It speaks SCPI."), ...SHARED, ...SCPI }),
  modbus: v.strictObject({ kind: kind("modbus", "It speaks Modbus."), ...SHARED, ...MODBUS }),
  nmea: v.strictObject({
    kind: kind("nmea", "A receiver of satellite navigation that speaks NMEA 0183."),
    ...SHARED,
  }),
  lines: v.strictObject({ kind: kind("lines", "It prints lines, such as t=21.4."), ...SHARED }),
};

/** For one whose kind nobody knows: whatever one of the kinds takes. */
const OF_NO_KIND = v.strictObject({
  kind: word(KINDS, "What it speaks."),
  ...SHARED,
  ...SCPI,
  ...MODBUS,
});

/** An instrument. */
export const instrumentSchema = chosen<typeof BY_KIND[typeof KINDS[number]]>(
  v.union(Object.values(BY_KIND)),
  'fields, such as { kind: scpi, address: "tcp://10.0.0.7:5025" }',
  ({ kind }) => {
    const known = KINDS.find((it) => it === kind);
    return known === undefined ? OF_NO_KIND : BY_KIND[known];
  },
);
