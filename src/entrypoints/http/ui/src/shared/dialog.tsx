/**
 * A dialog of the browser's own: it keeps the focus, closes on Escape, and gives the focus back.
 *
 * It opens and closes before the next key arrives: what is typed fast goes where it is meant to go.
 */
import type { ComponentChildren, KeyboardEventHandler } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.js";
import { t } from "./texts.js";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  class?: string;
  /** Called in place of giving the focus back where what had it is no longer there. */
  onGone?: () => void;
  /** Keys that are pressed anywhere in the dialog. */
  onKeyDown?: KeyboardEventHandler<HTMLDialogElement>;
}

export function Dialog({ title, onClose, children, class: name = "", onGone, onKeyDown }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const own = dialog.current;
    const before = document.activeElement;
    own?.showModal();
    // What one came for, not the button to close; on a phone a field would bring up the keyboard.
    const first = matchMedia("(pointer: fine)").matches
      ? own?.querySelector<HTMLElement>("[data-first]")
      : null;
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
    return () => {
      own?.close();
      if (before?.isConnected === false) onGone?.();
      else if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  // The browser tells of a dialog that was closed only later, when another one may be open already.
  const closed = () => {
    if (dialog.current?.isConnected) onClose();
  };
  return (
    <dialog
      ref={dialog}
      class={name}
      aria-labelledby={heading}
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
      onClose={closed}
      onKeyDown={onKeyDown}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" class="quiet" aria-label={t("common.close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
