import { run } from "../../cli/run.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { nextTurn } from "../../lib/base/system_clock.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import { openTransport } from "../../lib/open/open_transport.ts";
import { FakeIo } from "./fake_io.ts";

const timeout = 20_000;

/** The first line that a command prints. */
async function firstLine(io: FakeIo): Promise<string> {
  for (let turns = 0; !io.output.includes("\n"); turns++) {
    if (turns > 100_000 || io.complaints !== "") throw new Error(`Nothing: ${io.complaints}`);
    await nextTurn();
  }
  return io.output.split("\n", 1)[0]!;
}

for (const kind of ["dmm", "psu"]) {
  Deno.test({
    name: `sim ${kind} serves it, prints its address and nothing else, and ends with 0`,
    timeout,
    async fn() {
      const io = new FakeIo();
      const running = run(["sim", kind, "--port", "0"], io);
      const address = await firstLine(io);
      assertMatch(address, /^tcp:\/\/127\.0\.0\.1:\d+$/);
      await using instrument = await openScpi(address);
      assertStringIncludes(await instrument.query("*IDN?"), "READOUT,SIMULATED");
      io.stop("SIGINT");
      assertEquals(await running, 0);
      assertEquals([io.output, io.complaints], [`${address}\n`, ""]);
      assertEquals(io.clock.pendingTimers, 0);
    },
  });
}

Deno.test({
  name: "sim on a terminal also says what it is, and how to ask it",
  timeout,
  async fn() {
    const io = new FakeIo({ isTerminal: true });
    const running = run(["sim", "modbus", "--port", "0"], io);
    assertMatch(await firstLine(io), /^Simulating an oven .* at tcp:\/\/127\.0\.0\.1:\d+ \(Ctrl-C/);
    assertMatch(io.output, /\nAsk it: mbpoll .* -p \d+ 127\.0\.0\.1\n$/);
    io.stop("SIGTERM");
    assertEquals(await running, 0);
  },
});

Deno.test({
  name: "sim --faults lets go wrong what it says, chosen by --seed",
  timeout,
  async fn() {
    const io = new FakeIo();
    const running = run(["sim", "gps", "--port", "0", "--faults", "duplicated=100%"], io);
    await using wire = await openTransport(await firstLine(io));
    let text = "";
    while (!text.includes("$GPVTG")) {
      const chunk = await wire.read();
      if (chunk.kind === "bytes") text += new TextDecoder().decode(chunk.bytes);
    }
    const lines = text.split("\r\n");
    assertEquals([lines[0], lines[2]], [lines[1], lines[3]]);
    io.stop("SIGINT");
    assertEquals(await running, 0);
  },
});

Deno.test({
  name: "sim --pty serves it on a serial port",
  timeout,
  async fn() {
    const io = new FakeIo();
    const running = run(["sim", "dmm", "--pty"], io);
    const address = await firstLine(io);
    assertMatch(address, /^serial:\/\/\/dev\//);
    await using instrument = await openScpi(address);
    assertStringIncludes(await instrument.query("*IDN?"), "SIMULATED DMM");
    io.stop("SIGINT");
    assertEquals(await running, 0);
  },
});

for (
  const [args, complaint] of [
    [[], "it takes one kind: dmm, psu, modbus, gps"],
    [["dmm", "gps"], "it takes one kind"],
    [["dm"], 'there is no "dm" (did you mean "dmm"?)'],
    [["dmm", "--faults", "lat=5%"], 'there is no fault "lat" (did you mean "late"?)'],
    [["dmm", "--faults", "late=200%"], "from 0 to 1"],
    [["dmm", "--faults", "misaddressed=1%"], "the replies of multimeter"],
    [["dmm", "--pty", "--port", "5"], "it has no --port"],
    [["dmm", "--port", "x"], "--port must be a port"],
  ] as const
) {
  Deno.test(`sim ${args.join(" ")} is wrong usage, and nothing is served`, async () => {
    const io = new FakeIo();
    assertEquals(await run(["sim", ...args], io), 2);
    assertStringIncludes(io.complaints, complaint);
    assertEquals(io.output, "");
  });
}

Deno.test({
  name: "sim at a port that is taken says so, and ends with 1",
  timeout,
  async fn() {
    const first = new FakeIo();
    const running = run(["sim", "dmm", "--port", "0"], first);
    const port = (await firstLine(first)).split(":").at(-1)!;
    const io = new FakeIo();
    assertEquals(await run(["sim", "dmm", "--port", port], io), 1);
    assertStringIncludes(io.complaints, "take another port");
    first.stop("SIGINT");
    assertEquals(await running, 0);
  },
});
