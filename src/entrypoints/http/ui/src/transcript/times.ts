/** Times and lengths as people read them. */

/** `1:02:03`, or `2:03` under an hour. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number: number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** `2:03.45`: to the hundredth, for a word. */
export function exactClock(seconds: number): string {
  const hundredths = Math.round(Math.max(0, seconds) * 100);
  return `${clock(Math.floor(hundredths / 100))}.${String(hundredths % 100).padStart(2, "0")}`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Tenths of a second, as conversation analysis writes pauses. */
export function tenths(seconds: number, language: string): string {
  let format = formats.get(language);
  // Made once: there are thousands of pauses, and making one takes longer than using it.
  if (!format) {
    format = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    formats.set(language, format);
  }
  return format.format(seconds);
}
