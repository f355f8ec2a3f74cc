import fc from "npm:fast-check@4.10.2";

// The same seed gives the same run. Another one, or "random", is asked for by READOUT_SEED; a
// failure prints its own.
const asked = Deno.env.get("READOUT_SEED") ?? "20261122";
if (asked !== "random") fc.configureGlobal({ seed: Number(asked) });

export { fc };
