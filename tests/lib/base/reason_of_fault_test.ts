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
  ] as const
) {
  Deno.test(`a fault ${code} makes a reading ${reason}`, () => {
    assertEquals(reasonOfFault(code), reason);
  });
}
