import { assertEquals } from "../../deps/assert.ts";
import { classOfFault, FAULT_CLASSES } from "../../../lib/policy/fault_class.ts";

Deno.test("classOfFault() tells by the code whether to ask again", () => {
  assertEquals(classOfFault("timeout.lock"), "transient");
  assertEquals(classOfFault("timeout.reply"), "link");
  assertEquals(classOfFault("frame.bad"), "content");
  assertEquals(classOfFault("source.failed"), "device");
  assertEquals(classOfFault("permission.missing"), "fatal");
  assertEquals(classOfFault("reader.threw"), "bug");
});

Deno.test("classOfFault() takes a channel's own opinion first", () => {
  const overrides = { "source.absent": "link" } as const;
  assertEquals(classOfFault("source.absent", overrides), "link");
  assertEquals(classOfFault("frame.bad", overrides), "content");
});

Deno.test("classOfFault() tries nothing again whose code another version knows", () => {
  assertEquals(classOfFault("of.the-future" as "aborted"), "fatal");
});

Deno.test("docs/faults.md has the class of every code", async () => {
  const text = await Deno.readTextFile(new URL("../../../docs/faults.md", import.meta.url));
  const rows = [...text.matchAll(/^\| `(transient|link|content|device|fatal|bug)` .*$/gm)];
  const told = rows.flatMap(([row, faultClass]) =>
    [...row.matchAll(/`([a-z]+(?:\.[a-z-]+)?)`/g)].slice(1).map(([, code]) => [code!, faultClass!])
  );
  assertEquals(
    told.sort(([a], [b]) => a!.localeCompare(b!)),
    Object.entries(FAULT_CLASSES).sort(([a], [b]) => a.localeCompare(b)),
  );
});
