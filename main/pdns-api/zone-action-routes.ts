/** What can be done with a zone as a whole: NOTIFY, a transfer in, export, rectify. */
import { parseEndpointText, printEndpoint } from '../../shared/model/addresses.ts';
import { errorSentence } from '../../shared/model/error-sentences.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { importRecords, replacingEdits } from '../zones/import-records.ts';
import { transferredSets } from '../zones/transferred-sets.ts';
import type { Zone } from '../zones/zone.ts';
import { TransferInError } from '../exchange/transfer-in.ts';
import { ApiError, Unprocessable } from './api-error.ts';
import { bodyOf, json, JSON_TYPE, streamed, type ApiContext, type Client } from './api-context.ts';
import { member } from './json.ts';
import { SERVER, type Route } from './route.ts';
import { zoneOf, type ApiServices } from './services.ts';
import { seenByTools } from './tool-writer.ts';
import { exportLines } from './zone-json.ts';

const ZONE = `${SERVER}/zones/:id`;

export function zoneActionRoutes(services: ApiServices): Route[] {
  return [
    {
      method: 'PUT',
      path: `${ZONE}/notify`,
      summary: 'NOTIFY to the secondaries, in the open session or in one that is opened for it',
      status: 200,
      handle(context) {
        services.sessions.notify(zoneOf(services, context));
        return json(context, { result: 'Notification queued' });
      },
    },
    {
      method: 'PUT',
      path: `${ZONE}/axfr-retrieve`,
      summary: 'Takes the records over from another server, once',
      body: 'primary: its address, with or without a port; without it the first of masters',
      status: 200,
      handle: (context) => retrieve(services, context),
    },
    {
      method: 'PUT',
      path: `${ZONE}/rectify`,
      summary: 'Nothing to do: order and denial of existence are never out of date here',
      status: 200,
      handle(context) {
        zoneOf(services, context);
        return json(context, { result: 'Rectified' });
      },
    },
    {
      method: 'GET',
      path: `${ZONE}/export`,
      summary: 'The zone as text, a record a line; as a JSON string where JSON is accepted',
      status: 200,
      handle: (context) => exported(services, context),
    },
  ];
}

async function exported(services: ApiServices, context: ApiContext): Promise<Response> {
  const lines = exportLines(seenByTools(zoneOf(services, context)));
  const wantsJson = (context.req.header('accept') ?? '').includes('application/json');
  if (!wantsJson) return streamed(context, lines, 200, 'text/plain; charset=us-ascii');
  return streamed(context, asJsonMember('zone', lines), 200, JSON_TYPE['Content-Type']);
}

async function* asJsonMember(key: string, pieces: AsyncIterable<string>): AsyncGenerator<string> {
  yield `{${JSON.stringify(key)}: "`;
  for await (const piece of pieces) yield JSON.stringify(piece).slice(1, -1);
  yield '"}';
}

async function retrieve(services: ApiServices, context: ApiContext): Promise<Response> {
  const zone = zoneOf(services, context);
  const primary =
    (await context.env.readBody()).length === 0 ? null : member(await bodyOf(context), 'primary');
  const asked = typeof primary === 'string' ? parseEndpointText(primary) : undefined;
  if (primary !== null && asked === undefined) throw new Unprocessable('Invalid primary address');
  const known = services.notes.of(zone).masters[0];
  const server = asked ?? (known === undefined ? undefined : parseEndpointText(known));
  if (server === undefined)
    throw new Unprocessable(
      `Domain '${zone.nameText}' is not a secondary domain (or has no primary defined)`,
    );
  void takeOver(services, zone, server, context.env.client);
  const from = server.port === 53 ? server.address : printEndpoint(server);
  return json(context, { result: `Added retrieval request for '${zone.nameText}' from primary ${from}` });
}

/** In the background, as with PowerDNS: the answer was given already, so the activity says how it went. Never rejects. */
async function takeOver(services: ApiServices, zone: Zone, server: Endpoint, client: Client): Promise<void> {
  const { transferIn, writer, activity, now } = services;
  try {
    const records = await transferIn({
      zone: zone.name,
      server,
      nowSeconds: () => Math.floor(now() / 1000),
    });
    const { contents } = await importRecords(zone.name, await transferredSets(records));
    await writer.write(zone, client, (state) => replacingEdits(state, contents));
  } catch (error) {
    const reason = reasonOf(error, services);
    if (reason === undefined) return services.onBug(error);
    activity.add({
      at: now(),
      severity: 'error',
      code: 'api-retrieve-failed',
      zone: zone.nameText,
      from: client.address,
      data: { server: printEndpoint(server), reason },
    });
  }
}

/** Why it failed, in words; undefined for a bug. */
function reasonOf(error: unknown, { expected }: ApiServices): string | undefined {
  if (error instanceof TransferInError || error instanceof ApiError) return error.message;
  const failure = expected(error);
  return failure && errorSentence(failure);
}
