import * as v from "../../../deps/valibot.ts";
import type { Reader } from "../../../contract/channel.ts";
import { nearestWord } from "../../../base/nearest_word.ts";
import { own, text, word, wordAsText } from "./field.ts";
import { chosen } from "./mapping.ts";
import { modbusAddress } from "./modbus_address_schema.ts";
import { POLICIES } from "./policies_schema.ts";

/** What a register of a channel can hold: what becomes a number, or true and false. */
const MODBUS_TYPES = ["uint16", "int16", "uint32", "int32", "float32", "float64", "bool"] as const;

/** The signal generators. */
const SIGNALS = ["sine", "square", "sawtooth", "ramp", "noise", "randomWalk", "counter"] as const;

const instrument = text("The name of an instrument of this rig.", "the name of an instrument");
const type = v.optional(word(MODBUS_TYPES, "What the registers hold. Default: uint16."));

const FIELDS = {
  question: text(
    "A question to a SCPI instrument that is answered by a number.",
    'a question, such as "MEAS:TEMP?"',
  ),
  holding: modbusAddress("4", "A holding register."),
  input: modbusAddress("3", "An input register."),
  coil: modbusAddress("0", "A coil."),
  discrete: modbusAddress("1", "A discrete input."),
  gps: word(
    ["latitude", "longitude", "altitude", "speed", "course", "satellites"],
    "A field of what a receiver of satellite navigation says.",
  ),
  field: text("A number in what a device prints: t in t=21.4;h=40.", "the name of a field"),
  host: text("A sensor of this computer, such as cpu.", 'the name of a sensor, such as "cpu"'),
  signal: wordAsText(SIGNALS, "A generated signal, for trying things out."),
  read: own<Reader<number | string | boolean>>(),
};
const { question, holding, input, coil, discrete, gps, field, host, signal, read } = FIELDS;

const BY_SOURCE = {
  question: v.strictObject({ instrument, question, ...POLICIES }),
  holding: v.strictObject({ instrument, holding, type, ...POLICIES }),
  input: v.strictObject({ instrument, input, type, ...POLICIES }),
  coil: v.strictObject({ instrument, coil, ...POLICIES }),
  discrete: v.strictObject({ instrument, discrete, ...POLICIES }),
  gps: v.strictObject({ instrument, gps, ...POLICIES }),
  field: v.strictObject({ instrument, field, ...POLICIES }),
  host: v.strictObject({ host, ...POLICIES }),
  signal: v.strictObject({ signal, ...POLICIES }),
  read: v.strictObject({ read, ...POLICIES }),
};

/** The fields of which each channel has one: what is read. */
export const SOURCES = Object.keys(BY_SOURCE) as readonly (keyof typeof BY_SOURCE)[];

/** What a file can say; the rest is for programs. */
const { read: _, ...DATA } = BY_SOURCE;

/** For a bit that has a type, too: why it cannot have one is said by the check. */
const OF_A_BIT = {
  coil: v.strictObject({ instrument, coil, type, ...POLICIES }),
  discrete: v.strictObject({ instrument, discrete, type, ...POLICIES }),
};

/** For one that says nothing of what is read, or too much: judged by its other fields. */
const OF_NO_SOURCE = v.strictObject({
  instrument: v.optional(instrument),
  type,
  ...Object.fromEntries(Object.entries(FIELDS).map(([name, it]) => [name, v.optional(it)])),
  ...POLICIES,
});

/** A channel. */
export const channelSchema = chosen<typeof BY_SOURCE[keyof typeof BY_SOURCE]>(
  v.union(Object.values(DATA)),
  "fields, such as { host: cpu }",
  (fields) => {
    const said = SOURCES.filter((source) => fields[source] !== undefined);
    const [source, ...others] = said.length > 0 ? said : meant(fields);
    if (source === undefined || others.length > 0) return OF_NO_SOURCE;
    const isBit = source === "coil" || source === "discrete";
    return isBit && "type" in fields ? OF_A_BIT[source] : BY_SOURCE[source];
  },
);

/** What is read by a misspelt name. */
function meant(fields: object): (keyof typeof BY_SOURCE)[] {
  const near = Object.keys(fields).slice(0, 20)
    .filter((name) => !Object.hasOwn(OF_NO_SOURCE.entries, name))
    .map((name) => nearestWord(name, SOURCES) as keyof typeof BY_SOURCE | undefined);
  return near.filter((it) => it !== undefined);
}
