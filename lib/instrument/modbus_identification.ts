import type { AskOptions } from "../link/link_options.ts";
import type { IdentificationRequest } from "../protocol/modbus/request.ts";
import type { ModbusLine } from "./modbus_line.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { IDENTIFICATION_OBJECTS } from "../protocol/modbus/device_identification.ts";

/** How much is wanted of what a unit says of itself. */
export interface ModbusIdentificationOptions extends AskOptions {
  /**
   * `"basic"`: maker, product and revision, which a device that answers at all must tell;
   * `"regular"`: all that the standard names; `"extended"`: the maker's own too. Default: `"basic"`.
   */
  readonly level?: "basic" | "regular" | "extended" | undefined;
}

/** What a unit says of itself. The texts are as it sent them: escape them before they are shown. */
export interface ModbusIdentification {
  /** Its maker. */
  readonly vendorName?: string;
  /** The maker's code for it. */
  readonly productCode?: string;
  /** Its major and minor revision. */
  readonly revision?: string;
  /** Where its maker is on the web. */
  readonly vendorUrl?: string;
  /** What it is called. */
  readonly productName?: string;
  /** Its model. */
  readonly modelName?: string;
  /** What its user calls it. */
  readonly userApplicationName?: string;
  /** All objects by their ids, the maker's own included. */
  readonly objects: ReadonlyMap<number, string>;
}

const NAMES = {
  vendorName: IDENTIFICATION_OBJECTS["vendor-name"],
  productCode: IDENTIFICATION_OBJECTS["product-code"],
  revision: IDENTIFICATION_OBJECTS["revision"],
  vendorUrl: IDENTIFICATION_OBJECTS["vendor-url"],
  productName: IDENTIFICATION_OBJECTS["product-name"],
  modelName: IDENTIFICATION_OBJECTS["model-name"],
  userApplicationName: IDENTIFICATION_OBJECTS["user-application-name"],
} as const;

/** Asks a unit who it is, until it has said all. */
export async function identify(
  line: ModbusLine,
  unit: number,
  { level = "basic", ...options }: ModbusIdentificationOptions = {},
): Promise<ModbusIdentification> {
  const objects = new Map<number, string>();
  let wanted: number | null = 0;
  while (wanted !== null) {
    const request: IdentificationRequest = {
      kind: "read-device-identification",
      level,
      objectId: wanted,
    };
    const { objects: some, nextObjectId } = await line.demand(unit, request, options);
    for (const { id, value } of some) objects.set(id, value);
    if (nextObjectId !== null && nextObjectId <= wanted) {
      throw goesBack(line.link.address, unit, nextObjectId, wanted);
    }
    wanted = nextObjectId;
  }
  const named = Object.entries(NAMES).filter(([, id]) => objects.has(id));
  return { ...Object.fromEntries(named.map(([name, id]) => [name, objects.get(id)!])), objects };
}

function goesBack(address: string, unit: number, next: number, last: number): ReadoutError {
  const text = `Cannot identify unit ${unit} at ${address}: after object ${last} it goes on with ` +
    `object ${next}, which is no end`;
  return new ReadoutError("frame.bad", text, { address });
}
