/** `/zones/{id}/cryptokeys`. Private keys are given only when the owner's setting allows it. */
import type { Zone } from '../zones/zone.ts';
import { notFound, Unprocessable } from './api-error.ts';
import { bodyOf, json, noContent, parameter, type ApiContext } from './api-context.ts';
import type { NewCryptoKey } from './crypto-keys.ts';
import { booleanMember, member, requiredBoolean, requiredText, type Json } from './json.ts';
import { SERVER, type Route } from './route.ts';
import { tellActivity, zoneOf, type ApiServices } from './services.ts';

const ALL = `${SERVER}/zones/:id/cryptokeys`;
const ONE = `${ALL}/:key`;

export function cryptoKeyRoutes(services: ApiServices): Route[] {
  const { cryptoKeys, settings } = services;
  const keyOf = async (context: ApiContext, zone: Zone): Promise<number> => {
    const text = parameter(context, 'key');
    const id = /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
    if (id === undefined || (await cryptoKeys.get(zone, id, false)) === undefined) throw notFound();
    return id;
  };
  const told = async (context: ApiContext, zone: Zone): Promise<void> => {
    tellActivity(services, context, 'api-settings-changed', zone.nameText, 'DNSSEC keys');
    await services.writer.renew(zone, context.env.client);
  };
  return [
    {
      method: 'GET',
      path: ALL,
      summary: 'The DNSSEC keys of a zone',
      status: 200,
      handle: (context) => json(context, cryptoKeys.list(zoneOf(services, context))),
    },
    {
      method: 'POST',
      path: ALL,
      summary: 'A new DNSSEC key, or one that was made elsewhere',
      body: 'keytype (ksk, zsk, csk), active, published, algorithm, bits, privatekey',
      status: 201,
      async handle(context) {
        const zone = zoneOf(services, context);
        const id = await cryptoKeys.create(zone, sentKey(await bodyOf(context)));
        await told(context, zone);
        const key = await cryptoKeys.get(zone, id, settings().showSecrets);
        if (key === undefined) throw notFound();
        return json(context, key, 201);
      },
    },
    {
      method: 'GET',
      path: ONE,
      summary: 'One DNSSEC key',
      status: 200,
      async handle(context) {
        const zone = zoneOf(services, context);
        const key = await cryptoKeys.get(zone, await keyOf(context, zone), settings().showSecrets);
        if (key === undefined) throw notFound();
        return json(context, key);
      },
    },
    {
      method: 'PUT',
      path: ONE,
      summary: 'Whether a key signs and is published',
      body: 'active, published',
      status: 204,
      async handle(context) {
        const zone = zoneOf(services, context);
        const id = await keyOf(context, zone);
        const document = await bodyOf(context);
        const active = requiredBoolean(document, 'active');
        await cryptoKeys.setState(zone, id, active, booleanMember(document, 'published') ?? true);
        await told(context, zone);
        return noContent(context);
      },
    },
    {
      method: 'DELETE',
      path: ONE,
      summary: 'Removes a DNSSEC key',
      status: 204,
      async handle(context) {
        const zone = zoneOf(services, context);
        await cryptoKeys.remove(zone, await keyOf(context, zone));
        await told(context, zone);
        return noContent(context);
      },
    },
  ];
}

/** IANA "DNS Security Algorithm Numbers", by the names that PowerDNS takes. */
const ALGORITHMS: Readonly<Record<string, number>> = {
  rsasha1: 5,
  'rsasha1-nsec3-sha1': 7,
  rsasha256: 8,
  rsasha512: 10,
  ecdsa256: 13,
  ecdsap256sha256: 13,
  ecdsa384: 14,
  ecdsap384sha384: 14,
  ed25519: 15,
  ed448: 16,
};

function sentKey(document: Json): NewCryptoKey {
  const keytype = requiredText(document, 'keytype');
  if (keytype !== 'ksk' && keytype !== 'zsk' && keytype !== 'csk')
    throw new Unprocessable(`Invalid keytype ${keytype}`);
  const given = member(document, 'privatekey') ?? member(document, 'content');
  return {
    keytype,
    active: booleanMember(document, 'active') ?? false,
    published: booleanMember(document, 'published') ?? true,
    bits: bitsOf(member(document, 'bits')),
    algorithm: algorithmOf(member(document, 'algorithm')),
    privateKey: typeof given === 'string' ? given : undefined,
  };
}

function bitsOf(value: Json): number | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new Unprocessable("'bits' must be a positive integer value");
  return value;
}

function algorithmOf(value: Json): number | undefined {
  if (value === null) return undefined;
  const number = typeof value === 'string' ? (ALGORITHMS[value.toLowerCase()] ?? Number(value)) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number > 255)
    throw new Unprocessable(`Unknown algorithm: ${typeof value === 'string' ? value : ''}`);
  return number;
}
