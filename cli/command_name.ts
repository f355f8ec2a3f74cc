/** The commands, in the order in which people see them, and what each does. */
export const SUMMARIES = {
  list: "shows every channel of this computer, and why one is not available",
  read: "reads channels once",
  watch: "reads channels again and again",
  serve: "shows channels live in a browser",
  query: "asks an instrument, and prints its answers",
  shell: "talks to an instrument, line by line",
  trace: "shows what goes over the wire to an instrument",
  ports: "shows the serial ports, and why one cannot be opened",
  sim: "simulates an instrument, and lets things go wrong",
  init: "writes a rig to begin with",
  check: "checks rigs, and opens no device",
  run: "runs a rig, and brings it into its safe state when it ends",
  simulate: "runs a rig for months in minutes, with everything around it simulated",
  safe: "brings a rig that does not run into its safe state",
  crash: "prints what a rig left behind when it ended by a fault",
} as const;

/** The name of a command. */
export type CommandName = keyof typeof SUMMARIES;

/** All of them. */
export const COMMAND_NAMES = Object.keys(SUMMARIES) as readonly CommandName[];
