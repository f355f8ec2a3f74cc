import { hydrateIslands } from "./fresh/hydrate.ts";
import Monitor from "./islands/Monitor.tsx";

// What runs in the browser: the islands by name, as web/app.ts lists them for the server. Real
// Fresh does not need this file.
hydrateIslands({ Monitor });
