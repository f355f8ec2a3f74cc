/** The commands, in the order in which people see them. */
export const COMMAND_NAMES = ["list", "read", "watch", "serve"] as const;

/** The name of a command. */
export type CommandName = (typeof COMMAND_NAMES)[number];
