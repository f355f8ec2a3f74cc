import { openSystemdNotifier } from "../../../../lib/rig/notify/systemd_notifier.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../../../deps/assert.ts";

const pathOf = (file: string): string => new URL(file, import.meta.url).pathname;

Deno.test("openSystemdNotifier() tells systemd, in order, with exactly the permissions that it names", async () => {
  const folder = await Deno.makeTempDir({ prefix: "readout-notify-" });
  try {
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--no-prompt", "--no-check", "-A", "--unstable-net"],
        ...[pathOf("systemd_of_child.ts"), pathOf("told_by_child.ts"), folder],
      ],
      env: { NO_COLOR: "1" },
      signal: AbortSignal.timeout(20_000),
    }).output();
    const errors = new TextDecoder().decode(stderr);
    const told = "STATUS=0\nREADY=1\nSTATUS=30000\nWATCHDOG=1\n0 0\n";
    assertEquals([new TextDecoder().decode(stdout), errors], [told, ""]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("openSystemdNotifier() is closed in time, though systemd takes nothing and has removed its socket", async () => {
  const folder = await Deno.makeTempDir({ prefix: "readout-notify-" });
  try {
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--no-prompt", "--no-check", "-A", "--unstable-net"],
        ...[pathOf("deaf_systemd.ts"), folder],
      ],
      env: { NO_COLOR: "1" },
      signal: AbortSignal.timeout(20_000),
    }).output();
    const errors = new TextDecoder().decode(stderr);
    assertEquals([new TextDecoder().decode(stdout), errors], ["closed\n", ""]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("openSystemdNotifier() is nobody if systemd does not want to know", async () => {
  assertEquals(await openSystemdNotifier({}), undefined);
  assertEquals(await openSystemdNotifier({ NOTIFY_SOCKET: "" }), undefined);
});

for (
  const [socket, what] of [["@abstract", "it should be a path"], ["/x\x1b[2J", "\\x1b[2J"]] as const
) {
  Deno.test(`openSystemdNotifier() says why it cannot tell ${JSON.stringify(socket)}`, async () => {
    const error = await assertRejects(
      () => openSystemdNotifier({ NOTIFY_SOCKET: socket }),
      ReadoutError,
    );
    assertEquals(error.code, "source.unsupported"); // tests run without --unstable-net
    assertStringIncludes(error.message, what);
  });
}
