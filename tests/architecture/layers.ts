// Who may import whom: the whole rule, as data. The lint rule `readout/layers` enforces it in the
// editor and in CI, for type-only imports, dynamic imports and worker entries too.

/**
 * Zones, and what their files may import besides their own zone. A file belongs to the longest zone
 * that its path starts with. `!` takes something out again.
 */
export const ZONES: Readonly<Record<string, readonly string[]>> = {
  "lib/contract": [],
  "lib/base": ["lib/contract"],
  "lib/deps": [],

  "lib/posix": ["lib/contract", "lib/base"],
  "lib/transport": ["lib/contract", "lib/base", "lib/deps", "lib/posix"],
  "lib/link": ["lib/contract", "lib/base"],
  "lib/protocol": ["lib/contract", "lib/base"],
  "lib/source": ["lib/contract", "lib/base", "lib/deps", "lib/channel"],
  "lib/channel": ["lib/contract", "lib/base"],
  "lib/policy": ["lib/contract", "lib/base", "lib/channel"],
  "lib/acquisition": ["lib/contract", "lib/base"],
  "lib/reactive": ["lib/contract", "lib/base", "lib/deps", "lib/acquisition"],
  "lib/sink": ["lib/contract", "lib/base", "lib/deps"],
  "lib/worker": ["lib/contract", "lib/base", "lib/deps", "lib/acquisition"],
  "lib/simulator": ["lib/contract", "lib/base", "lib/protocol", "lib/transport"],
  "lib/testing": ["lib/contract", "lib/base"],

  "lib/instrument": ["lib/contract", "lib/base", "lib/link", "lib/protocol", "lib/channel"],

  "lib/rig": ["lib", "!lib/testing"],
  // A simulation runs in virtual time.
  "lib/rig/simulate": ["lib"],
  "lib/open": ["lib", "!lib/testing"],
  "lib/wire.ts": ["lib", "!lib/testing"],
  // RxJS costs a start-up of its own, so what needs it has a door of its own.
  "mod.ts": ["lib", "!lib/testing", "!lib/reactive"],

  "cli": ["mod.ts", "lib", "!lib/testing"],
  "web": ["mod.ts", "lib", "!lib/testing"],
  // Real Fresh can take its place, so it knows nothing of the page.
  "web/fresh": ["lib/contract", "lib/base", "lib/deps"],
  "web/routes": [
    ...["web/fresh/mod.ts", "web/fresh/runtime.ts", "web/define.ts"],
    ...["web/islands", "web/components", "web/browser", "web/wire.ts"],
    ...["lib/contract", "lib/base", "lib/deps"],
  ],
  // What runs in the browser imports nothing that does not.
  "web/islands": [
    ...["web/fresh/runtime.ts", "web/components", "web/browser", "web/wire.ts"],
    ...["lib/contract", "lib/base", "lib/deps"],
  ],
  "web/components": ["web/browser", "web/wire.ts", "lib/contract", "lib/base", "lib/deps"],
  "web/browser": ["web/wire.ts", "lib/contract", "lib/base", "lib/deps"],

  "examples": [
    "mod.ts",
    "lib/testing/mod.ts",
    "lib/reactive/observe.ts",
    "lib/simulator/mod.ts",
    "lib/wire.ts",
    "lib/rig/mod.ts",
    "web/live.ts",
  ],
  "tests": ["mod.ts", "lib", "cli", "web", "examples", "deno.json"],
};

/** Zones whose folders are plugins: one never imports another. */
export const SEALED: readonly string[] = [
  "lib/transport",
  "lib/protocol",
  "lib/source",
  "lib/sink",
];

/** Single imports that the zones do not allow. */
export const EXCEPTIONS: readonly {
  readonly from: string;
  readonly to: string;
  readonly how: "dynamic";
  readonly why: string;
}[] = [
  {
    from: "cli/open_monitor.ts",
    to: "web/main.ts",
    how: "dynamic",
    why: "two commands show the page, and the other commands do not pay for it",
  },
];

/** The folders that may name third-party packages and `node:` modules; examples as users would. */
export const DEPS: readonly string[] = ["lib/deps/", "tests/deps/", "examples/"];
