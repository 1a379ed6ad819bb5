/** A number of bytes for people, in units of 1024 as Spark's settings have them: `420 B`, `3.4 MB`, `120 GB`. */

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  // One that would be written as 1024 goes to the next unit.
  while (size >= 1023.5 && unit < UNITS.length - 1) [size, unit] = [size / 1024, unit + 1];
  return `${unit > 0 && size < 9.95 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}
