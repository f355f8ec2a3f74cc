import { queryCount } from "../protocol/scpi/query_count.ts";
import { encodeMessage } from "../protocol/scpi/encode_message.ts";

/** How a setting is written and asked. */
export interface SettingCommand {
  /** The command that sets it to a parameter. */
  readonly set: (parameter: string) => string;
  /** The question that tells what it is set to. */
  readonly question: string;
}

const HEADER = /^(\*[A-Z]+|:?[A-Z][A-Z0-9_]*(:[A-Z][A-Z0-9_]*)*)$/i;

/**
 * Reads the command of a setting: a header, such as `VOLT`, or a message in which `%` stands for the
 * parameter, such as `VOLT %,(@2)`.
 *
 * @param ask The question. Default: the header and `?`.
 * @throws {TypeError} If it is neither, or there is no question.
 */
export function settingCommand(command: string, ask?: string): SettingCommand {
  const isHeader = HEADER.test(command);
  const [before = "", after = "", ...rest] = (isHeader ? `${command} %` : command).split("%");
  const isTemplate = command.includes("%") && rest.length === 0;
  if (!isHeader && !isTemplate || queryCount(command) > 0) {
    throw new TypeError(
      `Cannot make a setting of ${JSON.stringify(command)}: it should be a header such as VOLT, ` +
        `or a command with one % for the parameter, such as "VOLT %,(@2)"`,
    );
  }
  const question = ask ?? (isHeader ? `${command}?` : "");
  if (queryCount(question) !== 1) {
    throw new TypeError(
      `Cannot ask for the setting ${JSON.stringify(command)} by ${JSON.stringify(question)}: ` +
        `the option ask should be its question, such as "VOLT? (@2)"`,
    );
  }
  for (const message of [command, question]) encodeMessage(message);
  return { set: (parameter) => `${before}${parameter}${after}`, question };
}
