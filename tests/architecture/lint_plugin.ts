import { fileNames } from "./rules/file_names.ts";
import { layers } from "./rules/layers.ts";
import { noInnerHtml } from "./rules/no_inner_html.ts";
import { noParseFloat } from "./rules/no_parse_float.ts";
import { noSleep } from "./rules/no_sleep.ts";
import { oneClock } from "./rules/one_clock.ts";
import { silentCatch } from "./rules/silent_catch.ts";
import { syncProtocol } from "./rules/sync_protocol.ts";
import { thirdParty } from "./rules/third_party.ts";
import { unitInName } from "./rules/unit_in_name.ts";

/** The rules of the house, for `deno lint` and the editor (`lint.plugins` in `deno.json`). */
const plugin: Deno.lint.Plugin = {
  name: "readout",
  rules: {
    "file-names": fileNames,
    "layers": layers,
    "no-inner-html": noInnerHtml,
    "no-parse-float": noParseFloat,
    "no-sleep": noSleep,
    "one-clock": oneClock,
    "silent-catch": silentCatch,
    "sync-protocol": syncProtocol,
    "third-party": thirdParty,
    "unit-in-name": unitInName,
  },
};

export default plugin;
