import { healthText } from "../../../lib/rig/health/health_text.ts";
import type { InstrumentHealth } from "../../../lib/rig/health/rig_health.ts";
import type { Rig } from "../../../lib/rig/rig.ts";
import { dmm } from "../../../lib/simulator/dmm/dmm.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../../deps/assert.ts";
import { RigBench } from "./rig_bench.ts";
import { Vessel } from "./vessel.ts";

const METER = "tcp://10.0.0.7:5025";
const PLC = "tcp://10.0.0.8:502";
const ARDUINO = "serial:///dev/ttyACM0?baudRate=115200";
const meter = (): ReturnType<typeof dmm> => dmm({ inputs: {} });

function rig(dmm: Partial<NonNullable<Rig["instruments"]>[string]> = {}): Rig {
  return {
    name: "desk",
    instruments: { dmm: { kind: "scpi", address: METER, ...dmm } as never },
    channels: { volts: { instrument: "dmm", question: "MEAS:VOLT?", everyMs: 100 } },
  };
}

Deno.test("runRig() shows an instrument as absent while its connection is down, since when and why", async () => {
  await using bench = new RigBench();
  const device = bench.plug(METER, meter());
  const running = await bench.start(rig());
  await bench.clock.advance(10_000);
  assertEquals(state(running), ["connected"]);
  device.refuse();
  device.hangUp();
  const downMs = bench.clock.wallMs();
  await bench.clock.advance(30_000);
  const [down] = running.health().instruments;
  assertEquals(down?.state, "absent");
  assert(Math.abs(down!.sinceWallMs - downMs) <= 1_000, `${down!.sinceWallMs - downMs} ms`);
  assertStringIncludes(down!.fault!.message, "Cannot connect to");
  assertMatch(
    healthText(running.health()).join("\n"),
    /instrument dmm \(tcp:\/\/10\.0\.0\.7:5025\) absent since 00:00:1[01]Z \((29|30) s\): Cannot connect/,
  );
  device.admit();
  await bench.clock.advance(5_200); // the longest back-off, a period, and a connection
  assertEquals(state(running), ["connected"]);
  assertEquals(bench.healths.at(-1)?.instruments.map(({ state }) => state), ["connected"]);
  assertEquals(running.health().isWell, true);
});

Deno.test("runRig() notices within a second that an instrument that nobody reads is gone, and takes it in again", async () => {
  await using bench = new RigBench();
  const device = bench.plug(METER, meter());
  const running = await bench.start({ ...rig(), channels: { wave: { signal: "sine" } } });
  await bench.clock.advance(10_500);
  assertEquals(state(running), ["connected"]);
  device.refuse();
  device.hangUp();
  await bench.clock.advance(1_000);
  assertEquals(bench.healths.at(-1)?.instruments.map(({ state }) => state), ["absent"]);
  device.admit();
  await bench.clock.advance(10_000); // its next attempt, and the longest back-off
  assertEquals(bench.healths.at(-1)?.instruments.map(({ state }) => state), ["connected"]);
});

Deno.test("runRig() does not tell of an instrument that closes an idle connection, and connects it again", async () => {
  await using bench = new RigBench();
  const device = bench.plug(METER, meter());
  let opened = 0;
  const running = await bench.start({ ...rig(), channels: { wave: { signal: "sine" } } }, {
    openTransport: (address, options) => {
      opened++;
      return bench.connect(address, options);
    },
  });
  await bench.clock.advance(1_500);
  const told = bench.healths.length;
  for (let times = 1; times <= 5; times++) {
    await device.hangUp();
    await bench.clock.advance(2_000);
    assertEquals([opened, device.clients], [1 + times, 1]);
  }
  assertEquals([bench.healths.length, state(running)], [told, ["connected"]]);
});

Deno.test("runRig() goes on trying an instrument that was not there at the start and that nobody reads", async () => {
  await using bench = new RigBench();
  const device = bench.plug(METER, meter());
  device.refuse();
  const running = await bench.start({ ...rig(), channels: { wave: { signal: "sine" } } });
  await bench.clock.advance(60_000);
  assertEquals(state(running), ["absent"]);
  device.admit();
  await bench.clock.advance(10_000);
  assertEquals(state(running), ["connected"]);
});

Deno.test("runRig() tells why a device that takes the call and is silent is no instrument", async () => {
  await using bench = new RigBench();
  const running = await bench.start(rig());
  await bench.clock.advance(5_000);
  const [down] = running.health().instruments;
  assertEquals([down?.state, down?.fault?.code], ["absent", "timeout.reply"]);
});

