import { assert, assertEquals } from "../deps/assert.ts";
import { dmm, powerSupply, type ServedDevice, serveTcp } from "../../lib/simulator/mod.ts";

const timeout = 60_000;

/** Runs a program of PyVISA (with pyvisa-py) on the device; gives the lines that it prints. */
async function pyvisa(device: ServedDevice, program: string): Promise<string[]> {
  const port = device.address.split(":").at(-1);
  const setUp = `
import pyvisa
manager = pyvisa.ResourceManager("@py")
device = manager.open_resource("TCPIP::127.0.0.1::${port}::SOCKET",
                               read_termination="\\n", write_termination="\\n")
device.timeout = 5000
`;
  const command = new Deno.Command("/usr/bin/python3", {
    args: ["-W", "ignore", "-c", setUp + program],
  });
  const { success, stdout, stderr } = await command.output();
  assert(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trimEnd().split("\n");
}

Deno.test({
  name: "PyVISA asks a simulated multimeter: who it is, numbers, lists, errors",
  timeout,
  async fn() {
    await using device = await serveTcp(dmm({ inputs: { VOLT: () => 1.5, RES: () => 1e12 } }));
    const lines = await pyvisa(
      device,
      `
print(device.query("*IDN?"))
print(abs(float(device.query("MEAS:VOLT:DC?")) - 1.5) < 1e-3)
device.write("SAMP:COUN 5")
print(len(device.query_ascii_values("READ?")))
print(float(device.query("MEAS:RES?")))
device.write("VOLT:RANG 5000")
print(device.query("SYST:ERR?"))
print(device.query("*OPC?;*ESR?"))
`,
    );
    assertEquals(lines, [
      "READOUT,SIMULATED DMM,0,1.0",
      "True",
      "5",
      "9.9e+37",
      '-222,"Data out of range"',
      "1;144", // power on, and an error of execution
    ]);
  },
});

Deno.test({
  name: "PyVISA reads a simulated multimeter's blocks of both types and orders",
  timeout,
  async fn() {
    await using device = await serveTcp(dmm({ inputs: { VOLT: () => 2.5 } }));
    const lines = await pyvisa(
      device,
      `
device.write("VOLT:RANG 10;:TRAC:POIN 20000")
scale = float(device.query("TRAC:SCAL?"))
for border, is_big in (("NORM", True), ("SWAP", False)):
    device.write("FORM:BORD " + border + ";:FORM INT,16")
    counts = device.query_binary_values("TRAC:DATA?", datatype="h", is_big_endian=is_big)
    device.write("FORM REAL,32")
    floats = device.query_binary_values("TRAC:DATA?", datatype="f", is_big_endian=is_big)
    print(len(counts), set(round(count * scale, 3) for count in counts), len(floats), set(floats))
`,
    );
    assertEquals(lines, ["20000 {2.5} 20000 {2.5}", "20000 {2.5} 20000 {2.5}"]);
  },
});

Deno.test({
  name: "PyVISA sets a simulated supply, and sees a reply that does not come as a timeout",
  timeout,
  async fn() {
    await using device = await serveTcp(powerSupply({ loadOhms: () => 5 }));
    device.faults.next("silent");
    const lines = await pyvisa(
      device,
      `
device.timeout = 200
try:
    device.query("*IDN?")
except pyvisa.errors.VisaIOError as error:
    print(error.abbreviation)
device.timeout = 5000
device.write("APPL 10,1;:OUTP ON")
print(device.query("OUTP:MODE?;:OUTP?"))
print(0.5 < float(device.query("MEAS:CURR?")) < 1.01)
`,
    );
    assertEquals(lines, ["VI_ERROR_TMO", "CC;1", "True"]);
    assertEquals(device.faults.stats().silent, 1);
  },
});
