/** Keys whose values nobody should read in a file that is sent around. */
const SECRET_KEY =
  /pass(word|phrase|wd)?$|secret|token|credential|authorization|api_?key|private_?key/i;

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
  const values = secrets.filter((secret) => secret.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length); // one may be part of another
  return copy(data, values) as T;
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

/** Also `user:password@` of a URL, and `token=…` of a query or a command line. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  let result = text
    .replace(/(\/\/[^\s/:@]*:)[^\s/@]+@/g, `$1${REDACTED}@`)
    .replace(/((?:token|password|passwd|secret|api[_-]?key)[=:]\s*)[^\s&"',;]+/gi, `$1${REDACTED}`);
  for (const secret of secrets) result = result.replaceAll(secret, REDACTED);
  return result;
}
