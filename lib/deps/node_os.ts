export { cpus } from "node:os";
