/** The sum of some numbers. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The same, in a while. */
export async function laterSum(numbers: readonly number[]): Promise<number> {
  await Promise.resolve();
  return sum(numbers);
}

/** Does not come back. */
export function never(): Promise<void> {
  return new Promise(() => {});
}

/** Throws. */
export function fails(): never {
  throw new RangeError("too much");
}
