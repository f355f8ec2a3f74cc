export { VERSION } from "../lib/base/version.ts";
