import { run } from "../../cli/run.ts";
import { assertEquals } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import { absent, FakeParts } from "./fake_parts.ts";

function parts(): FakeParts {
  return new FakeParts(
    { name: "cpu", unit: "%", via: "/proc/stat" },
    { ...absent("battery", "no battery"), unit: "%", via: "/sys/class/power_supply" },
    { name: "temperature", unit: "\u00b0C", via: "/sys/class/hwmon" },
  );
}

Deno.test("list shows name, unit, way and why a channel is not available", async () => {
  const io = new FakeIo({ isTerminal: true });
  assertEquals(await run(["list"], io, parts()), 0);
  assertEquals(
    io.output,
    `\
Channel      Unit  Via                      Available
cpu          %     /proc/stat               yes
battery      %     /sys/class/power_supply  no: no battery
temperature  \u00b0C    /sys/class/hwmon         yes
`,
  );
});

Deno.test("list into a pipe prints rows and nothing else", async () => {
  const io = new FakeIo();
  assertEquals(await run(["list"], io, parts()), 0);
  assertEquals(io.output.split("\n")[0], "cpu          %   /proc/stat               yes");
  assertEquals(io.output.split("\n").length, 4);
});

Deno.test("list --format csv has a header, and the fault's code", async () => {
  const io = new FakeIo();
  assertEquals(await run(["list", "--format", "csv"], io, parts()), 0);
  assertEquals(
    io.output,
    `\
channel,unit,via,available,why
cpu,%,/proc/stat,true,
battery,%,/sys/class/power_supply,false,source.absent: Cannot read battery: no battery
temperature,\u00b0C,/sys/class/hwmon,true,
`,
  );
});

Deno.test("list --format jsonl has one object a line", async () => {
  const io = new FakeIo();
  assertEquals(await run(["list", "--format", "jsonl"], io, parts()), 0);
  const [cpu, battery] = io.output.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(cpu, { channel: "cpu", unit: "%", via: "/proc/stat", available: true });
  assertEquals(battery.available, false);
  assertEquals(battery.missing.code, "source.absent");
});

Deno.test("list reads nothing, and closes what it has opened", async () => {
  let reads = 0;
  const fakes = new FakeParts({ name: "cpu", read: () => ++reads });
  await run(["list"], new FakeIo(), fakes);
  assertEquals(reads, 0);
  assertEquals(fakes.opened, 0);
});
