/** The one error type inside the core; it becomes a plain `Failure` at the edge. */

import type { Failure, FailureCode } from '../contract/failure.ts';

export type FailureDetail = Failure['detail'];

export class AppError extends Error {
  readonly code: FailureCode;
  readonly detail: FailureDetail;

  /**
   * @param code what the user can do differently
   * @param detail facts for the wording; never a secret's value
   * @param cause the error underneath, kept for the log's allow-list only
   */
  constructor(code: FailureCode, detail: FailureDetail = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
  }
}

export function isAppError(error: unknown, code?: FailureCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** Any thrown value as a `Failure`: an error that is not ours is `internal` and keeps its text to itself. */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, detail: error.detail };
  return { code: 'internal', detail: { kind: error instanceof Error ? error.name : typeof error } };
}
