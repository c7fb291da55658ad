/** `/zones/{id}/metadata`. */
import type { Zone } from '../zones/zone.ts';
import { JsonFault, Unprocessable } from './api-error.ts';
import { bodyOf, json, noContent, parameter, type ApiContext } from './api-context.ts';
import { arrayMember, textMember, type Json, type JsonObject } from './json.ts';
import { SERVER, type Route } from './route.ts';
import { tellActivity, zoneOf, type ApiServices } from './services.ts';
import { checkKind } from './zone-metadata.ts';

const ALL = `${SERVER}/zones/:id/metadata`;
const ONE = `${ALL}/:kind`;

const metadataJson = (kind: string, values: readonly string[]): JsonObject => ({
  kind,
  metadata: values,
  type: 'Metadata',
});

export function metadataRoutes(services: ApiServices): Route[] {
  const { metadata } = services;
  const kindOf = (context: ApiContext, access: 'read' | 'write'): string => {
    const kind = parameter(context, 'kind');
    checkKind(kind, access);
    return kind;
  };
  const set = async (
    context: ApiContext,
    zone: Zone,
    kind: string,
    values: readonly string[],
  ): Promise<void> => {
    await metadata.set(zone, kind, values);
    services.onZoneSettingsChanged(zone.nameText);
    tellActivity(services, context, 'api-settings-changed', zone.nameText, kind);
  };
  return [
    {
      method: 'GET',
      path: ALL,
      summary: 'All metadata of a zone',
      status: 200,
      handle: (context) =>
        json(
          context,
          metadata.all(zoneOf(services, context)).map(([kind, values]) => metadataJson(kind, values)),
        ),
    },
    {
      method: 'POST',
      path: ALL,
      summary: 'Adds values to a kind',
      body: 'kind, metadata (a list of texts)',
      status: 201,
      async handle(context) {
        const zone = zoneOf(services, context);
        const document = await bodyOf(context);
        const kind = textMember(document, 'kind');
        if (kind === undefined) throw new JsonFault('kind is not specified or not a string');
        checkKind(kind, 'write');
        const values = [...new Set([...metadata.get(zone, kind), ...sentValues(document)])];
        await set(context, zone, kind, values);
        return json(context, metadataJson(kind, metadata.get(zone, kind)), 201);
      },
    },
    {
      method: 'GET',
      path: ONE,
      summary: 'The values of one kind',
      status: 200,
      handle(context) {
        const zone = zoneOf(services, context);
        const kind = kindOf(context, 'read');
        return json(context, metadataJson(kind, metadata.get(zone, kind)));
      },
    },
    {
      method: 'PUT',
      path: ONE,
      summary: 'Replaces the values of a kind',
      body: 'metadata (a list of texts)',
      status: 200,
      async handle(context) {
        const zone = zoneOf(services, context);
        const kind = kindOf(context, 'write');
        const values = sentValues(await bodyOf(context));
        await set(context, zone, kind, values);
        return json(context, metadataJson(kind, metadata.get(zone, kind)));
      },
    },
    {
      method: 'DELETE',
      path: ONE,
      summary: 'Removes a kind',
      status: 204,
      async handle(context) {
        const zone = zoneOf(services, context);
        await set(context, zone, kindOf(context, 'write'), []);
        return noContent(context);
      },
    },
  ];
}

function sentValues(document: Json): readonly string[] {
  const values = arrayMember(document, 'metadata');
  if (values === undefined) throw new Unprocessable('metadata is not specified or not an array');
  return values.map((value) => {
    if (typeof value !== 'string') throw new Unprocessable('metadata must be strings');
    return value;
  });
}
