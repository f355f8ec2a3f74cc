import { assert, assertEquals, assertRejects } from "../../deps/assert.ts";
import { openNmea } from "../../../lib/open/open_nmea.ts";
import { gps as simulatedGps } from "../../../lib/simulator/gps/gps.ts";
import { serveTcp } from "../../../lib/simulator/serve_tcp.ts";
import { LineServer } from "./line_server.ts";

const timeout = 20_000;

Deno.test({
  name: "openNmea() gives the channels of a simulated GPS over TCP",
  timeout,
  async fn() {
    await using device = await serveTcp(simulatedGps({ lostS: 0, errorM: 0 }));
    await using gps = await openNmea(device.address, { name: "boat" });
    const [position, speed, utc] = await Promise.all([
      gps.position().read(),
      gps.speed().read(),
      gps.utc().read(),
    ]);
    assertEquals([position.channel, speed.unit], ["boat.position", "m/s"]);
    const { latitudeDeg, longitudeDeg } = position.value;
    assert(latitudeDeg > 47.3 && latitudeDeg < 47.4 && longitudeDeg > 8.5 && longitudeDeg < 8.6);
    assert(Math.abs(speed.value - 10) < 0.01, `${speed.value} m/s, not 36 km/h`);
    assert(Math.abs(Date.parse(utc.value) - utc.wallMs) < 3_000);
    assertEquals(gps.listener.stats().bad, 0);
  },
});

Deno.test({
  name: "openNmea() takes sentences that are longer than the standard allows, and sends its own",
  timeout,
  async fn() {
    await using server = new LineServer();
    const init = [{ start: "$", talker: "P", type: "MTK220", fields: ["1000"] }] as const;
    await using gps = await openNmea(server.address, { init, checksum: "optional" });
    await server.received("$PMTK220,1000*1F\r");
    const next = gps.next();
    await server.say(`$PXXX,${"x".repeat(100)}\r\n`);
    const message = await next;
    assertEquals(message.kind === "other" && message.sentence.fields[0]?.length, 100);
    await assertRejects(() => openNmea("GPIB0::5::INSTR"), TypeError, "GPIB");
  },
});
