import { assertEquals } from "../../../deps/assert.ts";
import { missingFlags } from "../../../../lib/source/host/permission_need.ts";
import { FakeSystem } from "./fake_system.ts";

const EVERY = ["read", "write", "net", "env", "run", "ffi", "sys", "import"];

Deno.test("missingFlags() is empty for all if every permission is given, name by name", () => {
  assertEquals(missingFlags(new FakeSystem({ granted: EVERY }), [{ kind: "all" }]), []);
});

for (const name of EVERY) {
  Deno.test(`missingFlags() is --allow-all if ${name} is missing, as Deno opens no /proc then`, () => {
    const system = new FakeSystem({ granted: EVERY.filter((it) => it !== name) });
    assertEquals(missingFlags(system, [{ kind: "all" }]), ["--allow-all"]);
  });
}

Deno.test("missingFlags() names what is missing, and that alone, safe to show", () => {
  const system = new FakeSystem({ granted: ["sys:cpus", "read:/data"] });
  assertEquals(
    missingFlags(system, [
      { kind: "sys", name: "cpus" },
      { kind: "sys", name: "statfs" },
      { kind: "read", path: "/data" },
      { kind: "read", path: "/a\x1bb" },
    ]),
    ["--allow-sys=statfs", "--allow-read=/a\\x1bb"],
  );
});
