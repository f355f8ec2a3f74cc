import { assertEquals, assertInstanceOf, assertThrows } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { type Address, parseAddress } from "../../../lib/instrument/parse_address.ts";

const meter: Address = { kind: "tcp", hostname: "10.0.0.5", port: 5025 };

for (
  const [text, address] of [
    ["TCPIP0::10.0.0.5::5025::SOCKET", meter],
    ["tcpip::10.0.0.5::5025::socket", meter],
    [" tcp://10.0.0.5:5025 ", meter],
    ["tcp://10.0.0.5:5025/", meter],
    ["ASRLsocket://10.0.0.5:5025::INSTR", meter],
    ["TCPIP::[fe80::1]::5025::SOCKET", { kind: "tcp", hostname: "fe80::1", port: 5025 }],
    ["tcp://[fe80::1]:5025", { kind: "tcp", hostname: "fe80::1", port: 5025 }],
    ["tcp://dmm.lab:5555", { kind: "tcp", hostname: "dmm.lab", port: 5555 }],
    ["ASRL/dev/ttyUSB0::INSTR", { kind: "serial", path: "/dev/ttyUSB0" }],
    ["ASRL1", { kind: "serial", path: "/dev/ttyS0" }],
    ["asrl12::instr", { kind: "serial", path: "/dev/ttyS11" }],
    ["ASRLcom3::INSTR", { kind: "serial", path: "COM3" }],
    ["serial:///dev/ttyUSB0", { kind: "serial", path: "/dev/ttyUSB0" }],
    ["serial:///dev/ttyACM0?baudRate=9600", {
      kind: "serial",
      path: "/dev/ttyACM0",
      baudRate: 9_600,
    }],
  ] as const
) {
  Deno.test(`parseAddress() reads ${text}`, () => assertEquals(parseAddress(text), address));
}

for (
  const [resource, interfaceType] of [
    ["GPIB0::5::INSTR", "GPIB"],
    ["USB0::0x1234::0x5678::SN1::INSTR", "USB"],
    ["TCPIP::10.0.0.5::INSTR", "TCPIP"],
    ["TCPIP::10.0.0.5::hislip0::INSTR", "TCPIP"],
    ["PXI0::1-2::INSTR", "PXI"],
    ["VXI0::1::INSTR", "VXI"],
    ["PRLGX-TCPIP::10.0.0.5::1234::INTFC", "PRLGX-TCPIP"],
    ["visa://host/GPIB0::5::INSTR", "VISA"],
  ] as const
) {
  Deno.test(`parseAddress() reads ${resource}, and says that it is not supported`, () => {
    assertEquals(parseAddress(resource), { kind: "unsupported", interfaceType, resource });
  });
}

for (
  const text of [
    "",
    "10.0.0.5",
    "TCPIP::10.0.0.5::0::SOCKET",
    "tcp://10.0.0.5:70000",
    "tcp://10.0.0.5",
    "tcp://user@10.0.0.5:1/x",
    "serial://dev/ttyUSB0",
    "serial:///dev/ttyUSB0?baudRate=fast",
    "ASRL0",
    "http://10.0.0.5:5025",
  ]
) {
  Deno.test(`parseAddress() refuses "${text}"`, () => {
    assertThrows(() => parseAddress(text), TypeError, "Cannot");
  });
}

Deno.test("parseAddress() of any text is an address or a TypeError of one printable line", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "tcp://", "ASRL", "TCPIP::"),
      (text, start) => {
        try {
          parseAddress(start + text);
        } catch (error) {
          assertInstanceOf(error, TypeError);
          // deno-lint-ignore no-control-regex
          assertEquals(/[\x00-\x1f]/.test(error.message), false);
        }
      },
    ),
  );
});
