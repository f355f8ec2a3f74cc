import { assertAlmostEquals, assertEquals, assertRejects } from "../../deps/assert.ts";
import type { Channel } from "../../../lib/contract/channel.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { Gps } from "../../../lib/instrument/nmea.ts";
import { Listener } from "../../../lib/link/listener.ts";
import { encodeMessage, messageDecoder } from "../../../lib/protocol/nmea/nmea_codec.ts";
import type { NmeaMessage } from "../../../lib/protocol/nmea/nmea_message.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { Talker } from "../link/talker.ts";
import { harm, HARMS } from "../protocol/noise.ts";

interface Rig extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly talker: Talker;
  readonly gps: Gps;
}

async function rig(): Promise<Rig> {
  const clock = new VirtualClock();
  const talker = new Talker();
  const listener = new Listener<NmeaMessage>({
    ...{ address: "gps", open: talker.open, decoder: messageDecoder(), checked: true, clock },
  });
  const gps = new Gps(listener);
  await listener.start();
  return {
    clock,
    talker,
    gps,
    async [Symbol.asyncDispose](): Promise<void> {
      await gps[Symbol.asyncDispose]();
      await nextTurn();
      assertEquals(clock.pendingTimers, 0, "a timer was left behind");
    },
  };
}

/** The readings of channels while a receiver says something. */
async function readWhile(
  { talker, clock }: Rig,
  channels: Readonly<Record<string, Channel<unknown>>>,
  said: readonly NmeaMessage[],
): Promise<Record<string, unknown>> {
  const reading = Object.entries(channels).map(async ([name, channel]) => {
    const { value, reason } = await channel.tryRead({ timeoutMs: 1_000 });
    return [name, reason === "ok" ? value : [value, reason]] as const;
  });
  for (const message of said) await talker.say(encodeMessage(message));
  await clock.advance(1_000);
  return Object.fromEntries(await Promise.all(reading));
}

function everyChannel(gps: Gps): Readonly<Record<string, Channel<unknown>>> {
  return {
    position: gps.position(),
    latitude: gps.latitude(),
    longitude: gps.longitude(),
    altitude: gps.altitude(),
    speed: gps.speed(),
    course: gps.course(),
    utc: gps.utc(),
    fix: gps.fix(),
    quality: gps.quality(),
    satellites: gps.satellites(),
    hdop: gps.hdop(),
  };
}

const PLACE = { latitudeDeg: 48.125, longitudeDeg: -11.525 };
const UTC_MS = Date.UTC(2026, 10, 22, 12, 30);
const GGA: NmeaMessage = {
  ...{ kind: "gga", talker: "GN", timeOfDayMs: 45_000_000, ...PLACE, quality: "differential" },
  ...{ satellites: 8, hdop: 0.9, altitudeM: 545.4 },
};
const RMC: NmeaMessage = {
  ...{ kind: "rmc", talker: "GP", utcMs: UTC_MS, status: "valid", ...PLACE },
  ...{ speedKnots: 36, courseDeg: 84.4 },
};
const GSA: NmeaMessage = { kind: "gsa", talker: "GL", fix: "3d", satelliteIds: [2, 5] };

Deno.test("Gps gives what a receiver says as channels with units, whoever speaks", async () => {
  await using it = await rig();
  const channels = everyChannel(it.gps);
  assertEquals(await readWhile(it, channels, [GSA, GGA, RMC]), {
    position: PLACE,
    latitude: PLACE.latitudeDeg,
    longitude: PLACE.longitudeDeg,
    altitude: 545.4,
    speed: 36 * (1_852 / 3_600),
    course: 84.4,
    utc: "2026-11-22T12:30:00.000Z",
    fix: "3d",
    quality: "differential",
    satellites: 8,
    hdop: 0.9,
  });
  const units = Object.fromEntries(Object.values(channels).map(({ name, unit }) => [name, unit]));
  assertEquals([units["gps.altitude"], units["gps.speed"], units["gps.latitude"]], [
    "m",
    "m/s",
    "\u00b0",
  ]);
});

Deno.test("without a position nothing is a value but what the receiver knows all the same", async () => {
  await using it = await rig();
  const failed = [null, "sensor-fail"];
  assertEquals(
    await readWhile(it, everyChannel(it.gps), [
      { kind: "gga", talker: "GP", quality: "none", satellites: 0, ...PLACE, altitudeM: 0 },
      { ...RMC, status: "void" } as NmeaMessage,
      { kind: "gsa", talker: "GP", fix: "none", satelliteIds: [], hdop: 99 },
    ]),
    {
      ...{ position: failed, latitude: failed, longitude: failed, altitude: failed },
      ...{ speed: failed, course: failed, hdop: failed },
      utc: ["2026-11-22T12:30:00.000Z", "held"],
      fix: "none",
      quality: "none",
      satellites: 0,
    },
  );
});

