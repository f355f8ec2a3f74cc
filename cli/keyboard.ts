/**
 * Gives each key that is typed on standard input at once, without Enter and without an echo; Ctrl-C and
 * Ctrl-Z do what they always do. Disposing of it gives the terminal its old mode back.
 *
 * @returns `undefined` if standard input is no terminal, or this process does not have it: one in the
 * background would be stopped by the system if it read from it.
 */
export function openKeyboard(take: (key: string) => void): Disposable | undefined {
  const { stdin } = Deno;
  if (!stdin.isTerminal() || !isInForeground()) return undefined;
  try {
    stdin.setRaw(true, { cbreak: true });
  } catch { // not on this system
    return undefined;
  }
  let isOver = false;
  void (async () => {
    const buffer = new Uint8Array(64);
    const decoder = new TextDecoder();
    while (!isOver) {
      const count = await stdin.read(buffer).catch(() => null); // the terminal may have gone
      if (count === null || isOver) return;
      const typed = decoder.decode(buffer.subarray(0, count));
      if (typed.startsWith("\x1b")) continue; // an arrow, or another key without a letter
      for (const key of typed) take(key);
    }
  })();
  return {
    [Symbol.dispose](): void {
      if (isOver) return;
      isOver = true;
      try {
        stdin.setRaw(false);
      } catch {
        // The terminal has gone.
      }
    },
  };
}

/** Whether the terminal is this process's; no if nobody can tell (not on Linux, or not allowed). */
function isInForeground(): boolean {
  try {
    const stat = Deno.readTextFileSync("/proc/self/stat");
    // After the program's name, in which anything can be: state, parent, group, session, terminal,
    // and the group that has the terminal.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[2] === fields[5];
  } catch {
    return false;
  }
}
