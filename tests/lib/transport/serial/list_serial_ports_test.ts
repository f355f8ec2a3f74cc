import { assertEquals, assertRejects } from "../../../deps/assert.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { listSerialPorts } from "../../../../lib/transport/serial/list_serial_ports.ts";

/** A computer's `/sys` and `/dev` in a folder: files by path, and links as `-> target`. */
async function fakeRoot(tree: Readonly<Record<string, string>>): Promise<string> {
  const root = await Deno.makeTempDir();
  for (const [path, content] of Object.entries(tree)) {
    const file = `${root}/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    if (content.startsWith("-> ")) await Deno.symlink(content.slice(3), file);
    else await Deno.writeTextFile(file, content);
  }
  return root;
}

const USB = "sys/devices/pci0/usb1/1-2";
const FTDI = `${USB}/1-2:1.0/ttyUSB0`;
const ARDUINO = "sys/devices/pci0/usb1/1-3";

const COMPUTER = {
  [`${USB}/idVendor`]: "0403\n",
  [`${USB}/idProduct`]: "6001\n",
  [`${USB}/serial`]: "A50285BI\n",
  [`${USB}/manufacturer`]: "FTDI\n",
  [`${USB}/product`]: "FT232R USB UART\n",
  "sys/bus/usb-serial/drivers/ftdi_sio/x": "",
  [`${FTDI}/driver`]: "-> ../../../../../../bus/usb-serial/drivers/ftdi_sio",
  [`${FTDI}/tty/ttyUSB0/device`]: "-> ../../../ttyUSB0",
  "sys/class/tty/ttyUSB0": `-> ../../../${FTDI}/tty/ttyUSB0`,
  "dev/ttyUSB0": "",
  "dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0": "-> ../../ttyUSB0",

  [`${ARDUINO}/idVendor`]: "2341\n",
  [`${ARDUINO}/idProduct`]: "0043\n",
  "sys/bus/usb/drivers/cdc_acm/x": "",
  [`${ARDUINO}/1-3:1.0/driver`]: "-> ../../../../../bus/usb/drivers/cdc_acm",
  [`${ARDUINO}/1-3:1.0/tty/ttyACM10/device`]: "-> ../../../1-3:1.0",
  "sys/class/tty/ttyACM10": `-> ../../../${ARDUINO}/1-3:1.0/tty/ttyACM10`,
  "sys/class/tty/ttyACM2/device/x": "",
  "dev/ttyACM2": "",

  "sys/devices/pnp0/00:01/00:01:0/00:01:0.0/tty/ttyS0/type": "4\n",
  "sys/devices/pnp0/00:01/00:01:0/00:01:0.0/tty/ttyS0/device": "-> ../../../00:01:0.0",
  "sys/bus/serial-base/drivers/port/x": "",
  "sys/bus/serial-base/drivers/ctrl/x": "",
  "sys/bus/pnp/drivers/serial/x": "",
  "sys/devices/pnp0/00:01/00:01:0/00:01:0.0/driver":
    "-> ../../../../../bus/serial-base/drivers/port",
  "sys/devices/pnp0/00:01/00:01:0/driver": "-> ../../../../bus/serial-base/drivers/ctrl",
  "sys/devices/pnp0/00:01/driver": "-> ../../../bus/pnp/drivers/serial",
  "sys/class/tty/ttyS0": "-> ../../devices/pnp0/00:01/00:01:0/00:01:0.0/tty/ttyS0",
  "dev/ttyS0": "",

  "sys/class/tty/ttyS1/type": "0\n", // a UART that was not found
  "sys/class/tty/ttyS1/device/x": "",
  "dev/ttyS1": "",
  "sys/class/tty/tty1/dev": "4:1\n", // a console
  "dev/tty1": "",
};

Deno.test("listSerialPorts() tells path, by-id path, driver and USB's names, by number", async () => {
  const root = await fakeRoot(COMPUTER);
  const ports = await listSerialPorts({ root });
  assertEquals(ports, [
    {
      path: `${root}/dev/ttyACM2`,
    },
    {
      path: `${root}/dev/ttyACM10`,
      driver: "cdc_acm",
      usbVendorId: 0x2341,
      usbProductId: 0x0043,
      problem: "access: there is no such file (ENOENT)",
    },
    { path: `${root}/dev/ttyS0`, driver: "serial" },
    {
      path: `${root}/dev/ttyUSB0`,
      byIdPath: `${root}/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0`,
      driver: "ftdi_sio",
      usbVendorId: 0x0403,
      usbProductId: 0x6001,
      serialNumber: "A50285BI",
      manufacturer: "FTDI",
      product: "FT232R USB UART",
    },
  ]);
  await Deno.remove(root, { recursive: true });
});

Deno.test("listSerialPorts() keeps a port that cannot be looked at, and says why", async () => {
  const root = await fakeRoot({ "sys/class/tty/ttyUSB0/device": "-> device", "dev/ttyUSB0": "" });
  assertEquals(await listSerialPorts({ root }), [
    { path: `${root}/dev/ttyUSB0`, problem: "realpath: ELOOP" },
  ]);
  await Deno.remove(root, { recursive: true });
});

Deno.test("listSerialPorts() where the system tells of no ports is source.absent", async () => {
  const root = await fakeRoot({ "sys/x": "" });
  const error = await assertRejects(() => listSerialPorts({ root }), ReadoutError, "ENOENT");
  assertEquals(error.code, "source.absent");
  await Deno.remove(root, { recursive: true });
});

Deno.test("listSerialPorts() of this computer gives ports with paths, or says what it lacks", async () => {
  const ports = await listSerialPorts().catch((error) => error);
  if (ports instanceof ReadoutError) assertEquals(ports.code, "source.absent");
  else for (const { path } of ports) assertEquals(path.startsWith("/dev/"), true);
});

Deno.test({
  name: "listSerialPorts() without --allow-ffi is permission.missing",
  permissions: { ffi: false },
  async fn() {
    const error = await assertRejects(() => listSerialPorts(), ReadoutError, "--allow-ffi");
    assertEquals(error.code, "permission.missing");
  },
});
