/** How requests of the differential test are written down. */

export interface ApiRequestCase {
  /** How deviations name it. */
  readonly label: string;
  readonly method: string;
  /** After `/api/v1/servers/localhost` unless it begins with `/api`. */
  readonly path: string;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  /** Instead of the right key; null sends none. */
  readonly key?: string | null;
  readonly accept?: string;
}

export const NS: readonly string[] = ['ns1.b.test.', 'ns2.b.test.'];

export const add = (
  label: string,
  method: string,
  path: string,
  body?: unknown,
  more: Partial<ApiRequestCase> = {},
): ApiRequestCase => ({ label, method, path, ...(body === undefined ? {} : { body }), ...more });

export const show = (label: string, path = '/zones/a.test.'): ApiRequestCase => add(label, 'GET', path);

/** A PATCH of the zone that most requests are about. */
export const patch = (label: string, ...rrsets: readonly unknown[]): ApiRequestCase =>
  add(label, 'PATCH', '/zones/a.test.', { rrsets });

export const record = (content: string, more = {}) => ({ content, disabled: false, ...more });

/** A set that replaces what is there. */
export const set = (name: string, type: string, contents: readonly string[], more = {}) => ({
  name,
  type,
  ttl: 300,
  changetype: 'REPLACE',
  records: contents.map((content) => record(content)),
  ...more,
});
