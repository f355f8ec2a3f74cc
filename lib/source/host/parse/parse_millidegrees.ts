const ABSOLUTE_ZERO = -273.15;

/**
 * A temperature in degrees Celsius out of a file of thousandths, such as
 * `/sys/class/hwmon/hwmon0/temp1_input`.
 *
 * @returns `undefined` if the text is no whole number, or colder than anything can be.
 */
export function parseMillidegrees(text: string): number | undefined {
  if (!/^-?\d{1,9}\n$/.test(text)) return undefined;
  const degrees = Number(text) / 1000;
  return degrees < ABSOLUTE_ZERO ? undefined : degrees;
}
