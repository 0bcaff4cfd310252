/** What is shown while nobody is signed in any more: where to sign in, without leaving what is not saved yet. */
import { t } from "./texts.js";

const MARK = "data-signed-out";

/** Says that the session is over, until `signedIn` is told otherwise. */
export function signedOut(): void {
  if (document.querySelector(`[${MARK}]`)) return;
  const notice = document.createElement("p");
  notice.className = "signed-out problem";
  notice.setAttribute(MARK, "");
  notice.role = "alert";
  const link = document.createElement("a");
  link.href = "/sign-in";
  link.target = "_blank";
  link.textContent = t("sign_in.enter");
  notice.append(t("common.sign_in_again"), " ", link);
  document.body.append(notice);
}

export function signedIn(): void {
  document.querySelector(`[${MARK}]`)?.remove();
}

/** Whether an answer is the page to sign in instead of what was asked for. */
export const isSignIn = (answer: Response): boolean =>
  answer.redirected && new URL(answer.url).pathname === "/sign-in";
