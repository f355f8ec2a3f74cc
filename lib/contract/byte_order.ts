/** Which byte of a number comes first: `big`, the highest, or `little`, the lowest. */
export type ByteOrder = "big" | "little";
