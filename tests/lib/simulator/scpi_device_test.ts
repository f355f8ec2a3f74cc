import { assertEquals, assertThrows } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import {
  aBoolean,
  aNumber,
  aString,
  encodeBlock,
  oneOf,
  optional,
  scpiDevice,
  ScpiError,
} from "../../../lib/simulator/mod.ts";
import { ScpiClient } from "./scpi_client.ts";

Deno.test("scpiDevice() answers all the queries of a message in one line", () => {
  const client = new ScpiClient(scpiDevice({
    "A?": () => 1.5e-7,
    "B?": () => true,
    "C?": () => "text",
    "D?": () => encodeBlock(Uint8Array.of(10, 59)),
  }));
  assertEquals(client.ask("A?;B?;*CLS;C?"), "1.5E-7;1;text");
  assertEquals([...client.askBytes("D?")], [0x23, 0x31, 0x32, 10, 59, 10]);
  assertEquals(client.ask("*CLS"), "");
});

Deno.test("scpiDevice() gives a command its suffixes and parameters, and refuses what it does not take", () => {
  const seen: unknown[] = [];
  const client = new ScpiClient(scpiDevice({
    "OUTPut#[:STATe]": ({ suffixes, parameters }) => {
      seen.push([...suffixes, ...parameters(aBoolean)]);
    },
    "MODE": ({ parameters }) => void seen.push(parameters(oneOf("FAST", "SLOWly"), aString)),
    "LEVel": ({ parameters }) => {
      seen.push(parameters(aNumber({ max: 9, unit: "V" }), optional(aNumber())));
    },
    "STOP": () => void seen.push("stop"),
  }));
  client.ask("OUTP3 ON;:OUTP:STAT 0;:MODE slowly,'a;b';:LEV 1500 mV;:LEV MAX,-2;STOP");
  assertEquals(seen, [[3, true], [1, false], ["SLOWly", "a;b"], [1.5, undefined], [9, -2], "stop"]);
  assertEquals(client.errors(), []);
  for (
    const [message, code] of [
      ["OUTP", -109],
      ["OUTP 1,2", -108],
      ["OUTP MAYBE", -224],
      ["LEV 10", -222],
      ["LEV 'x'", -104],
      ["LEV 1 A", -131],
      ["LEV 1,2 V", -138],
      ["LEV 1E999", -123],
      ["MODE FASTER,'x'", -224],
      ["MODE FAST,x", -104],
      ["*IDN? 5", -108],
      ["LEVE 1", -113],
      ["LEV 1,,2", -102],
      ['MODE FAST,"open', -151],
    ] as const
  ) {
    seen.length = 0;
    client.ask(message);
    assertEquals([message, seen, client.errors()], [message, [], [code]]);
  }
});

Deno.test("scpiDevice() goes on after an error of execution, and not after one of grammar", () => {
  let level = 0;
  const client = new ScpiClient(scpiDevice({
    "LEVel": ({ parameters }) => {
      [level] = parameters(aNumber({ max: 9 }));
    },
    "LEVel?": () => level,
  }));
  assertEquals(client.ask("LEV 10;LEV?"), "0");
  assertEquals(client.ask("LEV 2;NOPE;LEV 3"), "");
  assertEquals(level, 2);
  assertEquals(client.errors(), [-222, -113]);
});

Deno.test("scpiDevice() has the registers and the error queue of IEEE 488.2", () => {
  const device = scpiDevice({
    "BREAK": () => {
      throw new ScpiError({ code: 550, text: "Fan stopped" });
    },
  }, { identity: "ACME,X,1,2", errorCapacity: 2, selfTest: () => 3 });
  const client = new ScpiClient(device);
  assertEquals(client.ask("*IDN?;*TST?;:SYST:VERS?"), "ACME,X,1,2;3;1999.0");
  assertEquals(client.ask("*ESR?;*ESR?"), "128;0"); // power on
  client.ask("*ESE 40;*SRE 36;FOO");
  assertEquals(client.ask("*ESE?;*SRE?;*STB?"), "40;36;100"); // errors, an event, service
  client.ask("BREAK");
  assertEquals(client.ask("*ESR?;*STB?;:SYST:ERR:COUN?"), "40;68;2");
  client.ask("BREAK");
  assertEquals(
    client.ask("SYST:ERR:ALL?"),
    '-113,"Undefined header;FOO",-350,"Queue overflow"',
  );
  assertEquals(client.ask("SYST:ERR?;ERR:ALL?"), '0,"No error";0,"No error"');
  client.ask("*SRE 255;FOO;*CLS");
  assertEquals(client.ask("*SRE?;*ESR?"), "191;40");
  client.ask("*CLS");
  assertEquals(client.ask("*STB?;:SYST:ERR?"), '0;0,"No error"');
  client.ask("*ESE 256");
  assertEquals(client.errors(), [-222]);
});

Deno.test("scpiDevice() is later with what comes after something that takes time", () => {
  const client = new ScpiClient(scpiDevice({
    "WORK": ({ take }) => take(250),
    "NOW?": ({ nowMs }) => nowMs,
  }));
  client.nowMs = 1_000;
  assertEquals(client.ask("NOW?;WORK;NOW?;WORK;WORK;NOW?"), "1000;1250;1750");
  assertEquals(client.nowMs, 1_750);
});

Deno.test("scpiDevice() lets its own *IDN? and SYSTem:ERRor? come before the common ones", () => {
  const own = { "*IDN?": () => "MINE", "SYSTem:ERRor?": () => '0,"Never"' };
  const client = new ScpiClient(scpiDevice(own));
  assertEquals(client.ask("*IDN?;:SYST:ERR?"), 'MINE;0,"Never"');
  assertThrows(() => scpiDevice({ "BAD[": () => 1 }), TypeError, "BAD[");
});

Deno.test("scpiDevice() lets an error of its own code through: it is a bug, and no SCPI error", () => {
  const client = new ScpiClient(scpiDevice({
    "BUG": () => {
      throw new RangeError("a bug");
    },
  }));
  assertThrows(() => client.ask("BUG"), RangeError, "a bug");
});

Deno.test("scpiDevice() never throws, whatever it is sent", () => {
  const device = scpiDevice({
    "LEVel": ({ parameters }) => void parameters(aNumber({ unit: "V" })),
  });
  const client = new ScpiClient(device);
  const pieces = fc.constantFrom("LEV", "LEV?", " ", ",", ";", ":", "*", "?", "1E5", "#", "'", '"');
  const texts = fc.array(fc.oneof(pieces, fc.string({ unit: "grapheme-ascii", maxLength: 3 })));
  fc.assert(fc.property(texts, (parts) => {
    client.ask(parts.join(""));
    client.ask("SYST:ERR:ALL?");
  }));
});
