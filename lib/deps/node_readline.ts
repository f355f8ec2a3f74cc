export { createInterface, type Interface } from "node:readline";
export { stdin, stdout } from "node:process";
