import { assertAlmostEquals, assertEquals } from "../deps/assert.ts";
import type { Parsed } from "../../lib/base/parsed.ts";
import type { Rmc } from "../../lib/protocol/nmea/rmc.ts";
import { openLines } from "../../lib/open/open_lines.ts";
import { openNmea } from "../../lib/open/open_nmea.ts";
import { gps as simulatedGps } from "../../lib/simulator/gps/gps.ts";
import { servePty } from "../../lib/simulator/serve_pty.ts";

const timeout = 60_000;
const GPSD = "/usr/sbin/gpsd";

/** What gpsd reports; of class TPV, a time, position and velocity. */
interface Report {
  readonly class: string;
  readonly mode?: number;
  readonly time?: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly speed?: number;
  readonly track?: number;
}

/** gpsd on a serial port, answering at a TCP port of this computer. */
class Gpsd implements AsyncDisposable {
  readonly address: string;
  readonly #child: Deno.ChildProcess;

  constructor(path: string) {
    const port = freePort();
    this.address = `tcp://127.0.0.1:${port}`;
    this.#child = new Deno.Command(GPSD, {
      args: ["-N", "-n", "-b", "-S", `${port}`, path],
      ...{ stdin: "null", stdout: "null", stderr: "null" },
    }).spawn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.#child.status;
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function reportOf(line: string): Parsed<Report> {
  const report: Report = JSON.parse(line);
  return { kind: "value", value: report };
}

Deno.test({
  name: "gpsd reads our simulated GPS on a serial port, and finds there what openNmea() finds",
  timeout,
  async fn() {
    const receiver = simulatedGps({ lostS: 0 });
    await using forGpsd = await servePty(receiver);
    await using forUs = await servePty(receiver);
    await using gpsd = new Gpsd(forGpsd.path);
    await using client = await openLines(gpsd.address, {
      ...{ absent: "retry", parse: reportOf, checked: true, silentTimeoutMs: 30_000 },
      init: ['?WATCH={"enable":true,"json":true};'],
    });
    await using gps = await openNmea(forUs.address);
    const ours = new Map<string, Rmc>();
    const seen = gps.messages({ capacity: 1_000, overflow: "fail" });
    const listening = (async () => {
      for await (const message of seen) {
        if (message.kind === "rmc" && message.utcMs !== undefined) {
          ours.set(new Date(message.utcMs).toISOString(), message);
        }
      }
    })();
    let compared = 0;
    for await (const report of client.lines({ capacity: 1_000, overflow: "fail" })) {
      const rmc = ours.get(report.time ?? "");
      if (report.class !== "TPV" || report.mode !== 3 || rmc === undefined) continue;
      assertAlmostEquals(report.lat!, rmc.latitudeDeg!, 1e-6);
      assertAlmostEquals(report.lon!, rmc.longitudeDeg!, 1e-6);
      assertAlmostEquals(report.speed!, rmc.speedKnots! * 1_852 / 3_600, 0.01);
      assertAlmostEquals(report.track!, rmc.courseDeg!, 0.1);
      if (++compared === 2) break;
    }
    seen[Symbol.dispose]();
    await listening;
    assertEquals(gps.listener.stats().bad, 0);
  },
});
