import { printable } from "../lib/base/printable.ts";
import { EXIT } from "./exit_code.ts";

/**
 * Until disposed, an end of the process that is nobody's but the rig's own program's, by
 * `Deno.exit()`, is told, and its exit code says that nothing is known: no safe step can be run then.
 *
 * @param path The rig, for what is to be done next.
 */
export function tellOfUnforeseenExit(path: string): Disposable {
  const onUnload = (): void => {
    Deno.exitCode = EXIT.unsafe;
    const text =
      `readout: the process was ended before the safe sequence was over, and nothing is ` +
      `known; run now: readout safe ${printable(path)}\n`;
    try {
      Deno.stderr.writeSync(new TextEncoder().encode(text));
    } catch {
      // There is nobody left to tell.
    }
  };
  addEventListener("unload", onUnload);
  return { [Symbol.dispose]: () => removeEventListener("unload", onUnload) };
}
