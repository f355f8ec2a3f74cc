export { pathToFileURL } from "node:url";
