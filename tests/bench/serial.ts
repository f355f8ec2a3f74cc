import { systemClock } from "../../lib/base/system_clock.ts";
import { openSerial } from "../../lib/transport/serial/open_serial.ts";
import { onOneCore } from "./peers/one_core.ts";
import { Peer } from "./peers/peer.ts";
import { compare, sayGoal, toRow } from "./rounds.ts";

const PINGS = 2_000;
const BURST_BYTES = 8_388_608;
const PYSERIAL_BYTES = 65_536; // at its speed
const LINE_FEED = 10;
const READOUT = "Readout, openSerial()";

/** How fast a device on a serial port is asked, and how fast it streams. All on one core. */
export async function run(): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await using device = await Peer.startC("serial_device.c", folder);
    await using c = await Peer.startC("serial_client.c", folder);
    await using pyserial = await Peer.startPython("serial_pyserial.py");
    if (device === undefined || c === undefined || pyserial === undefined) return;
    const port = await device.figure("port");
    await onOneCore([device.pid, c.pid, pyserial.pid], async () => {
      await pinging(port, c, pyserial);
      await streaming(port, c, pyserial);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function pinging(port: number, c: Peer, pyserial: Peer): Promise<void> {
  const ours: number[] = [];
  const best: number[] = [];
  const keep = (figures: number[], figure: number): number => (figures.push(figure), figure);
  const rows = await compare({
    title: "A serial port, asked and answered, all on one core",
    figure: "questions per second",
    rounds: 15,
    baseline: "pyserial write(), readline()",
    variants: {
      "pyserial write(), readline()": () => pyserial.figure("ping", port, PINGS),
      "C poll(), read()": async () => keep(best, await c.figure("ping", port, PINGS)),
      [READOUT]: async () => keep(ours, await ping(port)),
    },
  });
  sayGoal(rows, READOUT, "at least 1.5x pyserial", { least: 1.5 });
  const besideC = toRow(READOUT, ours.slice(1), best.slice(1)); // the first round warms up
  sayGoal([besideC], READOUT, "at least 0.85x C", { least: 0.85 });
  console.log();
}

async function streaming(port: number, c: Peer, pyserial: Peer): Promise<void> {
  const rows = await compare({
    title: "Lines of 16 bytes that stream from a serial port, all on one core",
    figure: "lines per second",
    baseline: "pyserial readline()",
    variants: {
      "pyserial readline()": () => pyserial.figure("readline", port, PYSERIAL_BYTES),
      "pyserial read(in_waiting)": () => pyserial.figure("in_waiting", port, BURST_BYTES),
      "C poll(), read()": () => c.figure("lines", port, BURST_BYTES),
      [READOUT]: () => lines(port),
    },
  });
  sayGoal(rows, READOUT, "at least 100x pyserial's readline()", { least: 100 });
  console.log();
}

async function ping(port: number): Promise<number> {
  await using serial = await openSerial({ path: `/dev/pts/${port}`, baudRate: 115_200 });
  const question = new TextEncoder().encode("PING\n");
  const decoder = new TextDecoder();
  const startMs = systemClock.nowMs();
  for (let asked = 0; asked < PINGS; asked++) {
    await serial.write(question);
    let answer = "";
    while (!answer.endsWith("\n")) {
      const chunk = await serial.read();
      if (chunk.kind === "eof") throw new Error("the device has gone");
      answer += decoder.decode(chunk.bytes);
    }
    if (Number(answer) !== 1.2345) throw new Error("not what was sent");
  }
  return PINGS / (systemClock.nowMs() - startMs) * 1_000;
}

async function lines(port: number): Promise<number> {
  await using serial = await openSerial({ path: `/dev/pts/${port}`, baudRate: 115_200 });
  const startMs = systemClock.nowMs();
  await serial.write(new TextEncoder().encode(`BURST ${BURST_BYTES}\n`));
  let found = 0;
  for (let received = 0; received < BURST_BYTES;) {
    const chunk = await serial.read();
    if (chunk.kind === "eof") throw new Error("the device has gone");
    const { bytes } = chunk;
    received += bytes.length;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) found++;
  }
  if (found !== BURST_BYTES / 16) throw new Error("lines are lost");
  return found / (systemClock.nowMs() - startMs) * 1_000;
}
