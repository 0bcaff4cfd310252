import { describe, expect, it } from "vitest";
import { optionsOf } from "./options.js";

function fields(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

describe("the options of an upload", () => {
  it("are none where nothing was chosen", () => {
    expect(optionsOf(fields({ language: "", speakers: " ", hotwords: " , ", prompt: "" }))).toEqual({});
  });

  it("are what was chosen, in the shape of the API", () => {
    const given = fields({
      language: "de",
      speakers: "2",
      min_pause: "0,2",
      hotwords: "Ada, Byron ,",
      no_diarize: "on",
      translate: "on",
      separate_channels: "on",
    });
    expect(optionsOf(given)).toEqual({
      language: "de",
      speakers: { exact: 2 },
      pauses: { shortest: 0.2 },
      hotwords: ["Ada", "Byron"],
      diarize: false,
      task: "translate",
      channels: "separate",
    });
  });
});
