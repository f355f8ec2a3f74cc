export { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "npm:yaml@2.9.1";
export type { Document, Node, Pair, YAMLMap } from "npm:yaml@2.9.1";
