import { characterGapsMs } from "../../../../lib/protocol/modbus/character_gaps_ms.ts";
import { assertAlmostEquals, assertEquals, assertThrows } from "../../../deps/assert.ts";

Deno.test("characterGapsMs is 1.5 and 3.5 characters of 11 bits up to 19200 baud", () => {
  for (const [baudRate, withinMs, betweenMs] of [[9_600, 1.719, 4.010], [19_200, 0.859, 2.005]]) {
    const gaps = characterGapsMs(baudRate!);
    assertAlmostEquals(gaps.withinMs, withinMs!, 5e-4);
    assertAlmostEquals(gaps.betweenMs, betweenMs!, 5e-4);
  }
});

Deno.test("characterGapsMs is fixed above 19200 baud", () => {
  for (const baudRate of [19_201, 115_200]) {
    assertEquals(characterGapsMs(baudRate), { withinMs: 0.75, betweenMs: 1.75 });
  }
});

Deno.test("characterGapsMs wants a rate", () => {
  for (const baudRate of [0, -1, NaN, Infinity]) {
    assertThrows(() => characterGapsMs(baudRate), RangeError, "baudRate must be finite and > 0");
  }
});
