export { Observable, share } from "npm:rxjs@7.8.2";
