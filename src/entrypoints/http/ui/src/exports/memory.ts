/**
 * What somebody chose when they last exported, for the next time: kept in this browser, for each person apart,
 * so that on a shared machine nobody gets somebody else's.
 */
interface Chosen {
  formats: string[];
  fields: Record<string, string | boolean>;
}

const PREFIX = "exact-transcription.exports.";

type Field = HTMLInputElement | HTMLSelectElement;

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (each): each is Field =>
      (each instanceof HTMLInputElement && each.type !== "hidden") || each instanceof HTMLSelectElement,
  );
}

/** Keeps what `form` holds. */
export function remember(form: HTMLFormElement, storage: Storage): void {
  const chosen: Chosen = { formats: [], fields: {} };
  for (const field of fieldsOf(form)) {
    const checked =
      field instanceof HTMLInputElement && field.type === "checkbox" ? field.checked : undefined;
    if (field.name === "format") {
      if (checked) chosen.formats.push(field.value);
    } else chosen.fields[field.name] = checked ?? field.value;
  }
  try {
    storage.setItem(PREFIX + (form.dataset.person ?? ""), JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing asks again the next time.
  }
}

/** Puts into `form` what was kept; a field that is not there any more is passed over. */
export function recall(form: HTMLFormElement, storage: Storage): void {
  const chosen = read(storage, form.dataset.person ?? "");
  if (!chosen) return;
  for (const field of fieldsOf(form)) {
    const box = field instanceof HTMLInputElement && field.type === "checkbox";
    if (field.name === "format") {
      if (box) field.checked = chosen.formats.includes(field.value);
      continue;
    }
    const value = chosen.fields[field.name];
    if (box && typeof value === "boolean") field.checked = value;
    else if (!box && typeof value === "string") field.value = value;
  }
}

function read(storage: Storage, person: string): Chosen | undefined {
  try {
    const found = JSON.parse(storage.getItem(PREFIX + person) ?? "null") as Partial<Chosen> | null;
    if (!found || !Array.isArray(found.formats) || typeof found.fields !== "object") return undefined;
    return found as Chosen;
  } catch {
    return undefined;
  }
}
