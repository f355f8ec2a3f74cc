export { statfs } from "node:fs/promises";
