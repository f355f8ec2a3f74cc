import { assertEquals, assertMatch, assertRejects } from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { Link } from "../../../lib/link/link.ts";
import { modbusRtu } from "../../../lib/protocol/modbus/rtu.ts";
import { openScpi } from "../../../lib/open/open_scpi.ts";
import { openSerial } from "../../../lib/transport/serial/open_serial.ts";
import { dmm, modbusDevice, servePty } from "../../../lib/simulator/mod.ts";

const timeout = 20_000;

Deno.test({
  name: "servePty() serves a device on a serial port, to one client after another",
  timeout,
  async fn() {
    await using device = await servePty(dmm());
    assertMatch(device.address, /^serial:\/\/\/dev\//);
    for (let client = 0; client < 2; client++) {
      await using meter = await openScpi(device.address);
      assertMatch(await meter.query("MEAS:VOLT?"), /^\+[45]\.\d{8}E\+00$/);
    }
  },
});

Deno.test({
  name: "servePty() serves Modbus RTU, with faults",
  timeout,
  async fn() {
    await using device = await servePty(modbusDevice({ framing: "rtu" }));
    const { path } = device;
    await using link = new Link({
      address: device.address,
      open: (options) => openSerial({ path, baudRate: 115_200, ...options }),
      replyTimeoutMs: 200,
    });
    const request = { kind: "read-input-registers", address: 2, count: 1 } as const;
    const reply = await link.ask(modbusRtu, { unit: 1, request });
    assertEquals(reply, { kind: "read-input-registers", values: Uint16Array.of(200) });
    device.faults.next("misaddressed");
    const error = await assertRejects(
      () => link.ask(modbusRtu, { unit: 1, request }),
      ReadoutError,
      "unit 2",
    );
    assertEquals(error.code, "frame.bad");
  },
});
