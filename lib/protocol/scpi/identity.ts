import type { TextFormat } from "./text_format.ts";
import { unlike } from "./unlike.ts";

/** Who a device says it is. */
export interface Identity {
  /** Who made it. */
  readonly maker: string;
  /** What it is. */
  readonly model: string;
  /** Its serial number; `0` if it has none. */
  readonly serial: string;
  /** The version of its firmware; `0` if it has none. Commas may be in it. */
  readonly firmware: string;
}

/**
 * The reply to `*IDN?`: four fields separated by commas (IEEE 488.2, 10.14). It is bad if there are
 * fewer, or the maker's or the model's is empty.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(identity.parse("HEWLETT-PACKARD,34401A,0,10-5-2"), {
 *   kind: "value",
 *   value: { maker: "HEWLETT-PACKARD", model: "34401A", serial: "0", firmware: "10-5-2" },
 * });
 * ```
 */
export const identity: TextFormat<Identity> = Object.freeze({
  parse(text: string) {
    const [maker = "", model = "", serial, ...rest] = text.split(",").map((it) => it.trim());
    if (maker === "" || model === "" || serial === undefined || rest.length === 0) {
      return unlike(text, "an identity: maker, model, serial number, firmware");
    }
    return { kind: "value" as const, value: { maker, model, serial, firmware: rest.join(",") } };
  },
  format({ maker, model, serial, firmware }: Identity) {
    const text = [maker, model, serial, firmware].join(",");
    if (text.includes(";") || [maker, model, serial].some((it) => it.includes(","))) {
      throw new TypeError(
        `Cannot write the identity ${JSON.stringify(text)}: its fields should have no ";", and ` +
          `no commas but in the firmware`,
      );
    }
    return text;
  },
});
