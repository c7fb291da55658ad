/** The OpenAPI document of this API, made of the very list of routes that answer. */
import type { JsonObject } from './json.ts';
import type { Route } from './route.ts';

export function openApiDocument(routes: readonly Route[], version: string): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:([a-z]+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hidden Primary: PowerDNS-compatible API',
      version,
      description:
        'What tools made for the PowerDNS Authoritative Server need. Every write is a version of its own with a new serial; a publish session hands it out.',
    },
    security: [{ key: [] }],
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } },
      schemas: {
        Error: {
          type: 'object',
          required: ['error'],
          properties: { error: { type: 'string' }, errors: { type: 'array', items: { type: 'string' } } },
        },
      },
    },
    paths,
  };
}

function operation({ path, query = {}, summary, body, status }: Route): JsonObject {
  const parameter = (name: string, place: string, description: string | undefined): JsonObject => ({
    name,
    in: place,
    required: place === 'path',
    schema: { type: 'string' },
    ...(description === undefined ? {} : { description }),
  });
  const inPath = [...path.matchAll(/:([a-z]+)/g)].map(([, name]) => parameter(name, 'path', undefined));
  const inQuery = Object.entries(query).map(([name, description]) => parameter(name, 'query', description));
  const refusal = {
    description: 'Refused',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  };
  return {
    summary,
    parameters: [...inPath, ...inQuery],
    ...(body === undefined
      ? {}
      : {
          requestBody: { description: body, content: { 'application/json': { schema: { type: 'object' } } } },
        }),
    responses: { [String(status)]: { description: summary }, default: refusal },
  };
}
