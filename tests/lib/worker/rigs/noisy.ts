console.log("noise without end of line".repeat(10_000));
await Deno.stdout.write(new TextEncoder().encode("\0\0readout"));
setInterval(() => console.log("more"), 1);

/** Gives its arguments back, with noise on both streams. */
export function echo(...args: readonly unknown[]): readonly unknown[] {
  console.log("and more");
  console.error("complaint");
  return args;
}
