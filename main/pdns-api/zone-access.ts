/**
 * Who may transfer a zone, and who is told, as PowerDNS's metadata has it: ALLOW-AXFR-FROM, TSIG-ALLOW-AXFR, ALSO-NOTIFY.
 * Here these are the zone's access entries and secondaries (DESIGN §1), so what a tool sets shows on the screens, and the
 * other way round.
 *
 * PowerDNS takes address OR key; an entry here takes address AND key. Set from outside, keys and addresses therefore form
 * entries of both; keys without addresses are entries for any address (DESIGN §5, "Access"). What comes from one of the
 * owner's secondaries is shown, and changed at that secondary only.
 */
import { parseAddressOrBlock, isEveryone } from '../../shared/model/addresses.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { AccessEntry, ZoneSettings } from '../../shared/model/zone.ts';
import { Unprocessable } from './api-error.ts';

const EVERYONE = ['0.0.0.0/0', '::/0'];

export type FindSecondary = (id: string) => Secondary;

/** TSIG-ALLOW-AXFR: every key that opens the zone to somebody. */
export function keysOf({ secondaries, alsoAllow }: ZoneSettings): string[] {
  return distinct([...secondaries, ...alsoAllow].flatMap(({ key }) => key ?? []));
}

/** ALLOW-AXFR-FROM: every address that is named; "anybody with the key" names none. */
export function addressesOf({ secondaries, alsoAllow }: ZoneSettings, find: FindSecondary): string[] {
  const open = alsoAllow.flatMap(({ addresses, key }) =>
    key === null ? addresses : addresses.filter((block) => !isEveryone(block)),
  );
  return distinct([...secondaries.flatMap(({ secondary }) => find(secondary).transferFrom), ...open]);
}

/** The settings with these keys. Throws 422 when a key of a secondary is left out. */
export function withKeys(
  settings: ZoneSettings,
  wanted: readonly string[],
  find: FindSecondary,
): ZoneSettings {
  for (const { key, secondary } of settings.secondaries)
    if (key !== null && !wanted.includes(key)) throw heldBySecondary(`key '${key}'`, find(secondary));
  const ofSecondaries = settings.secondaries.map(({ key }) => key);
  const present = keysOf({ ...settings, secondaries: [] });
  const added = wanted.filter((key) => !present.includes(key) && !ofSecondaries.includes(key));
  const kept = settings.alsoAllow.filter(({ key }) => key === null || wanted.includes(key));
  const named = distinct(kept.flatMap(({ addresses }) => addresses.filter((block) => !isEveryone(block))));
  const addresses = named.length > 0 ? named : EVERYONE;
  // An entry without a key gets the keys: from now on these addresses need one.
  const entries = wanted.length > 0 ? kept.filter(({ key }) => key !== null) : kept;
  return { ...settings, alsoAllow: [...entries, ...added.map((key) => ({ addresses, key }))] };
}

/** The settings with these addresses. Throws 422 for what is none, and when one of a secondary is left out. */
export function withAddresses(
  settings: ZoneSettings,
  texts: readonly string[],
  find: FindSecondary,
): ZoneSettings {
  const wanted = distinct(texts.map(block));
  const ofSecondaries = settings.secondaries.flatMap(({ secondary }) =>
    find(secondary).transferFrom.map((address) => ({ address, secondary })),
  );
  for (const { address, secondary } of ofSecondaries)
    if (!wanted.includes(address)) throw heldBySecondary(`address ${address}`, find(secondary));
  const open = wanted.filter((address) => !ofSecondaries.some((held) => held.address === address));
  const keyed = settings.alsoAllow.flatMap(({ key }) => key ?? []);
  if (keyed.length === 0 && open.some(isEveryone))
    throw new Unprocessable(
      'ALLOW-AXFR-FROM for everybody needs a key, or the confirmation that the app asks for',
    );
  const present = addressesOf({ ...settings, secondaries: [] }, find);
  const added = open.filter((address) => !present.includes(address));
  return { ...settings, alsoAllow: withOpen(settings.alsoAllow, open, added) };
}

/** Each entry keeps its key and of its addresses those that are wanted; new ones are for every entry. */
function withOpen(
  entries: readonly AccessEntry[],
  open: readonly string[],
  added: readonly string[],
): AccessEntry[] {
  if (entries.length === 0) return open.length === 0 ? [] : [{ addresses: [...open], key: null }];
  return entries.flatMap(({ addresses, key }) => {
    const kept = [...addresses.filter((address) => open.includes(address)), ...added];
    if (kept.length > 0) return [{ addresses: distinct(kept), key }];
    return key === null ? [] : [{ addresses: EVERYONE, key }];
  });
}

function block(text: string): string {
  if (/^auto-ns$/i.test(text.trim()))
    throw new Unprocessable('AUTO-NS is not supported: name the addresses of the secondaries');
  const parsed = parseAddressOrBlock(text);
  if (parsed === undefined) throw new Unprocessable(`'${text}' is not an IP address or netmask`);
  return parsed;
}

/** What stands in one of the owner's secondaries is not undone from outside. */
export function heldBySecondary(what: string, { name }: Secondary): Unprocessable {
  return new Unprocessable(`The ${what} belongs to the secondary '${name}' of this zone: take it off there`);
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
