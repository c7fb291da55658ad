/** `/tsigkeys`. Secrets are given only when the owner's setting allows it. */
import { base64Decode } from '../../shared/dns/encodings.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { withoutDot } from '../../shared/model/spoken-name.ts';
import type { TsigKeyDescription } from '../secrets/tsig-key-ring.ts';
import { ApiError, conflict, notFound, Unprocessable } from './api-error.ts';
import { bodyOf, json, noContent, parameter, type ApiContext } from './api-context.ts';
import { requiredText, textMember, type Json, type JsonObject } from './json.ts';
import { idOf, nameOfId } from './names.ts';
import { SERVER, type Route } from './route.ts';
import { tellActivity, type ApiServices } from './services.ts';
import { tsigAlgorithmOf } from './tsig-algorithm.ts';

const ALL = `${SERVER}/tsigkeys`;
const ONE = `${ALL}/:id`;

export function tsigKeyRoutes(services: ApiServices): Route[] {
  const { keys, settings, onKeyChanged } = services;
  const shown = async ({ name, algorithm }: TsigKeyDescription): Promise<JsonObject> =>
    keyJson(name, algorithm, settings().showSecrets ? await keys.secret(name) : '');
  const told = async (context: ApiContext, name: string): Promise<void> => {
    await onKeyChanged(name);
    tellActivity(services, context, 'api-settings-changed', null, `TSIG key ${withoutDot(name)}`);
  };
  const keyOf = (context: ApiContext): TsigKeyDescription => {
    const name = printName(nameOfId(parameter(context, 'id')));
    const key = find(services, name);
    if (key === undefined) throw notFound(`TSIG key with name '${withoutDot(name)}' not found`);
    return key;
  };
  return [
    {
      method: 'GET',
      path: ALL,
      summary: 'All TSIG keys, without their secrets',
      status: 200,
      handle: (context) =>
        json(
          context,
          keys.list().map(({ name, algorithm }) => keyJson(name, algorithm, '')),
        ),
    },
    {
      method: 'POST',
      path: ALL,
      summary: 'A new TSIG key; without `key` its secret is made here',
      body: 'name, algorithm, key (base64)',
      status: 201,
      async handle(context) {
        const document = await bodyOf(context);
        const name = requiredText(document, 'name');
        const text = requiredText(document, 'algorithm');
        const secret = secretOf(document) ?? '';
        const algorithm = tsigAlgorithmOf(text);
        if (algorithm === undefined) {
          const named = `TSIG algorithm: ${text.toLowerCase()}`;
          throw secret === '' ? new ApiError(400, `Invalid ${named}`) : new Unprocessable(`Unknown ${named}`);
        }
        if (find(services, name) !== undefined)
          throw conflict(`A TSIG key with the name '${withoutDot(name.toLowerCase())}' already exists`);
        if (secret !== '' && base64Decode(secret) === undefined)
          throw new Unprocessable('TSIG content cannot be base64-decoded');
        const made =
          secret === '' ? await keys.create(name, algorithm) : await keys.import(name, algorithm, secret);
        await told(context, made.name);
        return json(context, await shown(made), 201);
      },
    },
    {
      method: 'GET',
      path: ONE,
      summary: 'One TSIG key',
      status: 200,
      handle: async (context) => json(context, await shown(keyOf(context))),
    },
    {
      method: 'PUT',
      path: ONE,
      summary: 'Another name, algorithm or secret',
      body: 'name, algorithm, key (base64)',
      status: 200,
      async handle(context) {
        const key = keyOf(context);
        const document = await bodyOf(context);
        const text = textMember(document, 'algorithm');
        const algorithm = text === undefined ? undefined : tsigAlgorithmOf(text);
        if (text !== undefined && algorithm === undefined)
          throw new Unprocessable(`Unknown TSIG algorithm: ${text.toLowerCase()}`);
        const secret = secretOf(document);
        if (secret !== undefined && base64Decode(secret) === undefined)
          throw new Unprocessable('Can not base64 decode key content');
        const changed = await keys.change(key.name, {
          name: textMember(document, 'name'),
          algorithm,
          secret,
        });
        if (changed.name !== key.name) await renameUses(services, key.name, changed.name);
        await told(context, changed.name);
        return json(context, await shown(changed));
      },
    },
    {
      method: 'DELETE',
      path: ONE,
      summary: 'Deletes a TSIG key that no zone uses',
      status: 204,
      async handle(context) {
        const key = keyOf(context);
        await keys.delete(key.name);
        await told(context, key.name);
        return noContent(context);
      },
    },
  ];
}

/** `key` as it is decoded, without white space. No refusal repeats it: refusals are kept for the screens to show. */
const secretOf = (document: Json): string | undefined => textMember(document, 'key')?.replace(/\s+/g, '');

function find({ keys }: ApiServices, name: string): TsigKeyDescription | undefined {
  try {
    return keys.find(name);
  } catch (error) {
    if (error instanceof AppFailure && error.error.code === 'key-not-found') return undefined;
    throw error;
  }
}

/** Every zone that used the key uses it under its new name. */
async function renameUses(
  { zones, onZoneSettingsChanged }: ApiServices,
  before: string,
  after: string,
): Promise<void> {
  const renamed = <T extends { readonly key: string | null }>(entry: T): T =>
    entry.key === before ? { ...entry, key: after } : entry;
  for (const zone of zones.list()) {
    const { secondaries, alsoAllow } = zone.settings;
    if (![...secondaries, ...alsoAllow].some(({ key }) => key === before)) continue;
    await zone.updateSettings({ secondaries: secondaries.map(renamed), alsoAllow: alsoAllow.map(renamed) });
    onZoneSettingsChanged(zone.nameText);
  }
}

const keyJson = (name: string, algorithm: string, key: string): JsonObject => ({
  algorithm,
  id: idOf(name),
  key,
  name: withoutDot(name),
  type: 'TSIGKey',
});
