import { assertEquals, assertRejects, assertThrows } from "../../../deps/assert.ts";
import type { LineSettings } from "../../../../lib/posix/termios.ts";
import { openSerial } from "../../../../lib/transport/serial/open_serial.ts";
import {
  lineSettingsOf,
  refusedSettings,
  type SerialSettings,
} from "../../../../lib/transport/serial/serial_options.ts";

const PLAIN: LineSettings = {
  baudRate: 9_600,
  dataBits: 8,
  stopBits: 1,
  parity: "none",
  flowControl: "none",
};

Deno.test("a serial line is 9600 8N1 without flow control, unless told otherwise", () => {
  assertEquals(lineSettingsOf({}), PLAIN);
});

Deno.test("openSerial() refuses settings that no line has, before it opens anything", async () => {
  const garbage: Record<string, unknown>[] = [
    ...[0, -9_600, 9_600.5, NaN, Infinity, 2 ** 32, "9600"].map((baudRate) => ({ baudRate })),
    ...[4, 9, 7.5, "8"].map((dataBits) => ({ dataBits })),
    ...[0, 1.5, 3].map((stopBits) => ({ stopBits })),
    ...["mark", "", null].map((parity) => ({ parity })),
    ...["rts", true].map((flowControl) => ({ flowControl })),
  ];
  for (const settings of garbage) {
    const [name] = Object.keys(settings);
    const options = { path: "/dev/ttyNONE7", ...settings as SerialSettings };
    await assertRejects(() => openSerial(options), RangeError, name);
    assertThrows(() => lineSettingsOf(settings as SerialSettings), RangeError, name);
  }
});

Deno.test("what a driver made of the settings is told by name, with what was asked for", () => {
  assertEquals(refusedSettings(PLAIN, PLAIN), []);
  assertEquals(
    refusedSettings(
      { ...PLAIN, baudRate: 12_345, parity: "even" },
      { ...PLAIN, baudRate: 9_600, flowControl: "hardware" },
    ),
    [
      "baudRate 12345 was asked for, and the driver made it 9600",
      "parity even was asked for, and the driver made it none",
      "flowControl none was asked for, and the driver made it hardware",
    ],
  );
});

Deno.test("a baud rate that a divider comes close to is the one that was asked for", () => {
  const refused = (asked: number, actual: number): number =>
    refusedSettings({ ...PLAIN, baudRate: asked }, { ...PLAIN, baudRate: actual }).length;
  assertEquals(refused(115_200, 117_647), 0); // 2.1 % more, as a 16 MHz clock gives
  assertEquals(refused(115_200, 120_000), 1);
  assertEquals(refused(115_200, 111_000), 1);
});
