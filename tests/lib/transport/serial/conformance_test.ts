import { transportConformance } from "../../../../lib/testing/transport_conformance.ts";
import { serialPair } from "./serial_pair.ts";

const UNPLUGGED = { halfClose: false, gone: "link.closed" } as const;

for (const { name, run } of transportConformance(() => serialPair(), UNPLUGGED)) {
  Deno.test({ name: `serial ${name}`, timeout: 20_000, fn: run });
}
