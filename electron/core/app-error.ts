/** The one error type inside the core; it becomes a plain `Failure` at the edge. */

import type { Facts, Failure, FailureCode, FailureDetail } from '../contract/failure.ts';

/** Codes with required facts ask for them; the others need no detail. */
type Told<Code extends FailureCode> =
  Facts extends FailureDetail<Code>
    ? [detail?: FailureDetail<Code>, cause?: unknown]
    : [detail: FailureDetail<Code>, cause?: unknown];

export class AppError<Code extends FailureCode = FailureCode> extends Error {
  readonly code: Code;
  readonly detail: FailureDetail<Code>;

  /**
   * @param code what the user can do differently
   * @param told facts for the wording, never a secret's value; and the error underneath, kept for the log's allow-list only
   */
  constructor(code: Code, ...told: Told<Code>) {
    const [detail, cause] = told;
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = (detail ?? {}) as FailureDetail<Code>;
  }
}

export function isAppError<Code extends FailureCode>(error: unknown, code?: Code): error is AppError<Code> {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/**
 * Any thrown value as a `Failure`: a foreign error becomes `internal`, and its text goes nowhere.
 * The constructor made sure that code and detail belong together; the compiler can't see that here.
 */
export function toFailure(error: unknown): Failure {
  if (isAppError(error)) return { code: error.code, detail: error.detail } as Failure;
  return { code: 'internal', detail: { kind: error instanceof Error ? error.name : typeof error } };
}
