/** Which times are written along a recording. */

/** Seconds between two of them: what people count in. */
const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
/** Pixels that a time needs with the space before the next one, and that the last one needs to its right. */
const APART = 88;
const LABEL = 46;

/** Round times along a recording of `duration` seconds that is `width` pixels wide, the beginning not among them. */
export function axisTimes(duration: number, width: number): number[] {
  const step = STEPS.find((each) => (each / duration) * width >= APART);
  if (step === undefined) return [];
  const last = duration * (1 - LABEL / width);
  return Array.from({ length: Math.max(0, Math.floor(last / step)) }, (_, index) => (index + 1) * step);
}
