/** The commands, in the order in which people see them, and what each does. */
export const SUMMARIES = {
  list: "shows every channel of this computer, and why one is not available",
  read: "reads channels once",
  watch: "reads channels again and again",
  serve: "shows channels live in a browser",
} as const;

/** The name of a command. */
export type CommandName = keyof typeof SUMMARIES;

/** All of them. */
export const COMMAND_NAMES = Object.keys(SUMMARIES) as readonly CommandName[];
