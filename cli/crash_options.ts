import type { CrashOptions } from "../lib/rig/crash/black_box.ts";
import { isSecretName } from "../lib/rig/crash/redact.ts";

/** Variables of a shell that are called like a password, and name the folder that it is in. */
const FOLDERS: ReadonlySet<string> = new Set(["PWD", "OLDPWD"]);

/** What is looked up in the environment; a test brings its own. */
export type Environment = Pick<typeof Deno.env, "get" | "toObject">;

/**
 * Where the command line leaves crash files, what of the rig is in them, and what is not to be: whatever
 * the environment says under a name such as `DB_PASSWORD`.
 *
 * @param rig The file of the rig.
 * @param folder The folder that was asked for. Default: `readout/crashes` of the user's state folder.
 * @returns `undefined` if no folder is known, as without a home or the permission to ask for one.
 */
export async function crashOptions(
  rig: string,
  folder: string | undefined,
  environment: Environment = Deno.env,
): Promise<CrashOptions | undefined> {
  const where = folder ?? stateFolder(environment);
  if (where === undefined) return undefined;
  const secrets = allowed(() => secretsOf(environment.toObject())) ?? [];
  return { folder: where, secrets, config: { path: rig, sha256: await sha256Of(rig) } };
}

/** What a file says now, in short. */
async function sha256Of(path: string): Promise<string | undefined> {
  try {
    const bytes = await Deno.readFile(path.startsWith("file:") ? new URL(path) : path);
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  } catch { // it is gone, or on another computer
    return undefined;
  }
}

/** As the XDG Base Directory Specification says. */
function stateFolder(environment: Environment): string | undefined {
  const get = (name: string): string | undefined => {
    const value = allowed(() => environment.get(name));
    return value === "" ? undefined : value;
  };
  const home = get("HOME") ?? get("USERPROFILE");
  const state = get("XDG_STATE_HOME") ?? (home && `${home}/.local/state`);
  return state && `${state}/readout/crashes`;
}

function secretsOf(variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) =>
    isSecretName(name) && !FOLDERS.has(name) ? [value] : []
  );
}

/** What can be known by the permissions there are. */
function allowed<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return undefined;
    throw error;
  }
}
