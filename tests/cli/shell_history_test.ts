import { ShellHistory } from "../../cli/shell_history.ts";
import { assertEquals } from "../deps/assert.ts";

Deno.test("ShellHistory keeps lines for the next time, for this user alone", async () => {
  const home = await Deno.makeTempDir({ prefix: "readout_history_" });
  try {
    const env = (name: string): string | undefined => name === "HOME" ? home : undefined;
    assertEquals(await new ShellHistory(env).load(), []);
    await new ShellHistory(env).save(["*IDN?", "READ?"]);
    assertEquals(await new ShellHistory(env).load(), ["*IDN?", "READ?"]);
    const { mode } = await Deno.stat(`${home}/.local/state/readout/history`);
    assertEquals(mode! & 0o777, 0o600);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test({
  name: "ShellHistory without permissions is empty, and keeps nothing",
  permissions: { env: false, read: false, write: false },
  async fn() {
    await new ShellHistory().save(["*IDN?"]);
    assertEquals(await new ShellHistory(() => "/nowhere").load(), []);
    await new ShellHistory(() => "/nowhere").save(["*IDN?"]);
  },
});
