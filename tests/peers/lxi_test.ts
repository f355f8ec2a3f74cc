import { assertEquals, assertMatch } from "../deps/assert.ts";
import { dmm, type ServedDevice, serveTcp } from "../../lib/simulator/mod.ts";

const timeout = 60_000;

/** What `lxi scpi` of lxi-tools prints for a message. */
async function lxi(device: ServedDevice, message: string): Promise<string> {
  const port = device.address.split(":").at(-1)!;
  const args = [
    "scpi",
    "--raw",
    "--address",
    "127.0.0.1",
    "--port",
    port,
    "--timeout",
    "5",
    message,
  ];
  const { stdout, stderr } = await new Deno.Command("lxi", { args }).output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

Deno.test({
  name: "lxi-tools asks a simulated multimeter",
  timeout,
  async fn() {
    await using device = await serveTcp(dmm({ inputs: { VOLT: () => -0.5 } }));
    assertEquals(await lxi(device, "*IDN?"), "READOUT,SIMULATED DMM,0,1.0\n");
    assertMatch(await lxi(device, "MEAS:VOLT:DC?"), /^-[45]\.\d{8}E-01\n$/);
    await lxi(device, "VOLT:RANG 5000");
    assertEquals(await lxi(device, "SYST:ERR?"), '-222,"Data out of range"\n');
  },
});
