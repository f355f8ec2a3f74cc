import { assertEquals, assertInstanceOf, assertMatch, assertThrows } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { formatAddress } from "../../../lib/instrument/format_address.ts";
import { type Address, parseAddress } from "../../../lib/instrument/parse_address.ts";

const meter: Address = { kind: "tcp", hostname: "10.0.0.5", port: 5025 };
const usb: Address = { kind: "serial", path: "/dev/ttyUSB0" };
const python: Address = { kind: "process", command: "/usr/bin/python3", args: [] };

for (
  const [text, address] of [
    ["TCPIP0::10.0.0.5::5025::SOCKET", meter],
    ["TCPIP12::10.0.0.5::5025::SOCKET", meter],
    ["tcpip::10.0.0.5::5025::socket", meter],
    [" tcp://10.0.0.5:5025 ", meter],
    ["TCP://10.0.0.5:5025/", meter],
    ["ASRLsocket://10.0.0.5:5025::INSTR", meter],
    ["ASRLsocket://10.0.0.5:5025", meter],
    ["TCPIP::[fe80::1]::5025::SOCKET", { kind: "tcp", hostname: "fe80::1", port: 5025 }],
    ["tcp://[fe80::1]:5025", { kind: "tcp", hostname: "fe80::1", port: 5025 }],
    ["tcp://[fe80::1%eth0]:5025", { kind: "tcp", hostname: "fe80::1%eth0", port: 5025 }],
    ["tcp://dmm.lab:5555", { kind: "tcp", hostname: "dmm.lab", port: 5555 }],
    ["TCPIP::dmm.lab::5555::SOCKET", { kind: "tcp", hostname: "dmm.lab", port: 5555 }],
    ["udp://10.0.0.5:161", { kind: "udp", hostname: "10.0.0.5", port: 161 }],
    ["udp://[::1]:161?localPort=10110", {
      kind: "udp",
      hostname: "::1",
      port: 161,
      localPort: 10_110,
    }],
    ["unix:///run/sim.sock", { kind: "unix", path: "/run/sim.sock" }],
    ["unix:///a%20b%3F", { kind: "unix", path: "/a b?" }],
    ["ASRL/dev/ttyUSB0::INSTR", usb],
    ["ASRL/dev/ttyUSB0", usb],
    ["ASRL1", { kind: "serial", path: "/dev/ttyS0" }],
    ["asrl12::instr", { kind: "serial", path: "/dev/ttyS11" }],
    ["ASRLcom3::INSTR", { kind: "serial", path: "COM3" }],
    ["serial://com3", { kind: "serial", path: "COM3" }],
    ["serial:///dev/ttyUSB0", usb],
    ["serial:///dev/ttyACM0?baudRate=9600", {
      kind: "serial",
      path: "/dev/ttyACM0",
      baudRate: 9_600,
    }],
    [
      "serial:///dev/ttyUSB0?baudRate=9600&dataBits=7&parity=even&stopBits=2&flowControl=hardware",
      {
        ...usb,
        baudRate: 9_600,
        dataBits: 7,
        parity: "even",
        stopBits: 2,
        flowControl: "hardware",
      },
    ],
    ["device:///dev/hidraw0", { kind: "device", path: "/dev/hidraw0" }],
    ["process:///usr/bin/python3", python],
    ["process:///usr/bin/python3?arg=sim.py&arg=--port%3D1&arg=a+b%20c%26", {
      ...python,
      args: ["sim.py", "--port=1", "a+b c&"],
    }],
    ["process:python3?arg=", { kind: "process", command: "python3", args: [""] }],
  ] as const
) {
  Deno.test(`parseAddress() reads ${text}`, () => assertEquals(parseAddress(text), address));
}

