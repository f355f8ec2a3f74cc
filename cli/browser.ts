import type { Io } from "./io.ts";

/** A browser starter that has not failed after this long, in ms, has most likely worked. */
const PATIENCE_MS = 1_000;

/** The command that opens a page in the user's browser, as a program and its arguments. */
export function browserCommand(os: typeof Deno.build.os, url: string): readonly string[] {
  switch (os) {
    case "darwin":
      return ["open", url];
    case "windows":
      return ["rundll32", "url.dll,FileProtocolHandler", url];
    default:
      return ["xdg-open", url];
  }
}

/** Opens a page in the user's browser, or complains that it cannot, and names the address. */
export async function openBrowser(url: string, io: Io): Promise<void> {
  const [program, ...args] = browserCommand(Deno.build.os, url) as [string, ...string[]];
  const why = await start(program, args, io);
  if (why === undefined) return;
  await io.complain(`readout: Cannot open a browser: ${why}; open ${url} yourself\n`);
}

/** Why the program could not do it, or `undefined` if it could. */
async function start(program: string, args: string[], io: Io): Promise<string | undefined> {
  try {
    const child = new Deno.Command(program, {
      args,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    child.unref();
    const { promise: waited, resolve } = Promise.withResolvers<undefined>();
    const cancel = io.clock.timer(PATIENCE_MS, () => resolve(undefined));
    const status = await Promise.race([child.status, waited]);
    cancel();
    return status === undefined || status.success
      ? undefined
      : `${program} failed with exit code ${status.code}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `there is no program ${program}`;
    return error instanceof Error ? error.message : String(error);
  }
}
