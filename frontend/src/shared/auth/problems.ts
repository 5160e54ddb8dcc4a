/** What went wrong on the way in, as keys of the "auth" catalogue. Never says whether an e-mail has an account. */
const known: Record<string, string> = {
  NotAuthorizedException: "problem_credentials",
  UserNotFoundException: "problem_credentials",
  CodeMismatchException: "problem_code",
  EnableSoftwareTokenMFAException: "problem_code",
  ExpiredCodeException: "problem_code_used",
  InvalidPasswordException: "problem_password_rule",
  UsernameExistsException: "problem_account_exists",
  LimitExceededException: "problem_too_many",
  TooManyRequestsException: "problem_too_many",
  TooManyFailedAttemptsException: "problem_too_many",
  CodeDeliveryFailureException: "problem_delivery",
  InvalidParameterException: "problem_input",
  PasswordHistoryPolicyViolationException: "problem_password_old",
  NetworkError: "problem_network",
};

export type Where = "password" | "authenticator" | "mailed";

/** True when the step's three minutes are over and the sign-in has to begin again. */
export function hasExpired(error: unknown): boolean {
  return error instanceof Error && error.name === "NotAuthorizedException" && /invalid session/i.test(error.message);
}

export function problem(error: unknown, where: Where): string {
  if (!(error instanceof Error)) return "problem_unknown";
  if (error.name === "NotAuthorizedException" && /attempts exceeded/i.test(error.message)) return "problem_too_many";
  if (hasExpired(error)) return "problem_expired";
  if (where === "mailed" && error.name === "ExpiredCodeException") return "problem_code_mailed";
  if (where === "mailed" && error.name === "CodeMismatchException") return "problem_code_mailed";
  if (error.name === "TypeError" || /network/i.test(error.message)) return "problem_network";
  return known[error.name] ?? "problem_unknown";
}

/** The pool's rule, told before anybody types: at least twelve characters of any kind. */
export const shortestPassword = 12;

export function looksLikeEmail(text: string): boolean {
  return /^\S+@\S+\.\S+$/.test(text);
}
