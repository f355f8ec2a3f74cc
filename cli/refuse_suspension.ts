/**
 * Until disposed, Ctrl-Z (SIGTSTP) suspends nothing: a rig that stands still watches nothing, and has
 * switched nothing off.
 */
export function refuseSuspension(): Disposable {
  if (Deno.build.os === "windows") return { [Symbol.dispose]: () => {} };
  const onStop = (): void => {};
  Deno.addSignalListener("SIGTSTP", onStop);
  return { [Symbol.dispose]: () => Deno.removeSignalListener("SIGTSTP", onStop) };
}
