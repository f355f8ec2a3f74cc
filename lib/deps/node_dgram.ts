export { createSocket, type Socket } from "node:dgram";
