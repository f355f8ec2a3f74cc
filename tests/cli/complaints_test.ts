import { Complaints } from "../../cli/complaints.ts";
import { assertEquals } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";

Deno.test("Complaints keeps a thousand lines for who does not read, and then tells how many it dropped", async () => {
  const io = new FakeIo();
  const { promise: isRead, resolve: read } = Promise.withResolvers<void>();
  const told: string[] = [];
  io.complain = async (text) => {
    await isRead;
    told.push(text);
  };
  const complaints = new Complaints(io);
  for (let at = 0; at < 5_000; at++) complaints.say(`${at}\n`);
  read();
  await complaints.said;
  const dropped = "readout: 4000 more were not told: nobody read them\n";
  assertEquals([told.length, told[0], told[999], told[1_000]], [1_001, "0\n", "999\n", dropped]);
  complaints.say("again\n");
  await complaints.said;
  assertEquals(told.slice(1_001), ["again\n"]);
});