Deno.test("runRig() tells at its end how its instruments were, not that it has closed them", async () => {
  await using bench = new RigBench();
  bench.plug(METER, meter());
  await bench.start({
    name: "desk",
    instruments: {
      dmm: { kind: "scpi", address: METER },
      ino: { kind: "lines", address: ARDUINO },
      gps: { kind: "nmea", address: "serial:///dev/ttyUSB0?baudRate=4800" },
    },
    channels: { wave: { signal: "sine" } },
  });
  await bench.clock.advance(1_500);
  const { health } = await bench.stop();
  assertEquals(health.instruments.map(({ state }) => state), [
    "connected",
    "connected",
    "connected",
  ]);
  assertEquals(health.isWell, true);
});

Deno.test("runRig() that ends because an instrument is gone says so in its report", async () => {
  await using bench = new RigBench();
  const device = bench.plug(METER, meter());
  const volts = {
    instrument: "dmm",
    question: "MEAS:VOLT?",
    everyMs: 100,
    critical: true,
  } as const;
  await bench.start({ ...rig(), channels: { volts } });
  await bench.clock.advance(1_050);
  device.refuse();
  await device.hangUp();
  const { end, health } = await bench.ended();
  assertEquals([end.kind, health.instruments[0]?.state], ["critical", "absent"]);
});

Deno.test("runRig() that ends because an instrument is not there at the start says so in its report", async () => {
  await using bench = new RigBench();
  bench.plug(METER, meter()).refuse();
  await bench.start(rig({ startup: "error" }));
  const { end, health } = await bench.ended();
  assertEquals([end.kind, health.instruments[0]?.state], ["start", "absent"]);
});

for (
  const [startup, there, state] of [
    ["ignore", "nothing", "left-out"],
    ["probe", "nothing", "left-out"],
    ["probe", "silence", "left-out"],
    ["probe", "another", "left-out"],
    ["ignore", "silence", "ended"],
    ["ignore", "another", "ended"],
    ["error", "nothing", "ended"],
    ["retry", "another", "absent"],
  ] as const
) {
  Deno.test(`runRig() with startup ${startup}, where ${there} is there: ${state}`, async () => {
    await using bench = new RigBench();
    if (there !== "silence") {
      const device = bench.plug(METER, meter());
      if (there === "nothing") device.refuse();
    }
    const expectIdn = there === "another" ? "ACME" : undefined;
    const running = await bench.start(rig({ startup, expectIdn }));
    await bench.clock.advance(5_000);
    const health = running.health();
    assertEquals(health.phase === "ended" ? "ended" : health.instruments[0]?.state, state);
  });
}

for (const isBack of [true, false]) {
  Deno.test(`runRig() makes safe by an instrument that was left out at the start, and ${isBack ? "is there now" : "still is not"}`, async () => {
    const vessel = new Vessel();
    await using bench = new RigBench();
    const heater = bench.plug(METER, vessel.heater);
    const plc = bench.plug(PLC, vessel.plc);
    heater.refuse();
    plc.refuse();
    const running = await bench.start({
      name: "vessel",
      instruments: {
        heater: { kind: "scpi", address: METER, startup: "ignore" },
        plc: { kind: "modbus", address: PLC, startup: "probe" },
        ino: { kind: "lines", address: ARDUINO, startup: "retry" },
      },
      channels: { celsius: { instrument: "heater", question: "MEAS:TEMP?", everyMs: 100 } },
      safe: [
        { name: "vent", instrument: "plc", coil: 3, value: true },
        { name: "off", instrument: "heater", command: "OUTP OFF", readBack: "OUTP?", expect: "0" },
      ],
    });
    await bench.clock.advance(3_000);
    assertEquals(state(running).slice(0, 2), ["left-out", "left-out"]);
    if (isBack) {
      heater.admit();
      plc.admit();
    }
    const report = await bench.stop();
    assertEquals([vessel.isSafe, report.isSafe, report.exitCode], [isBack, isBack, isBack ? 0 : 3]);
    assertEquals([report.notDone, heater.clients, plc.clients], [[], 0, 0]);
    assertEquals(bench.of("celsius").filter(({ status }) => status !== "bad"), []);
    await bench.clock.advance(0);
    assertEquals(bench.clock.pendingTimers, 0);
    if (!isBack) assertStringIncludes(report.safe!.steps[0]!.fault!.message, "Cannot connect");
  });
}

function state(
  running: { health(): { readonly instruments: readonly InstrumentHealth[] } },
): string[] {
  return running.health().instruments.map(({ state }) => state);
}
