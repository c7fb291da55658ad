/** The app with its API switched on, and how a suite speaks to it. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp, type RunningApp, type RunningAppOptions } from '../running-app.ts';

export const API_KEY = 'interop-key';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly json: () => unknown;
}

export interface RunningApi extends AsyncDisposable {
  readonly app: RunningApp;
  /** `http://address:port`. */
  readonly url: string;
  /** `path` is taken after `/api/v1/servers/localhost`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer>;
}

export async function startApi(options: RunningAppOptions = {}): Promise<RunningApi> {
  const keyFile = path.join(tmpdir(), `hidden-primary-interop-key-${process.pid}`);
  await writeFile(keyFile, `${API_KEY}\n`, { mode: 0o600 });
  const args = ['--api', '127.0.0.1:0', '--api-key-file', keyFile, ...(options.args ?? [])];
  const app = await startApp({ ...options, args });
  if (app.api === undefined) throw new Error(`no API: ${app.errors}`);
  const url = app.api;
  return {
    app,
    url,
    async call(method, where, body, headers = {}) {
      const response = await fetch(`${url}/api/v1/servers/localhost${where}`, {
        method,
        headers: { 'X-API-Key': API_KEY, ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: () => JSON.parse(text) as unknown,
      };
    },
    [Symbol.asyncDispose]: () => app.stop(),
  };
}
