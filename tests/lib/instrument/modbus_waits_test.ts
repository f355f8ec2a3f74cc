import { assertEquals } from "../../deps/assert.ts";
import { modbusWaits } from "../../../lib/instrument/modbus_waits.ts";
import { characterGapsMs } from "../../../lib/protocol/modbus/character_gaps_ms.ts";

Deno.test("modbusWaits() tells late replies by id on TCP, and drains a line for a reply's time", () => {
  assertEquals(modbusWaits("tcp", undefined).resync, { kind: "id" });
  assertEquals(modbusWaits("rtu", undefined).resync, { kind: "drain", quietMs: 500 });
  assertEquals(modbusWaits("ascii", 9_600).resync, { kind: "drain", quietMs: 500 });
  assertEquals(modbusWaits("rtu", 300, { replyTimeoutMs: 100 }).resync, {
    kind: "drain",
    quietMs: characterGapsMs(300).betweenMs,
  });
});

Deno.test("modbusWaits() holds 3.5 characters before each RTU request on a serial port", () => {
  assertEquals(modbusWaits("rtu", 9_600).minGapMs, characterGapsMs(9_600).betweenMs);
  assertEquals(modbusWaits("rtu", 115_200).minGapMs, 1.75);
  assertEquals(modbusWaits("rtu", undefined).minGapMs, 0);
  assertEquals(modbusWaits("ascii", 9_600).minGapMs, 0);
  assertEquals(modbusWaits("rtu", 9_600, { minGapMs: 20 }).minGapMs, 20);
});
