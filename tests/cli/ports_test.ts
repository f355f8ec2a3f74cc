import type { Parts } from "../../cli/command.ts";
import { run } from "../../cli/run.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import { FakeParts } from "./fake_parts.ts";

const PORTS: Awaited<ReturnType<NonNullable<Parts["listPorts"]>>> = [
  { path: "/dev/ttyS0", driver: "serial8250", problem: "this user may not open it" },
  {
    path: "/dev/ttyUSB0",
    byIdPath: "/dev/serial/by-id/usb-FTDI-if00",
    driver: "ftdi_sio",
    usbVendorId: 0x0403,
    usbProductId: 0x6001,
    serialNumber: "A50285BI",
    manufacturer: "FTDI",
    product: "FT232R \x1b[2J",
  },
];

function parts(listed = PORTS): Parts {
  return Object.assign(new FakeParts(), { listPorts: () => Promise.resolve(listed) });
}

Deno.test("ports shows each port, what it is, its lasting name, and what is wrong with it", async () => {
  const io = new FakeIo();
  assertEquals(await run(["ports"], io, parts()), 0);
  assertEquals(
    io.output,
    `\
/dev/ttyS0      (serial8250)
                this user may not open it
/dev/ttyUSB0    FTDI FT232R \\x1b[2J A50285BI 0403:6001 (ftdi_sio)
                /dev/serial/by-id/usb-FTDI-if00
`,
  );
});

Deno.test("ports --format csv and jsonl say the same to programs", async () => {
  const csv = new FakeIo();
  assertEquals(await run(["ports", "--format", "csv"], csv, parts()), 0);
  const [header, first] = csv.output.split(/\r?\n/);
  assertEquals(header, "path,by_id,driver,usb,serial_number,manufacturer,product,problem");
  assertEquals(first, "/dev/ttyS0,,serial8250,,,,,this user may not open it");

  const jsonl = new FakeIo();
  assertEquals(await run(["ports", "--format", "jsonl"], jsonl, parts()), 0);
  assertEquals(JSON.parse(jsonl.output.split("\n")[0]!), PORTS[0]);
});

Deno.test("ports says so when there is none", async () => {
  const io = new FakeIo();
  assertEquals(await run(["ports"], io, parts([])), 0);
  assertEquals(io.output, "");
  assertStringIncludes(io.complaints, "no serial port");
});

Deno.test("ports takes no names", async () => {
  const io = new FakeIo();
  assertEquals(await run(["ports", "ttyS0"], io, parts()), 2);
});
