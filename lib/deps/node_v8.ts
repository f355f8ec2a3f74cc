export { deserialize, serialize } from "node:v8";
