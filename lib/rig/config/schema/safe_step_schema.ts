import * as v from "../../../deps/valibot.ts";
import type { SafeCall } from "../../safe_step.ts";
import { anyText, duration, integer, own, text, yesOrNo } from "./field.ts";
import { chosen } from "./mapping.ts";
import { modbusAddress } from "./modbus_address_schema.ts";

const SHARED = {
  name: text("What it does, for people: heater off.", 'what it does, such as "heater off"'),
  timeoutMs: v.optional(duration("How long it may take. Default: 2000.")),
};
const instrument = text("The name of an instrument of this rig.", "the name of an instrument");

const COMMAND = {
  command: text("A command to a SCPI instrument.", 'a command, such as "OUTP OFF"'),
  readBack: v.optional(text(
    "A question that shows it, such as OUTP?. Without one, the device taking it is all that is known.",
    'a question, such as "OUTP?"',
  )),
  expect: v.optional(anyText('What its answer must be, such as "0".')),
};
const coil = modbusAddress("0", "A coil that is written, and read back.");
const holding = modbusAddress("4", "A holding register that is written, and read back.");
const run = own<(call: SafeCall) => void | PromiseLike<void>>();

const BY_ACTION = {
  command: v.strictObject({ ...SHARED, instrument, ...COMMAND }),
  coil: v.strictObject({ ...SHARED, instrument, coil, value: yesOrNo("What is written.") }),
  holding: v.strictObject({
    ...SHARED,
    instrument,
    holding,
    value: integer(0, 65_535, "What is written."),
  }),
  run: v.strictObject({ ...SHARED, run }),
};

/** The fields of which each step has one: what it does. */
export const ACTIONS = Object.keys(BY_ACTION) as readonly (keyof typeof BY_ACTION)[];

/** What a file can say; the rest is for programs. */
const { run: _, ...DATA } = BY_ACTION;

const OF_NO_ACTION = v.strictObject({
  ...SHARED,
  ...{ instrument: v.optional(instrument), command: v.optional(COMMAND.command) },
  ...{ readBack: COMMAND.readBack, expect: COMMAND.expect },
  ...{ coil: v.optional(coil), holding: v.optional(holding), run: v.optional(run) },
  value: v.optional(v.unknown()),
});

/** A step of the safe sequence. */
export const safeStepSchema = chosen<typeof BY_ACTION[keyof typeof BY_ACTION]>(
  v.union(Object.values(DATA)),
  "fields, such as { name: vent open, instrument: plc, coil: 3, value: true }",
  (fields) => {
    const [action, ...others] = ACTIONS.filter((it) => fields[it] !== undefined);
    return action === undefined || others.length > 0 ? OF_NO_ACTION : BY_ACTION[action];
  },
);
