import { assertEquals, assertThrows } from "../../../deps/assert.ts";
import { KeptFile } from "../../../../lib/source/host/kept_file.ts";
import { FakeSystem } from "./fake_system.ts";
import { SensorFault } from "../../../../lib/source/host/sensor_fault.ts";

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function keep(system: FakeSystem, text: string): KeptFile {
  system.files.set("/proc/x", text);
  return new KeptFile("/proc/x", system.open("/proc/x"));
}

for (const chunkBytes of [1, 7, 4096, Infinity]) {
  Deno.test(`KeptFile.read() gives the whole file in reads of at most ${chunkBytes} bytes`, () => {
    const text = "0123456789".repeat(1_234); // longer than the first buffer
    using file = keep(new FakeSystem({ chunkBytes }), text);
    assertEquals(textOf(file.read()), text);
    assertEquals(textOf(file.read()), text);
  });
}

Deno.test("KeptFile.read() gives what the file holds now, also when it has become shorter", () => {
  const system = new FakeSystem();
  using file = keep(system, "long long ago");
  file.read();
  system.files.set("/proc/x", "now");
  assertEquals(textOf(file.read()), "now");
  system.files.set("/proc/x", "");
  assertEquals(textOf(file.read()), "");
});

Deno.test("KeptFile.read() stops once it has enough", () => {
  using file = keep(new FakeSystem({ chunkBytes: 4 }), "0123456789");
  assertEquals(textOf(file.read(5)), "01234567");
  assertEquals(textOf(file.read(100)), "0123456789");
});

Deno.test("KeptFile.read() refuses a file without end", () => {
  using file = new KeptFile("/proc/endless", {
    seekSync: () => 0,
    readSync: (into) => into.length,
    close: () => {},
  });
  assertEquals(assertThrows(() => file.read(), SensorFault).code, "source.failed");
});

Deno.test("KeptFile reads a real file of the kernel again and again", () => {
  using file = new KeptFile("/proc/self/stat", Deno.openSync("/proc/self/stat"));
  const pid = (text: string) => text.split(" ")[0];
  assertEquals(pid(textOf(file.read())), String(Deno.pid));
  assertEquals(pid(textOf(file.read(16))), String(Deno.pid));
});
