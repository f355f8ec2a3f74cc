import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../../deps/assert.ts";
import { messageDecoder } from "../../../lib/protocol/nmea/nmea_codec.ts";
import type { NmeaMessage } from "../../../lib/protocol/nmea/nmea_message.ts";
import { gps, type GpsOptions } from "../../../lib/simulator/mod.ts";

const START_MS = Date.UTC(2026, 10, 22, 12, 0, 0);

/** What a GPS says at a time, decoded; each sentence must be one that the standard allows. */
function said(wallMs: number, options?: GpsOptions): NmeaMessage[] {
  const decode = messageDecoder();
  return gps(options).speak!({ nowMs: 0, wallMs }).messages.map((bytes) => {
    const found = decode(bytes);
    assert(found.kind === "value", new TextDecoder().decode(bytes));
    assertEquals(found.usedBytes, bytes.length);
    return found.value;
  });
}

function one<K extends NmeaMessage["kind"]>(messages: NmeaMessage[], kind: K) {
  const found = messages.find((it) => it.kind === kind);
  assert(found !== undefined);
  return found as Extract<NmeaMessage, { kind: K }>;
}

Deno.test("gps() says GGA, GLL, GSA, GSV, RMC and VTG at each whole second", () => {
  const messages = said(START_MS + 250);
  const kinds = messages.map(({ kind }) => kind);
  assertEquals(kinds, ["gga", "gll", "gsa", "gsv", "gsv", "rmc", "vtg"]);
  assertEquals(one(messages, "rmc").utcMs, START_MS);
  assertEquals(gps().speak!({ nowMs: 0, wallMs: START_MS + 250 }).againMs, 750);
  assertEquals(gps().speak!({ nowMs: 0, wallMs: START_MS }).againMs, 1_000);
});

Deno.test("gps() moves along its route as fast as it should", () => {
  const options = { errorM: 0, speedKmh: 36, lostS: 0 };
  for (let second = 0; second < 200; second++) {
    const [from, to] = [0, 1_000].map((ms) =>
      one(said(START_MS + 1_000 * second + ms, options), "gga")
    );
    const north = (to!.latitudeDeg! - from!.latitudeDeg!) * 111_195;
    const east = (to!.longitudeDeg! - from!.longitudeDeg!) * 111_195 *
      Math.cos(from!.latitudeDeg! * Math.PI / 180);
    const way = Math.hypot(north, east);
    assert(way > 6 && way < 10.1, `${way} m in second ${second}`); // less at a corner
  }
  assertAlmostEquals(one(said(START_MS, options), "rmc").speedKnots!, 36 / 1.852, 1e-3);
});

Deno.test("gps() loses its fix in each minute, says so, and regains it", () => {
  for (const [second, has] of [[29, true], [30, false], [39, false], [40, true]] as const) {
    const messages = said(START_MS + 1_000 * second);
    const [gga, rmc] = [one(messages, "gga"), one(messages, "rmc")];
    assertEquals([gga.quality, rmc.status, one(messages, "gsa").fix], [
      has ? "autonomous" : "none",
      has ? "valid" : "void",
      has ? "3d" : "none",
    ]);
    assertEquals(gga.latitudeDeg === undefined, !has);
    assertEquals(rmc.speedKnots === undefined, !has);
    assertEquals(gga.satellites, has ? 7 : 0);
    assertEquals(rmc.utcMs, START_MS + 1_000 * second);
  }
});

Deno.test("gps() tells every client the same, the same for the same seed, and is off by its error", () => {
  const text = (options: GpsOptions, wallMs = START_MS) =>
    gps(options).speak!({ nowMs: wallMs, wallMs }).messages
      .map((bytes) => new TextDecoder().decode(bytes)).join("");
  assertEquals(text({ seed: 5 }), text({ seed: 5 }));
  assert(text({ seed: 5 }) !== text({ seed: 6 }));
  const exact = one(said(START_MS, { errorM: 0 }), "gga");
  const offs = Array.from({ length: 50 }, (_, seed) => {
    const gga = one(said(START_MS, { errorM: 10, seed }), "gga");
    return Math.abs(gga.latitudeDeg! - exact.latitudeDeg!) * 111_195;
  });
  assert(Math.max(...offs) <= 10.1 && Math.max(...offs) > 5, `${Math.max(...offs)} m`);
});

Deno.test("gps() refuses a route that is none", () => {
  const here = { latitudeDeg: 47, longitudeDeg: 8 };
  assertThrows(() => gps({ route: [here] }), RangeError, "two different places");
  assertThrows(() => gps({ route: [here, { ...here, latitudeDeg: 91 }] }), RangeError, "91");
  assertThrows(() => gps({ speedKmh: -1 }), RangeError, "speedKmh");
});
