/** A route: where it stands, what it answers, who answers. The OpenAPI document is made of the same list. */
import type { ApiContext } from './api-context.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  /** Parameters of the query, and what they do. */
  readonly query?: Readonly<Record<string, string>>;
  /** What a body holds, where one is read. */
  readonly body?: string;
  /** The status when all goes well. */
  readonly status: 200 | 201 | 204;
  handle(context: ApiContext): Response | Promise<Response>;
}

/** Everything of a server stands below this. */
export const SERVER = '/api/v1/servers/localhost';