for (
  const [resource, interfaceType] of [
    ["GPIB0::5::INSTR", "GPIB"],
    ["GPIB::5::2", "GPIB"],
    ["GPIB0::INTFC", "GPIB"],
    ["USB0::0x1234::0x5678::SN1::INSTR", "USB"],
    ["USB::0x1234::0x5678::SN1::0::RAW", "USB"],
    ["TCPIP::10.0.0.5::INSTR", "TCPIP"],
    ["TCPIP::10.0.0.5::inst0::INSTR", "TCPIP"],
    ["TCPIP::10.0.0.5::gpib0,5::INSTR", "TCPIP"],
    ["TCPIP::10.0.0.5::hislip0,4880::INSTR", "TCPIP"],
    ["PXI0::1-2::INSTR", "PXI"],
    ["PXI0::CHASSIS1::SLOT2::INSTR", "PXI"],
    ["VXI0::1::INSTR", "VXI"],
    ["VXI::SERVANT", "VXI"],
    ["ASRL0::10.0.0.5::2::INSTR", "ASRL"],
    ["ASRL::box.lab::1::INSTR", "ASRL"],
    ["ASRLloop://::INSTR", "ASRL"],
    ["PRLGX-TCPIP::10.0.0.5::1234::INTFC", "PRLGX-TCPIP"],
    ["PRLGX-ASRL0::/dev/ttyUSB0::INTFC", "PRLGX-ASRL"],
    ["NI-ENET100-TCPIP::10.0.0.5::INTFC", "NI-ENET100-TCPIP"],
    ["VICP::10.0.0.5::INSTR", "VICP"],
    ["visa://host/GPIB0::5::INSTR", "VISA"],
  ] as const
) {
  Deno.test(`parseAddress() reads ${resource}, and says that it is not supported`, () => {
    assertEquals(parseAddress(resource), { kind: "unsupported", interfaceType, resource });
  });
}

for (
  const [text, why] of [
    ["", "it should be a VISA resource string"],
    ["10.0.0.5", "it should be a VISA resource string"],
    ["http://10.0.0.5:5025", "it should be a VISA resource string"],
    ["ASRL0", "it should be a VISA resource string"],
    ["TCPIP::10.0.0.5::0::SOCKET", "from 1 to 65535"],
    ["TCPIP::me@10.0.0.5::1::SOCKET", "it should be a VISA resource string"],
    ["TCPIP::10.0.0.5::port::SOCKET", "it should be a VISA resource string"],
    ["tcp://10.0.0.5:70000", "from 1 to 65535"],
    ["tcp://10.0.0.5", "it should be tcp://HOST:PORT"],
    ["tcp://user@10.0.0.5:1", "it should be tcp://HOST:PORT"],
    ["tcp://10.0.0.5:1/x", "it should be tcp://HOST:PORT"],
    ["tcp://10.0.0.5:1?nodelay=1", `"nodelay" in the address: it takes no options`],
    ["udp://10.0.0.5:1?localport=2", "did you mean localPort?"],
    ["udp://10.0.0.5:1?localPort=0", "localPort=0 in an address: it takes an integer from 1"],
    ["unix://run/sim.sock", "it should be unix:///PATH"],
    ["unix:///", "it should be unix:///PATH"],
    ["unix:///a%00b", "it should be unix:///PATH"],
    ["unix:///100%", "% is written as %25"],
    ["serial://dev/ttyUSB0", "it should be serial:///dev/ttyUSB0"],
    ["serial:///dev/ttyUSB0?baudRate=fast", "baudRate=fast in an address: it takes an integer"],
    ["serial:///dev/ttyUSB0?baudRate=0", "baudRate=0"],
    ["serial:///dev/ttyUSB0?baudrate=9600", "did you mean baudRate?"],
    ["serial:///dev/ttyUSB0?colour=9600", "it takes baudRate, dataBits, parity, stopBits"],
    ["serial:///dev/ttyUSB0?parity=Even", "it takes none or even or odd"],
    ["serial:///dev/ttyUSB0?dataBits=9", "it takes 5 or 6 or 7 or 8"],
    ["serial:///dev/ttyUSB0?baudRate=1&baudRate=2", "it says baudRate twice"],
    ["serial:///dev/ttyUSB0?9600", "an option is NAME=VALUE"],
    ["process:///usr/bin/cat?args=a", "did you mean arg?"],
    ["process:bin/cat", "it should be process:///usr/bin/PROGRAM"],
    ["process:///bin/cat?arg=%00", "NUL"],
    ["process:", "it should be process:///usr/bin/PROGRAM"],
  ] as const
) {
  Deno.test(`parseAddress() refuses "${text}"`, () => {
    const { message } = assertThrows(() => parseAddress(text), TypeError, why);
    assertEquals(message.startsWith("Cannot "), true, message);
  });
}

