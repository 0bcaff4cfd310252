/** How to transcribe, from the fields of the form, as the API takes it. */

export type Options = Record<string, unknown>;

const text = (fields: FormData, name: string) => {
  const value = fields.get(name);
  return typeof value === "string" ? value.trim() : "";
};

/** Only what somebody chose; everything else keeps the default of the server. */
export function optionsOf(fields: FormData): Options {
  const options: Options = {};
  const chosen = (name: string, value: unknown) => {
    options[name] = value;
  };
  if (text(fields, "profile")) chosen("profile", text(fields, "profile"));
  if (text(fields, "language")) chosen("language", text(fields, "language"));
  if (text(fields, "speakers")) chosen("speakers", { exact: Number(text(fields, "speakers")) });
  if (text(fields, "beam_size")) chosen("beam_size", Number(text(fields, "beam_size")));
  if (text(fields, "min_pause")) {
    chosen("pauses", { shortest: Number(text(fields, "min_pause").replace(",", ".")) });
  }
  const hotwords = text(fields, "hotwords")
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
  if (hotwords.length) chosen("hotwords", hotwords);
  if (text(fields, "prompt")) chosen("initial_prompt", text(fields, "prompt"));
  if (fields.has("no_diarize")) chosen("diarize", false);
  if (fields.has("translate")) chosen("task", "translate");
  if (fields.has("separate_channels")) chosen("channels", "separate");
  return options;
}
