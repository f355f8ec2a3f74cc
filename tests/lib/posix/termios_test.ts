import { assertEquals } from "../../deps/assert.ts";
import { posixSystem } from "../../../lib/posix/posix_system.ts";
import { type LineSettings, lineSettings, setLine } from "../../../lib/posix/termios.ts";

const PLAIN: LineSettings = {
  baudRate: 9_600,
  dataBits: 8,
  stopBits: 1,
  parity: "none",
  flowControl: "none",
};

/** Sets a pseudo terminal and tells how it is set then, as ours and as `stty` read it. */
async function setAndRead(settings: LineSettings): Promise<[LineSettings, string]> {
  using posix = posixSystem.use();
  const { libc } = posix;
  const { master, path } = libc.openTerminal();
  const port = libc.open(path, "readWrite");
  try {
    setLine(libc, port, settings);
    const stty = new Deno.Command("/usr/bin/stty", { args: ["-a", "-F", path] });
    const { stdout } = await stty.output();
    return [lineSettings(libc, port), new TextDecoder().decode(stdout)];
  } finally {
    libc.close(port);
    libc.close(master);
  }
}

Deno.test("a line takes any baud rate", async () => {
  for (const baudRate of [1, 110, 9_600, 31_250, 250_000, 4_000_000, 12_345_678]) {
    const [actual] = await setAndRead({ ...PLAIN, baudRate });
    assertEquals(actual, { ...PLAIN, baudRate });
  }
});

Deno.test("a line takes stop bits and flow control, and stty reads them as we do", async () => {
  const flags: Record<LineSettings["flowControl"], RegExp> = {
    none: /-crtscts[^]* -ixon -ixoff/,
    hardware: / crtscts[^]* -ixon -ixoff/,
    software: /start = \^Q; stop = \^S[^]*-crtscts[^]* ixon ixoff/,
  };
  for (const flowControl of ["none", "hardware", "software"] as const) {
    for (const stopBits of [1, 2] as const) {
      const settings = { ...PLAIN, baudRate: 115_200, flowControl, stopBits };
      const [actual, stty] = await setAndRead(settings);
      assertEquals(actual, settings);
      const seen = [/ cstopb/.test(stty) ? 2 : 1, flags[flowControl].test(stty)];
      assertEquals(seen, [stopBits, true], stty);
    }
  }
});

Deno.test("a line is raw: stty finds no echo, no editing, no signals and no translation", async () => {
  const [, stty] = await setAndRead(PLAIN);
  for (const flag of ["echo", "icanon", "isig", "iexten", "opost", "icrnl", "istrip", "inpck"]) {
    assertEquals(new RegExp(`[\\s;]-${flag}\\b`).test(stty), true, `${flag}\n${stty}`);
  }
  assertEquals(/min = 1; time = 0/.test(stty), true, stty);
});
