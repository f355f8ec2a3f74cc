import { line } from "../../../../lib/protocol/scpi/line.ts";
import { scpiCodec } from "../../../../lib/protocol/scpi/scpi_codec.ts";
import { text } from "../../../../lib/protocol/scpi/text.ts";
import { assertEquals } from "../../../deps/assert.ts";
import { bytes } from "./bytes.ts";

const codec = scpiCodec(line(text));

for (const echo of ["VOLT?\n", "VOLT?\r\n", "VOLT?\n5.0\n"]) {
  Deno.test(`scpiCodec() takes ${JSON.stringify(echo)} for an echo of VOLT?, and for no reply to it`, () => {
    const answer = codec.decoder("VOLT?")(bytes(echo));
    const usedBytes = echo.indexOf("\n") + 1;
    const why = "it sends back what it was sent: switch its echo off";
    assertEquals(answer, { kind: "bad", why, usedBytes });
  });
}

for (const reply of ["VOLT\n", "VOLT?;\n", "VOLTAGE?\n", "V\n", "5.0\n"]) {
  Deno.test(`scpiCodec() takes ${JSON.stringify(reply)} for a reply to VOLT?`, () => {
    const answer = codec.decoder("VOLT?")(bytes(reply));
    assertEquals(answer, { kind: "value", value: reply.trim(), usedBytes: reply.length });
  });
}

Deno.test("scpiCodec() knows an echo of its own question, and of no other", () => {
  const [first, second] = ["A?", "B?"].map((it) => codec.decoder(it));
  assertEquals(first!(bytes("B?\n")).kind, "value");
  assertEquals([first!(bytes("A?\n")).kind, second!(bytes("B?\n")).kind], ["bad", "bad"]);
});
