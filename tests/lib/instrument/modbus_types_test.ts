import type { Channel } from "../../../lib/contract/channel.ts";
import type { WritableChannel } from "../../../lib/contract/writable_channel.ts";
import type { ModbusUnit } from "../../../lib/instrument/modbus_unit.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

function is<A, B>(_: Same<A, B>): void {}

/** Never called: `deno check` is the test. */
export function typesFollowTheDeclaration(unit: ModbusUnit): void {
  const name = "x";
  const plain = unit.holding(0, { name });
  is<typeof plain, Channel<number>>(true);
  const scaled = unit.holding(0, { name, type: "int32", scale: 0.1, offset: 1 });
  is<typeof scaled, Channel<number>>(true);
  const big = unit.input(0, { name, type: "biguint64" });
  is<typeof big, Channel<bigint>>(true);
  const flag = unit.input(0, { name, type: "bool" });
  is<typeof flag, Channel<boolean>>(true);
  const words = unit.holding(0, { name, type: "text", registers: 4 });
  is<typeof words, Channel<string>>(true);
  const oven = unit.holding(0, { name, type: "int16", writable: true, min: 0, max: 9, scale: 2 });
  is<typeof oven, WritableChannel<number>>(true);
  const counter = unit.holding(0, { name, type: "bigint64", writable: true, min: 0n });
  is<typeof counter, WritableChannel<bigint>>(true);
  const pump = unit.coil("00001", { name, writable: true, readBack: true });
  is<typeof pump, WritableChannel<boolean>>(true);
  const door = unit.coil(0, { name });
  is<typeof door, Channel<boolean>>(true);

  // @ts-expect-error: there is no such type
  unit.holding(0, { name, type: "u16" });
  // @ts-expect-error: a text has a length
  unit.holding(0, { name, type: "text" });
  // @ts-expect-error: a text has no scale
  unit.holding(0, { name, type: "text", registers: 2, scale: 0.1 });
  // @ts-expect-error: limits are of what can be written
  unit.holding(0, { name, min: 0 });
  // @ts-expect-error: limits of a bigint are bigints
  unit.holding(0, { name, type: "bigint64", writable: true, min: 0 });
  // @ts-expect-error: a misspelt option
  unit.holding(0, { name, scal: 0.1 });
  // @ts-expect-error: input registers cannot be written
  unit.input(0, { name, writable: true });
  // @ts-expect-error: 30001 is an input register
  unit.holding("30001", { name });
  // @ts-expect-error: a read-only channel has no write()
  plain.write(1);
  // @ts-expect-error: a number register takes no text
  oven.write("hot");
}

Deno.test("channels of Modbus registers have the types of their declarations", () => {
  // Checked by the compiler, above.
});
