import { assertEquals, assertRejects, assertThrows } from "../../deps/assert.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { scpiDevice } from "../../../lib/simulator/scpi/scpi_device.ts";
import { SimulatedNetwork } from "../../../lib/simulator/network.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

const HERE = "tcp://10.0.0.7:5025";

async function ask(wire: Transport, question: string): Promise<string> {
  await wire.write(new TextEncoder().encode(`${question}\n`));
  const chunk = await wire.read();
  return chunk.kind === "eof" ? "eof" : new TextDecoder().decode(chunk.bytes).trim();
}

Deno.test("SimulatedNetwork connects to the device at an address, and to nobody elsewhere", async () => {
  await using network = new SimulatedNetwork(new VirtualClock());
  const node = network.add(HERE, scpiDevice({ "NAME?": () => "here" }));
  network.add("tcp://10.0.0.8:5025", scpiDevice({ "NAME?": () => "there" }));
  await using wire = await network.open(HERE);
  assertEquals(await ask(wire, "NAME?"), "here");
  assertEquals([node.clients, network.clients], [1, 1]);
  const error = await assertRejects(() => network.open("tcp://10.0.0.9:1"), ReadoutError);
  assertEquals(error.code, "link.failed");
  assertThrows(() => network.add(HERE, scpiDevice({})), TypeError, "already");
});

Deno.test("a device that is switched off closes its connections and refuses others until it is restored", async () => {
  await using network = new SimulatedNetwork(new VirtualClock());
  const node = network.add(HERE, scpiDevice({ "NAME?": () => "here" }));
  await using before = await network.open(HERE);
  await node.switchOff();
  assertEquals((await before.read()).kind, "eof");
  const error = await assertRejects(() => network.open(HERE), ReadoutError);
  assertEquals(error.code, "link.failed");
  node.restore();
  await using after = await network.open(HERE);
  assertEquals(await ask(after, "NAME?"), "here");
});

Deno.test("a device whose cable is pulled carries nothing out, answers nothing, and neither takes nor refuses a connection", async () => {
  let asked = 0;
  await using network = new SimulatedNetwork(new VirtualClock());
  const node = network.add(HERE, scpiDevice({ "NAME?": () => `here ${++asked}` }));
  await using before = await network.open(HERE);
  node.unplug();
  await before.write(new TextEncoder().encode("NAME?\n"));
  const giveUp = new AbortController();
  const given = assertRejects(() => network.open(HERE, { signal: giveUp.signal }), Error, "enough");
  const waiting = network.open(HERE);
  let isOpen = false;
  waiting.then(() => isOpen = true);
  await new VirtualClock().advance(0);
  assertEquals([isOpen, asked], [false, 0]);
  giveUp.abort(new Error("enough"));
  await given;
  node.restore();
  await using after = await waiting;
  assertEquals(await ask(after, "NAME?"), "here 1");
  assertEquals(await ask(before, "NAME?"), "here 2");
});
