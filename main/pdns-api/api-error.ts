/**
 * What the API refuses, as values on their way to the answer. Statuses and wording are PowerDNS's (pdns/ws-auth.cc,
 * ws-api.cc), because clients show them and some compare them.
 */
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A refusal: its status, and the sentences of the body's `error` and `errors`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ContentfulStatusCode;
  readonly errors: readonly string[] | undefined;

  constructor(status: ContentfulStatusCode, message: string, errors?: readonly string[]) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** What was sent cannot be done: PowerDNS's ApiException, always 422. */
export class Unprocessable extends ApiError {
  constructor(message: string, errors?: readonly string[]) {
    super(422, message, errors);
  }
}

/** A member of the body is missing or of another type: PowerDNS's JsonException, 422 unless somebody says it better. */
export class JsonFault extends Unprocessable {}

export const badRequest = (): ApiError => new ApiError(400, 'Bad Request');
export const notFound = (message = 'Not Found'): ApiError => new ApiError(404, message);
export const conflict = (message = 'Conflict'): ApiError => new ApiError(409, message);

/** One sentence per refused set: alone it is the error, several stand in a list (PowerDNS 5.1). */
export function refusedSets(sentences: readonly string[]): Unprocessable {
  return sentences.length === 1
    ? new Unprocessable(sentences[0])
    : new Unprocessable('Multiple errors found in RRset', sentences);
}
