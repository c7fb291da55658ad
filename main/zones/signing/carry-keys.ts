/** Keys that are brought along from another signer, so that the DS at the parent stays, and keys that are taken elsewhere. */
import { printName } from '../../../shared/dns/name-text.ts';
import { AppFailure } from '../../../shared/model/app-error.ts';
import { type KeyRole } from '../../../shared/model/zone-key.ts';
import { bindKeyFileName, printBindPrivateKey, printBindPublicKey } from '../../dnssec/keys/bind-key-file.ts';
import { importKey, type KeyTexts } from '../../dnssec/keys/import-key.ts';
import { type Zone } from '../zone.ts';
import { describeKey } from './signing-plan.ts';
import { type ZoneSigning } from './zone-signing.ts';

/**
 * Takes a key in. Before the zone is signed here it is kept for the switch; afterwards only the private half of a key that the
 * zone has already is taken, since another key would have to be rolled to. Throws `bad-zone-key`, `zone-key-exists`, `dnssec-is-on`.
 */
export async function takeKeyIn(
  signing: ZoneSigning,
  zone: Zone,
  texts: KeyTexts,
  role: KeyRole | undefined,
  nowMs: number,
): Promise<number> {
  const { key, fault } = importKey(texts, zone.name, role);
  if (key === undefined) throw new AppFailure({ code: 'bad-zone-key', zone: zone.nameText, fault });
  const { keyTag } = key;
  const plan = signing.planOf(zone);
  const taken = describeKey(key, 'signing', 'imported', nowMs);
  const known = plan.keys.find((other) => other.keyTag === keyTag);
  if (known !== undefined && known.dnskey !== taken.dnskey)
    throw new AppFailure({ code: 'zone-key-exists', zone: zone.nameText, keyTag });
  const isBack = known !== undefined && known.state !== 'removed';
  if (plan.signs && !isBack) throw new AppFailure({ code: 'dnssec-is-on', zone: zone.nameText });
  await signing.keys.save(zone.name, key);
  if (!isBack)
    await signing.updatePlan(zone, (now) => ({
      ...now,
      keys: [...now.keys.filter((other) => other.keyTag !== keyTag), taken],
    }));
  return keyTag;
}

/** Lets go of a key that was taken in and is not used yet. Throws `dnssec-is-on`, `zone-key-lost`. */
export async function letKeyGo(signing: ZoneSigning, zone: Zone, keyTag: number): Promise<void> {
  const plan = signing.planOf(zone);
  const known = plan.keys.find((key) => key.keyTag === keyTag);
  if (known === undefined) throw new AppFailure({ code: 'zone-key-lost', zone: zone.nameText, keyTag });
  if (plan.signs) throw new AppFailure({ code: 'dnssec-is-on', zone: zone.nameText });
  // The description first: it must never name a key whose private half is gone.
  await signing.updatePlan(zone, (now) => ({
    ...now,
    keys: now.keys.filter((key) => key.keyTag !== keyTag),
  }));
  await signing.keys.remove(zone.name, known);
}

export interface KeyFile {
  readonly name: string;
  readonly text: string;
}

/** A key as files: BIND's pair, which PowerDNS and Knot take in too, or PEM (PKCS#8) with the DNSKEY beside it. */
export async function keyFiles(
  signing: ZoneSigning,
  zone: Zone,
  keyTag: number,
  form: 'bind' | 'pem',
): Promise<readonly KeyFile[]> {
  const described = signing.planOf(zone).keys.find((key) => key.keyTag === keyTag);
  if (described === undefined)
    throw new AppFailure({ code: 'zone-key-lost', zone: printName(zone.name), keyTag });
  const key = await signing.keys.load(zone.name, described);
  const name = bindKeyFileName(zone.name, key);
  const publicFile = { name: `${name}.key`, text: printBindPublicKey(zone.name, key) };
  const privateFile =
    form === 'bind'
      ? { name: `${name}.private`, text: printBindPrivateKey(key) }
      : { name: `${name}.pem`, text: String(key.privateKey.export({ type: 'pkcs8', format: 'pem' })) };
  return [publicFile, privateFile];
}
