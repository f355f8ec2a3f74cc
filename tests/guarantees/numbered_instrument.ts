import { numeric } from "../../lib/protocol/scpi/numeric.ts";
import { aNumber, type ScpiDevice, scpiDevice } from "../../lib/simulator/mod.ts";

/** As digits that must all be there: a reply that lost one is no number. */
export const PICTURE = "+d.ddddddE+dd";

const exact = numeric({ picture: PICTURE });

/**
 * An instrument whose answer to `VAL? 17` is 17: one that is another's is seen. If it `isSlow`, it
 * takes some ms for it.
 */
export function numberedInstrument({ isSlow = true } = {}): ScpiDevice {
  return scpiDevice({
    "VALue?": ({ parameters, take }) => {
      const [value] = parameters(aNumber({ min: 0, max: 999_999 }));
      if (isSlow) take(1 + value % 10);
      return exact.format({ kind: "number", value });
    },
  }, { identity: "ACME,DMM1,42,1.0" });
}
