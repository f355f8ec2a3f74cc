/** A sentence of NMEA 0183 as it is sent, whatever it says. */
export interface NmeaSentence {
  /** `"$"`, or `"!"` for one that encapsulates binary data, such as AIS. */
  readonly start: "$" | "!";
  /** Who speaks, two characters: `"GP"` a GPS, `"GN"` several systems. `"P"`: proprietary. */
  readonly talker: string;
  /** What it is, three characters, such as `"GGA"`. Proprietary: maker and more: `"UBX"`. */
  readonly type: string;
  /** The fields as text, not unescaped; `""` says that there is no data, which is not 0. */
  readonly fields: readonly string[];
  /** The text of the tag block before it (NMEA 0183 v4.0), if there was one. */
  readonly tagBlock?: string | undefined;
}

/** The longest sentence that the standard allows, from its `$` to its CR LF, in characters. */
export const SENTENCE_BYTES = 82;

/** The longest tag block that the standard allows, with its backslashes, in characters. */
export const TAG_BLOCK_BYTES = 80;

/** Talker and type: one of the two for a proprietary sentence, the other for one that is not. */
export const ADDRESS = /^(?:(P)([A-Z0-9]{3,})|([A-Z][A-Z0-9])([A-Z0-9]{3}))$/;

/** What may stand in a field: printable ASCII, but for the reserved characters. */
export const FIELD = /^(?!.*[$!*,\\])[ -~]*$/;