const DOCUMENT = Deno.readTextFileSync(new URL("../../../docs/transports.md", import.meta.url));
const SAME = [...DOCUMENT.matchAll(/^\| `([^`]+)`[^|`]*\| `([a-z]+:[^`]+)` +\|$/gm)];

Deno.test("docs/transports.md says of VISA's forms which URL is the same", () => {
  assertEquals(SAME.length, 6);
  for (const [, visa, url] of SAME) assertEquals(formatAddress(parseAddress(visa!)), url);
});

Deno.test("docs/transports.md has every option of a serial line, and its values", () => {
  for (
    const [name, ...values] of [
      ["dataBits", "5", "8"],
      ["parity", "none", "even", "odd"],
      ["stopBits", "1", "2"],
      ["flowControl", "none", "hardware", "software"],
    ] as const
  ) {
    for (const value of values) {
      const address = parseAddress(`serial:///dev/ttyUSB0?${name}=${value}`);
      assertEquals(Object.entries(address).at(-1)?.join("="), `${name}=${value}`);
      assertMatch(DOCUMENT, new RegExp(`\`${name}\`[^\`]*\\b${value}\\b`));
    }
  }
});

const STARTS = [
  ...["", "TCPIP::", "TCPIP::a::1::SOCKET", "ASRL", "ASRL/dev/", "GPIB::", "VISA://"],
  ...[
    "tcp://",
    "tcp://a:1",
    "udp://a:1?localPort=",
    "unix:///",
    "serial:///dev/t?",
    "serial://COM",
  ],
  ...["serial:///dev/t?baudRate=", "device:///", "process:///a?arg=", "process:a?", "process:"],
];
const anything = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(..."\ud800\0\x7f:/?#[]%&=+.@aA1 é") }),
);

Deno.test("parseAddress() of any text is an address or a TypeError of one printable line", () => {
  fc.assert(
    fc.property(fc.constantFrom(...STARTS), anything, (start, text) => {
      try {
        parseAddress(start + text);
      } catch (error) {
        assertInstanceOf(error, TypeError);
        // deno-lint-ignore no-control-regex
        assertEquals(/[\x00-\x1f\x7f-\x9f]/.test(error.message), false);
        assertEquals(error.message.length < 400, true);
      }
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("formatAddress() of whatever parseAddress() has read is read as the same", () => {
  let read = 0;
  fc.assert(
    fc.property(fc.constantFrom(...STARTS), anything, (start, text) => {
      let address: Address;
      try {
        address = parseAddress(start + text);
      } catch {
        return;
      }
      read++;
      assertEquals(parseAddress(formatAddress(address)), address);
    }),
    { numRuns: 1_000 },
  );
  assertEquals(read > 100, true, `only ${read} were addresses`);
});

for (
  const text of [
    "tcp://[fe80::1%eth0]:5025",
    "udp://10.0.0.5:161?localPort=10110",
    "unix:///run/a%20b%3F%25%23.sock",
    "serial:///dev/ttyUSB0?baudRate=9600&dataBits=7&parity=even&stopBits=2&flowControl=hardware",
    "device:///dev/hidraw0",
    "process:///usr/bin/python3?arg=-u&arg=a%20b%26c%3D%2B",
    "process:python3",
    "GPIB0::5::INSTR",
  ]
) {
  Deno.test(`formatAddress() writes ${text} as it was read`, () => {
    assertEquals(formatAddress(parseAddress(text)), text);
  });
}
