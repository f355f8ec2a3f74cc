import type { CrashOptions } from "../lib/rig/crash/black_box.ts";
import { isSecretName } from "../lib/rig/crash/redact.ts";

/** What is looked up in the environment; a test brings its own. */
export type Environment = Pick<typeof Deno.env, "get" | "toObject">;

/**
 * Where the command line leaves crash files, and what is not to be in them: whatever the environment
 * says under a name such as `DB_PASSWORD`.
 *
 * @param folder The folder that was asked for. Default: `readout/crashes` of the user's state folder.
 * @returns `undefined` if no folder is known, as without a home or the permission to ask for one.
 */
export function crashOptions(
  folder: string | undefined,
  environment: Environment = Deno.env,
): CrashOptions | undefined {
  const where = folder ?? stateFolder(environment);
  if (where === undefined) return undefined;
  return { folder: where, secrets: allowed(() => secretsOf(environment.toObject())) ?? [] };
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
  return Object.entries(variables).flatMap(([name, value]) => isSecretName(name) ? [value] : []);
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
