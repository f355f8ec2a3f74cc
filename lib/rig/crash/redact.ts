import { printable } from "../../base/printable.ts";
import { bytesText } from "../../link/trace/trace_text.ts";

/** Keys whose values nobody should read in a file that is sent around. */
const SECRET_KEY =
  /(pass(word|phrase|wd)?|pwd)$|secret|token|credential|authorization|(api|access|private)_?key/i;

/** Whether what goes by this name, such as `DB_PASSWORD`, is a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_KEY.test(name);
}

/** What stands for a secret. */
export const REDACTED = "[redacted]";

/** Shorter values would hide half of every text. */
const SHORTEST = 6;

/**
 * A copy of plain data without secrets: neither under a key that names one, nor anywhere in a text.
 *
 * @param data What is written to a file.
 * @param secrets Values that must not be in it, such as an access token.
 */
export function redact<T>(data: T, secrets: readonly string[] = []): T {
  const values = secrets.filter((secret) => secret.length >= SHORTEST).flatMap(formsOf)
    .toSorted((a, b) => b.length - a.length); // one may be part of another
  return copy(data, [...new Set(values)]) as T;
}

/** How a secret looks in an error, in a trace, in a URL. */
function formsOf(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const traced = bytesText({ bytes, sizeBytes: bytes.length });
  return [secret, printable(secret), traced, encodeURIComponent(secret.toWellFormed())];
}

/** Hides a secret whose end was cut off, as a trace and an error cut what is long. */
function withoutCut(text: string, secret: string): string {
  const head = secret.slice(0, Math.max(SHORTEST, Math.ceil(secret.length / 2)));
  let result = "";
  let from = 0;
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, from)) {
    result += text.slice(from, at) + REDACTED;
    from = at + head.length;
    while (from < text.length && from - at < secret.length && text[from] === secret[from - at]) {
      from++;
    }
  }
  return result + text.slice(from);
}

/**
 * A command line without secrets: also what comes after a `--token` of its own.
 */
export function redactArgs(args: readonly string[]): readonly string[] {
  return args.map((arg, at) => {
    const before = args[at - 1];
    const isSecret = before?.startsWith("-") && SECRET_KEY.test(before);
    return isSecret ? REDACTED : withoutSecrets(arg, []);
  });
}

function copy(data: unknown, secrets: readonly string[]): unknown {
  if (typeof data === "string") return withoutSecrets(data, secrets);
  if (Array.isArray(data)) return data.map((item) => copy(item, secrets));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      const isSecret = SECRET_KEY.test(key) && value !== undefined && value !== null;
      return [withoutSecrets(key, secrets), isSecret ? REDACTED : copy(value, secrets)];
    }),
  );
}

/** What is a secret by its place in a text. */
const SECRET_PLACES: readonly RegExp[] = [
  /(\/\/[^\s/:@]*:)[^\s/]+(?=@)/g, // `user:password@` of a URL
  /(\/\/)[^\s/:@]+(?=@)/g, // `token@` of a URL
  /(\bPASS(?:word)?\b[\w:]*\s+)(?:"[^"]*"|'[^']*'|[^\s;\\]+)/gi, // `SYST:PASS:CEN "..."` of SCPI
  // Of a query, a command line, a header, a text of JSON.
  /((?:token|password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?key)\\?["']?\s*[=:]\s*\\?["']?)[^\s&"',;\\]+/gi,
  /(\bauthorization\\?["']?\s*[=:]\s*\\?["']?(?:\w+\s+)?)[^\s"',;\\]+/gi,
  /(\bbearer\s+)[^\s"',;\\]+/gi,
];

function withoutSecrets(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) result = result.replaceAll(secret, REDACTED);
  for (const secret of secrets) result = withoutCut(result, secret);
  for (const place of SECRET_PLACES) result = result.replace(place, `$1${REDACTED}`);
  return result;
}
