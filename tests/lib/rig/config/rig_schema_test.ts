import type { InferOutput } from "../../../../lib/deps/valibot.ts";
import type { rigSchema } from "../../../../lib/rig/config/schema/rig_schema.ts";
import type { Rig } from "../../../../lib/rig/rig.ts";

type Read = InferOutput<typeof rigSchema>;

// The compiler is the test: what is read from a file is a Rig, and every Rig can be read.
export const asRig = (read: Read): Rig => read;
export const asRead = (rig: Rig): Read => rig;
