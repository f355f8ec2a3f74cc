import { assertEquals } from "../../../deps/assert.ts";
import { CHECKS } from "../../../../lib/rig/simulate/check/findings.ts";

Deno.test("docs/simulation.md tells of every check, and of no other", async () => {
  const text = await Deno.readTextFile(new URL("../../../../docs/simulation.md", import.meta.url));
  const section = text.slice(text.indexOf("## What is checked"), text.indexOf("## How long"));
  const told = [...section.matchAll(/^\| `([a-z]+)`/gm)].map(([, name]) => name!);
  assertEquals(told, Object.keys(CHECKS));
});
