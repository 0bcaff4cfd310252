/** Talking to `/api/v1` with the session of the page. */
import { isSignIn, signedIn, signedOut } from "./signed-out.js";
import { t } from "./texts.js";

const BASE = "/api/v1";

/** What the API says when something did not work (RFC 9457), as an error. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint: string,
  ) {
    super(hint ? `${message} ${hint}` : message);
    this.name = "ApiError";
  }
}

export interface Ask {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Sent as JSON, or as it is where it is form data. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The address of a resource, e.g. for the source of a media element. */
export function address(path: string): string {
  return `${BASE}${path}`;
}

/** Sends a request; what is not an answer with a status below 400 becomes an `ApiError`. */
export async function ask(
  path: string,
  { method = "GET", body, headers = {}, signal }: Ask = {},
): Promise<Response> {
  const sent: Record<string, string> = { Accept: "application/json", ...headers };
  const form = body instanceof FormData;
  if (body !== undefined && !form) sent["Content-Type"] = "application/json";
  const init: RequestInit = { method, headers: sent, credentials: "same-origin" };
  if (body !== undefined) init.body = form ? body : JSON.stringify(body);
  if (signal) init.signal = signal;
  const send = async (): Promise<Response> => {
    if (method !== "GET") sent["X-CSRF-Token"] = csrfToken();
    try {
      return await fetch(address(path), init);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw unreachable();
    }
  };
  let answer = await send();
  // Whoever signed in again, in another tab, has a new token.
  if (answer.status === 403 && method !== "GET" && (await renewToken())) answer = await send();
  if (answer.status === 401) signedOut();
  else signedIn();
  if (!answer.ok) throw await failure(answer);
  return answer;
}

/** Sends a request and reads the JSON of its answer. */
export async function askJson<T>(path: string, options?: Ask): Promise<T> {
  return await jsonOf<T>(await ask(path, options));
}

/** The JSON of an answer; one that breaks off is like none. */
export async function jsonOf<T>(answer: Response): Promise<T> {
  try {
    return (await answer.json()) as T;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
}

function unreachable(): ApiError {
  return new ApiError(0, "unreachable", t("common.unreachable"), "");
}

export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

/** Reads the token of the present session; whether it is another one than the page had. */
export async function renewToken(): Promise<boolean> {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => undefined);
  if (!meta || !answer?.ok || isSignIn(answer)) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  if (!fresh || fresh === meta.content) return false;
  meta.content = fresh;
  return true;
}

async function failure(answer: Response): Promise<ApiError> {
  if (answer.status === 401) return new ApiError(401, "not_signed_in", t("common.sign_in_again"), "");
  try {
    const problem = (await answer.json()) as Partial<Record<"code" | "detail" | "title" | "hint", string>>;
    const message = problem.detail ?? problem.title ?? answer.statusText;
    return new ApiError(answer.status, problem.code ?? "", message, problem.hint ?? "");
  } catch {
    return new ApiError(answer.status, "", answer.statusText || String(answer.status), "");
  }
}
