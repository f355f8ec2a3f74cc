const STATUS = "/proc/self/status";

/**
 * Whether this process was started to outlive its terminal, as `nohup` does it: SIGHUP is ignored.
 * Only Linux tells, and only if everything is allowed; else it is taken not to be.
 */
export function isHangupIgnored(): boolean {
  try {
    const { state } = Deno.permissions.querySync({ name: "read", path: STATUS });
    if (state !== "granted") return false; // asking would be a question to the user
    const [, mask] = /^SigIgn:\s*([0-9a-f]+)$/m.exec(Deno.readTextFileSync(STATUS)) ?? [];
    return mask !== undefined && (Number.parseInt(mask.slice(-1), 16) & 1) === 1; // signal 1
  } catch { // another system, or not everything is allowed
    return false;
  }
}
