/** What every handler is given: the request, who sent it, its body; and how answers are made. */
import type { Context } from 'hono';
import { badRequest } from './api-error.ts';
import { printJson, type Json } from './json.ts';
import { parseBody } from './parse-body.ts';

/** Who asks: address, and what it calls itself. */
export interface Client {
  readonly address: string;
  readonly name: string;
}

/** Beside the request itself: what the listener knows of it. */
export interface ApiEnvironment {
  readonly Bindings: {
    readonly client: Client;
    /** Read only once the key was found right. Rejects with a 413 for more than the listener takes. */
    readonly readBody: () => Promise<Buffer>;
  };
}

export type ApiContext = Context<ApiEnvironment>;

/** The body as JSON. Throws 400 for none, or for what is no JSON. */
export async function bodyOf(context: ApiContext): Promise<Json> {
  const body = await context.env.readBody();
  if (body.length === 0) throw badRequest();
  return parseBody(body);
}

/** A parameter of the path, decoded. */
export const parameter = (context: ApiContext, name: string): string => context.req.param(name) ?? '';

export function json(context: ApiContext, value: Json, status: 200 | 201 = 200): Response {
  return context.body(...sized(printJson(value), status));
}

/** A JSON text whose length is told, so that it is not sent in chunks. */
export function sized<S extends number>(text: string, status: S): [string, S, Record<string, string>] {
  return [text, status, { ...JSON_TYPE, 'Content-Length': String(Buffer.byteLength(text)) }];
}

/** Text that is made while it is sent: a large zone's JSON. */
export function streamed(
  context: ApiContext,
  text: AsyncIterable<string>,
  status: 200 | 201,
  type: string,
): Response {
  const encoder = new TextEncoder();
  const iterator = text[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await iterator.return?.(undefined);
    },
  });
  return context.body(stream, status, { 'Content-Type': type });
}

/** 204: no body, and so no content type. */
export const noContent = (context: ApiContext, headers: Record<string, string> = {}): Response =>
  context.body(null, 204, headers);

export const JSON_TYPE = { 'Content-Type': 'application/json' } as const;
