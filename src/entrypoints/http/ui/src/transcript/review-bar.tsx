/** The uncertain place that is under review: why, and what to do with it. */
import { Icon } from "../shared/icons.js";
import { t } from "../shared/texts.js";
import type { Editor } from "./editor.js";
import { explainDoubt } from "./explanation.js";

export function ReviewBar({ editor }: { editor: Editor }) {
  if (!editor.reviewing.value) return null;
  const { words } = editor.transcript.value;
  const places = editor.places.value;
  const cursor = editor.cursor.value;
  const number = places.findIndex((place) => place.first <= cursor && cursor <= place.last);
  const place = places[number];
  const text = place && words.slice(place.first, place.last + 1).map((word) => word.text);
  const reasons = place?.doubts.map((doubt) => {
    const word = words
      .slice(place.first, place.last + 1)
      .reduce((a, b) => (b.confidence < a.confidence ? b : a));
    return explainDoubt(doubt, word);
  });
  return (
    <section class="review" aria-label={t("transcript.review.label")}>
      <div class="about" aria-live="polite">
        <p class="count">
          {place
            ? t("transcript.review.place", { number: number + 1, count: places.length })
            : t("transcript.facts.doubts", { count: places.length })}
          {text && <q>{text.join(" ")}</q>}
        </p>
        {reasons && <p class="reasons">{reasons.join(" ")}</p>}
      </div>
      <div class="row">
        <Act
          label={t("transcript.review.play")}
          key_="R"
          disabled={!place}
          onClick={() => editor.playPlace()}
        />
        <Act
          label={t("transcript.review.accept")}
          key_="A"
          disabled={!place}
          onClick={() => editor.accept()}
        />
        <Act label={t("transcript.review.fix")} key_="E" disabled={!place} onClick={() => editor.edit()} />
        <Act label={t("transcript.review.next")} key_="N" main onClick={() => editor.goToPlace(1)} />
        <button
          type="button"
          class="quiet"
          aria-label={t("transcript.review.close")}
          onClick={() => (editor.reviewing.value = false)}
        >
          <Icon name="close" />
        </button>
      </div>
    </section>
  );
}

interface ActProps {
  label: string;
  key_: string;
  main?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

function Act({ label, key_, main = false, disabled = false, onClick }: ActProps) {
  return (
    <button type="button" class={main ? "primary" : ""} disabled={disabled} onClick={onClick}>
      {label} <kbd aria-hidden="true">{key_}</kbd>
    </button>
  );
}
