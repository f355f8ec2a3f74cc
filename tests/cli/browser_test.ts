import { browserCommand, openBrowser } from "../../cli/browser.ts";
import { assertEquals, assertMatch } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";

const URL_WITH_SHELL_WORDS = "http://127.0.0.1:8000/?a=1&calc;$(calc)`calc`";

for (const os of ["linux", "freebsd", "darwin", "windows"] as const) {
  Deno.test(`browserCommand() on ${os} hands the address over as one argument, to no shell`, () => {
    const [program, ...args] = browserCommand(os, URL_WITH_SHELL_WORDS);
    assertEquals(args.at(-1), URL_WITH_SHELL_WORDS);
    assertMatch(program!, /^(xdg-open|open|rundll32)$/);
  });
}

Deno.test({
  name: "openBrowser() without the permission to run programs says so, and names the address",
  permissions: { run: false },
  async fn() {
    const io = new FakeIo();
    await openBrowser("http://127.0.0.1:8000/", io);
    assertMatch(
      io.complaints,
      /^readout: Cannot open a browser: .*--allow-run.*; open http:\/\/127\.0\.0\.1:8000\/ yourself\n$/,
    );
    assertEquals(io.output, "");
    assertEquals(io.clock.pendingTimers, 0);
  },
});
