export { bufferCount, map } from "npm:rxjs@7.8.2";
