import type { DeviceIdentification } from "../../protocol/modbus/device_identification.ts";
import type { IdentificationRequest } from "../../protocol/modbus/request.ts";
import { IDENTIFICATION_OBJECTS } from "../../protocol/modbus/device_identification.ts";
import { exception, type ModbusException } from "../../protocol/modbus/exception.ts";

/** What a unit says of itself, by the names of the standard's objects; ASCII of 200 at most. */
export type Identification = Readonly<Partial<Record<IdentificationObject, string>>>;

/** The name of one of the standard's objects. */
export type IdentificationObject =
  | "vendor-name"
  | "product-code"
  | "revision"
  | "vendor-url"
  | "product-name"
  | "model-name"
  | "user-application-name";

const LAST: Readonly<Record<IdentificationRequest["level"], number>> = {
  ...{ basic: 2, regular: 6, extended: 6, specific: 6 },
};
/** What fits into one reply, heads included. */
const ROOM_BYTES = 240;

/** The reply to a question for a unit's identification; what does not fit is for the next one. */
export function identificationReply(
  identification: Identification,
  { kind, level, objectId }: IdentificationRequest,
): DeviceIdentification | ModbusException {
  const all = Object.entries(IDENTIFICATION_OBJECTS).flatMap(([name, id]) => {
    const value = identification[name as IdentificationObject];
    return value === undefined ? [] : [{ id, value }];
  });
  const isSpecific = level === "specific";
  const wanted = isSpecific
    ? all.filter(({ id }) => id === objectId)
    : all.filter(({ id }) => id >= objectId && id <= LAST[level]);
  if (isSpecific && wanted.length === 0) return exception("illegal-data-address");
  const objects: { id: number; value: string }[] = [];
  let bytes = 0;
  for (const object of wanted) {
    bytes += 2 + object.value.length;
    if (bytes > ROOM_BYTES) break;
    objects.push(object);
  }
  const nextObjectId = wanted[objects.length]?.id ?? null;
  return { kind, conformity: "regular", individual: true, nextObjectId, objects };
}
