/** The API as a hono application: the key is checked, the route is found, failures become answers. */
import { setTimeout as delay } from 'node:timers/promises';
import { Hono, type MiddlewareHandler } from 'hono';
import { errorSentence } from '../../shared/model/error-sentences.ts';
import type { AppError } from '../../shared/model/app-error.ts';
import type { ApiKey } from './api-key.ts';
import { ApiError } from './api-error.ts';
import { json, sized, type ApiContext, type ApiEnvironment } from './api-context.ts';
import { printJson, type Json } from './json.ts';
import { metricsText, type MetricSources } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import type { RequestLog } from './request-log.ts';
import type { Route } from './route.ts';
import type { WrongKeys } from './wrong-keys.ts';

export interface ApiAppOptions {
  readonly routes: readonly Route[];
  readonly key: ApiKey;
  readonly wrongKeys: WrongKeys;
  readonly log: RequestLog;
  readonly metrics: MetricSources;
  readonly version: string;
  readonly now: () => number;
  /** The value of a failure that is expected; undefined for a bug. */
  readonly expected: (error: unknown) => AppError | undefined;
  readonly onBug: (error: unknown) => void;
  /** A wrong key came; how many from this address so far. */
  readonly onWrongKey: (address: string, times: number) => void;
}

export type ApiApp = Hono<ApiEnvironment>;

export function apiApp(options: ApiAppOptions): ApiApp {
  const { routes, metrics, version } = options;
  const app: ApiApp = new Hono();
  const errors = new WeakMap<Response, string>();
  app.use(logged(options, errors));
  app.options('*', (context) => context.body(null, 200, PREFLIGHT));
  for (const path of new Set([...routes.map((route) => route.path), '/api/docs', '/metrics']))
    app.use(path, keyed(options));
  for (const { method, path, handle } of routes) app.on(method, path, handle);
  const document = openApiDocument(routes, version);
  app.get('/api/docs', (context) => json(context, document));
  app.get('/metrics', (context) =>
    context.body(metricsText(metrics), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  for (const path of new Set([...routes.map((route) => route.path), '/api/docs', '/metrics']))
    app.all(path, () => {
      throw new ApiError(405, 'Method Not Allowed');
    });
  app.notFound((context) => refused(context, 404, { error: 'Not Found' }, errors));
  app.onError((error, context) => answerTo(error, context, options, errors));
  return app;
}

function refused(
  context: ApiContext,
  status: ApiError['status'],
  body: { readonly error: string; readonly errors?: readonly string[] },
  errors: WeakMap<Response, string>,
): Response {
  const [text, , headers] = sized(printJson(body as Json), status);
  if (status === 401) headers['WWW-Authenticate'] = 'X-API-Key realm="PowerDNS"';
  const response = context.body(text, status, headers);
  errors.set(response, body.error);
  return response;
}

function answerTo(
  error: unknown,
  context: ApiContext,
  { expected, onBug }: ApiAppOptions,
  errors: WeakMap<Response, string>,
): Response {
  if (error instanceof ApiError) {
    const { status, message } = error;
    return refused(
      context,
      status,
      { error: message, ...(error.errors === undefined ? {} : { errors: error.errors }) },
      errors,
    );
  }
  const failure = expected(error);
  if (failure === undefined) {
    onBug(error);
    return refused(context, 500, { error: 'Internal Server Error' }, errors);
  }
  const status =
    failure.code === 'zone-exists' || failure.code === 'key-exists'
      ? 409
      : OURS.has(failure.code)
        ? 500
        : 422;
  return refused(context, status, { error: errorSentence(failure) }, errors);
}

/** Failures that are no fault of the client. */
const OURS: ReadonlySet<AppError['code']> = new Set([
  'no-secret-store',
  'vault-locked',
  'keychain-locked',
  'disk-full',
  'disk-failed',
]);

/** `X-API-Key`, or the same key as the password of HTTP's basic scheme, which is all that Prometheus can send. */
function keyed({ key, wrongKeys, onWrongKey }: ApiAppOptions): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const { address } = context.env.client;
    const sent = context.req.header('x-api-key') ?? basicPassword(context.req.header('authorization'));
    const waitMs = wrongKeys.waitMs(address);
    if (waitMs > 0) await delay(waitMs);
    if (sent === undefined || !(await key.matches(sent))) {
      if (sent !== undefined) onWrongKey(address, wrongKeys.note(address));
      throw new ApiError(401, 'Unauthorized');
    }
    wrongKeys.clear(address);
    await next();
  };
}

function basicPassword(header: string | undefined): string | undefined {
  const encoded = /^basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : text.slice(colon + 1);
}

function logged(
  { log, now }: ApiAppOptions,
  errors: WeakMap<Response, string>,
): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const at = now();
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.res.headers.set(name, value);
    const { client } = context.env;
    log.add({
      at,
      from: client.address,
      client: client.name,
      method: context.req.method,
      path: context.req.path,
      status: context.res.status,
      durationMs: now() - at,
      error: errors.get(context.res) ?? '',
    });
  };
}

/** No Access-Control-Allow-Origin: pages of other origins have nothing to ask here (PowerDNS 5.1 has none either). */
const PREFLIGHT: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Headers': 'Content-Type, X-API-Key',
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  'Access-Control-Max-Age': '3600',
};

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'deny',
  'Content-Security-Policy': "default-src 'none'",
};
