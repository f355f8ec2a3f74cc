/** The type of Modbus Encapsulated Interface that reads the identification (function 43). */
export const IDENTIFICATION_MEI = 14;

/** How much of a device's identification is wanted, with the codes. */
export const IDENTIFICATION_LEVELS = { basic: 1, regular: 2, extended: 3, specific: 4 } as const;

/** The name of a level; `"specific"` is one object. */
export type IdentificationLevel = keyof typeof IDENTIFICATION_LEVELS;

/** The objects that the standard names; those from 128 on are the maker's own. */
export const IDENTIFICATION_OBJECTS = {
  "vendor-name": 0,
  "product-code": 1,
  "revision": 2,
  "vendor-url": 3,
  "product-name": 4,
  "model-name": 5,
  "user-application-name": 6,
} as const;

/** What a device says of itself (Modbus Application Protocol V1.1b3, clause 6.21). */
export interface DeviceIdentification {
  /** Function 43/14. */
  readonly kind: "read-device-identification";
  /** How much the device can tell. */
  readonly conformity: "basic" | "regular" | "extended";
  /** Whether single objects can be asked for. */
  readonly individual: boolean;
  /** The object to ask for next, or `null` if that was all. */
  readonly nextObjectId: number | null;
  /** The objects, as text of one character a byte (ISO 8859-1), so that nothing is lost. */
  readonly objects: readonly { readonly id: number; readonly value: string }[];
}
