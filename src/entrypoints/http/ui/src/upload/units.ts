/** Sizes and times of uploads, as the reader writes them. */
import { language, t } from "../shared/texts.js";

const UNITS = ["B", "kB", "MB", "GB", "TB"];

const number = (value: number, digits: number) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(
    value,
  );

/** Bytes with about two digits, e.g. `1.4 MB`. */
export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${number(size, unit && size < 10 ? 1 : 0)} ${UNITS[unit] ?? ""}`;
}

/** A share, 0 to 1. */
export function percentText(share: number): string {
  return t("units.percent", { number: Math.floor(100 * share) });
}

/** About how long something takes. */
export function aboutText(seconds: number): string {
  if (seconds < 45) return t("upload.soon");
  const minutes = Math.round(seconds / 60);
  return minutes < 90
    ? t("upload.minutes", { count: minutes })
    : t("upload.hours", { count: Math.round(minutes / 60) });
}
