/**
 * Runs `run` with this process and the peers on one core, so that what a figure shows is the work of
 * programs and not how long a sleeping core takes to wake.
 */
export async function onOneCore<T>(pids: readonly number[], run: () => Promise<T>): Promise<T> {
  const all = [Deno.pid, ...pids];
  const last = navigator.hardwareConcurrency - 1;
  for (const pid of all) await keepOn(pid, `${last}`);
  try {
    return await run();
  } finally {
    for (const pid of all) await keepOn(pid, `0-${last}`);
  }
}

async function keepOn(pid: number, cores: string): Promise<void> {
  const command = new Deno.Command("/usr/bin/taskset", { args: ["-acp", cores, `${pid}`] });
  const { success, stderr } = await command.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
