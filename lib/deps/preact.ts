export { h, hydrate, options } from "npm:preact@10.29.8";
export type { ComponentType, JSX, VNode } from "npm:preact@10.29.8";
export { useEffect, useMemo, useRef } from "npm:preact@10.29.8/hooks";
