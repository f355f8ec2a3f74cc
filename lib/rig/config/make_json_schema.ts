import type { GenericSchema } from "../../deps/valibot.ts";
import { toJsonSchema } from "../../deps/valibot_to_json_schema.ts";
import { channelSchema } from "./schema/channel_schema.ts";
import { instrumentSchema } from "./schema/instrument_schema.ts";
import { alarmSchema, limitsSchema, readTwiceSchema, stuckSchema } from "./schema/limits_schema.ts";
import { holdSchema, retrySchema } from "./schema/policies_schema.ts";
import { groups, interlockSchema, rigSchema } from "./schema/rig_schema.ts";
import { safeStepSchema } from "./schema/safe_step_schema.ts";

/** What `rigJsonSchema()` does, loaded when it is first needed. */
export function makeJsonSchema(): Readonly<Record<string, unknown>> {
  const parts = {
    ...{ instrument: instrumentSchema, channel: channelSchema, safeStep: safeStepSchema },
    ...{ interlock: interlockSchema, limits: limitsSchema, alarm: alarmSchema },
    ...{ stuck: stuckSchema, readTwice: readTwiceSchema, hold: holdSchema, retry: retrySchema },
    ...groups,
  };
  const definitions = Object.fromEntries(
    Object.entries(parts).map(([name, schema]) => [name, (schema.getter as Getter)(undefined)]),
  );
  const { $schema, $defs, ...schema } = toJsonSchema((rigSchema.getter as Getter)(undefined), {
    typeMode: "input", // what a file says: times with their units, too
    definitions,
    // What JSON has no word for, and does not need.
    ignoreActions: ["finite", "readonly"],
  });
  return { $schema, title: "A rig of Readout", ...schema, $defs };
}

type Getter = (value: unknown) => GenericSchema;