Deno.test("an empty field is a bad reading, never 0", async () => {
  await using it = await rig();
  const failed = [null, "sensor-fail"];
  const readings = await readWhile(it, everyChannel(it.gps), [
    { kind: "gga", talker: "GP", quality: "autonomous" },
    { kind: "rmc", talker: "GP", status: "valid" },
    { kind: "gsa", talker: "GP", satelliteIds: [] },
  ]);
  const { quality, ...others } = readings;
  assertEquals(quality, "autonomous");
  assertEquals(new Set(Object.values(others).map((it) => `${it}`)), new Set([`${failed}`]));
});

Deno.test("a position that is not measured is uncertain", async () => {
  await using it = await rig();
  for (const [quality, reason] of [["estimated", "held"], ["simulated", "substituted"]] as const) {
    const gga = { ...GGA, quality } as NmeaMessage;
    const { position, altitude } = await readWhile(it, everyChannel(it.gps), [gga]);
    assertEquals([position, altitude], [[PLACE, reason], [545.4, reason]]);
  }
  const speed = await readWhile(it, { speed: it.gps.speed() }, [
    { ...RMC, status: "void", mode: "estimated" } as NmeaMessage,
  ]);
  assertEquals(speed, { speed: [36 * (1_852 / 3_600), "held"] });
});

Deno.test("several sentences of one measurement make one reading", async () => {
  await using it = await rig();
  const position = it.gps.position({ maxAgeMs: 100 });
  const said: NmeaMessage[] = [RMC, GGA, { kind: "gll", talker: "GP", ...PLACE, status: "valid" }];
  for (const message of said) await it.talker.say(encodeMessage(message));
  assertEquals((await position.read()).value, PLACE);
  const again = position.tryRead({ timeoutMs: 50 });
  await it.talker.say(encodeMessage(RMC));
  await it.clock.advance(50);
  assertEquals((await again).fault?.code, "timeout.total");
});

Deno.test("a receiver that sends speed only in VTG has a speed", async () => {
  await using it = await rig();
  const { speed } = await readWhile(it, { speed: it.gps.speed() }, [
    { kind: "vtg", talker: "GP", speedKmh: 36, speedKnots: 19.4 },
  ]);
  assertAlmostEquals(speed as number, 10, 1e-9);
});

Deno.test("a receiver that has a value only in a worse kind of sentence, or none, says so", async () => {
  await using it = await rig();
  const channels = { speed: it.gps.speed() };
  const vtg: NmeaMessage = { kind: "vtg", talker: "GP", speedKmh: 18 };
  const mute: NmeaMessage = { kind: "rmc", talker: "GP", status: "valid" };
  assertEquals(await readWhile(it, channels, [vtg, mute]), { speed: 5 });
  assertEquals(await readWhile(it, channels, [mute, vtg]), { speed: 5 });
  const lost: NmeaMessage = { kind: "vtg", talker: "GP", mode: "none" };
  assertEquals(await readWhile(it, channels, [lost]), { speed: [null, "sensor-fail"] });

  const fresh = { speed: it.gps.speed() };
  const none = await readWhile(it, fresh, [lost, lost]);
  assertEquals(none, { speed: [null, "sensor-fail"] });
});

Deno.test("a sentence that is damaged is counted, and never a value", async () => {
  await using it = await rig();
  const random = seededRandom(7);
  const heard = it.gps.messages({ capacity: 10_000, overflow: "fail" });
  const good = encodeMessage(GGA);
  let sentBytes = 0;
  for (let i = 0; i < 700; i++) {
    // A flipped bit is always seen by the sum; what else happens is at one place too.
    const bad = harm(good, HARMS[i % 6]!, random);
    await it.talker.say(bad);
    await it.talker.say(good);
    sentBytes += bad.length + good.length;
  }
  const { messages, bad, badBytes, messageBytes, bytes } = it.gps.listener.stats();
  assertEquals([badBytes + messageBytes, bytes], [sentBytes, sentBytes]);
  assertEquals(messages >= 600 && bad >= 600, true, `${messages} messages, ${bad} bad`);
  for (let i = 0; i < messages; i++) assertEquals((await heard.next()).value, GGA);
});

Deno.test("proprietary sentences are passed on, and can be sent", async () => {
  await using it = await rig();
  const answer = it.gps.next((message) =>
    message.kind === "other" && message.sentence.type === "MTK001"
  );
  await it.gps.send({ start: "$", talker: "P", type: "MTK220", fields: ["1000"] });
  await it.talker.say(encodeMessage(RMC));
  await it.talker.say("$PMTK001,220,3*30\r\n");
  const message = await answer;
  assertEquals(message.kind === "other" && message.sentence.fields, ["220", "3"]);
  assertEquals(it.talker.received, "$PMTK220,1000*1F\r\n");
  await assertRejects(
    () => it.gps.send({ start: "$", talker: "P", type: "X*Y", fields: [] }),
    RangeError,
  );
});
