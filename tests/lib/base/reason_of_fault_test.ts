import { assertEquals } from "../../deps/assert.ts";
import { reasonOfFault } from "../../../lib/base/reason_of_fault.ts";

for (
  const [code, reason] of [
    ["aborted", "disabled"],
    ["timeout.lock", "comm-fail"],
    ["timeout.total", "comm-fail"],
    ["value.invalid", "sensor-fail"],
    ["reader.threw", "device-fail"],
    ["permission.missing", "config"],
    ["source.absent", "not-connected"],
    ["source.unsupported", "not-connected"],
    ["source.failed", "device-fail"],
    ["device.refused", "device-fail"],
  ] as const
) {
  Deno.test(`a fault ${code} makes a reading ${reason}`, () => {
    assertEquals(reasonOfFault(code), reason);
  });
}

Deno.test("a fault whose code another version knows makes a reading device-fail", () => {
  assertEquals(reasonOfFault("of.the-future" as "aborted"), "device-fail");
});
