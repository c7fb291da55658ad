/**
 * DNSSEC keys of the API on the zones' own signing. A key's id is its tag: tags are never given twice within a zone. What
 * PowerDNS calls active signs here, what it calls published is in the zone; a key that is neither has no place here.
 */
import { dnskey } from '../../shared/dns/rdata/dnskey.ts';
import { ds } from '../../shared/dns/rdata/ds.ts';
import { dsRdata } from '../dnssec/ds.ts';
import { ALGORITHMS, algorithmOf, type Algorithm } from '../dnssec/keys/algorithms.ts';
import { printBindPrivateKey } from '../dnssec/keys/bind-key-file.ts';
import { importKey } from '../dnssec/keys/import-key.ts';
import { generateZoneKey, KEY_FLAGS, type KeyRole, type ZoneKey } from '../dnssec/keys/zone-key.ts';
import type { SignedElsewhere } from '../zones/import-records.ts';
import { withSignedElsewhere } from '../zones/signing/keys-left-behind.ts';
import { isDsOf } from '../zones/signing/observed.ts';
import {
  describeKey,
  dnskeyOf,
  publishedKeys,
  type DescribedKey,
  type SigningPlan,
  UNSIGNED,
} from '../zones/signing/signing-plan.ts';
import { switchOn } from '../zones/signing/switch-on.ts';
import type { ZoneSigning } from '../zones/signing/zone-signing.ts';
import type { Zone } from '../zones/zone.ts';
import { Unprocessable } from './api-error.ts';
import type { CryptoKeys, NewCryptoKey } from './crypto-keys.ts';
import type { JsonObject } from './json.ts';

/** RFC 9276: one hash, no salt. The only form that is offered. */
const NSEC3PARAM = '1 0 0 -';

export class SignedZones implements CryptoKeys {
  readonly #signing: ZoneSigning;
  readonly #now: () => number;

  constructor(signing: ZoneSigning, now: () => number) {
    this.#signing = signing;
    this.#now = now;
  }

  isSecured(zone: Zone): boolean {
    return this.#signing.planOf(zone).signs;
  }

  nsec3param(zone: Zone): string {
    const { signs, denial } = this.#signing.planOf(zone);
    return signs && denial === 'nsec3' ? NSEC3PARAM : '';
  }

  checkCanSecure(zoneText: string, nsec3param: string, signedElsewhere: SignedElsewhere | null): void {
    denialOf(zoneText, nsec3param);
    if (signedElsewhere !== null)
      throw new Unprocessable(
        `Zone '${zoneText}' comes with the DNSKEYs of another signer. Create it without 'dnssec', add its keys with their private halves at /cryptokeys, and then sign it; or leave out the DNSKEY records if the parent has no DS.`,
      );
  }

  async noteSignedElsewhere(zone: Zone, signedElsewhere: SignedElsewhere | null): Promise<void> {
    if (signedElsewhere === null) return;
    await this.#signing.updatePlan(zone, (plan) => withSignedElsewhere(plan, signedElsewhere));
  }

  async secure(zone: Zone, nsec3param: string): Promise<void> {
    const denial = denialOf(zone.nameText, nsec3param);
    await switchOn(this.#signing, zone, { algorithm: 13, keys: 'csk', denial }, this.#now());
  }

  async change(zone: Zone, dnssec: boolean | undefined, nsec3param: string | undefined): Promise<void> {
    const signs = this.isSecured(zone);
    if (dnssec === true && !signs) return this.secure(zone, nsec3param ?? '');
    if (dnssec === false && signs) {
      checkParent(zone, this.#signing.planOf(zone), []);
      checkRollover(zone, this.#signing.planOf(zone));
      await this.#signing.updatePlan(zone, (plan) => ({
        ...plan,
        signs: false,
        keys: plan.keys.map((key) => this.#inState(key, 'removed')),
        parentRequest: 'none',
      }));
      return;
    }
    if (nsec3param === undefined) return;
    if (!signs && nsec3param !== '')
      throw new Unprocessable(
        `NSEC3PARAM value provided for zone '${zone.nameText}', but zone is not DNSSEC secured.`,
      );
    const denial = denialOf(zone.nameText, nsec3param);
    if (signs)
      await this.#signing.updatePlan(zone, (plan) => (plan.denial === denial ? plan : { ...plan, denial }));
  }

  list(zone: Zone): readonly JsonObject[] {
    return publishedKeys(this.#signing.planOf(zone)).map((key) => keyJson(zone, key));
  }

  async get(zone: Zone, id: number, withSecret: boolean): Promise<JsonObject | undefined> {
    const key = this.#find(zone, id);
    if (key === undefined) return undefined;
    if (!withSecret) return keyJson(zone, key);
    const privatekey = printBindPrivateKey(await this.#signing.keys.load(zone.name, key));
    return { ...keyJson(zone, key), privatekey };
  }

  async create(zone: Zone, wanted: NewCryptoKey): Promise<number> {
    const plan = this.#signing.planOf(zone);
    checkRollover(zone, plan);
    const state = stateOf(wanted.active, wanted.published);
    // A lone KSK signs everything, as with PowerDNS.
    const hasZsk = publishedKeys(plan).some(({ role }) => role === 'zsk');
    const role = wanted.keytype === 'ksk' && !hasZsk ? 'csk' : wanted.keytype;
    const takenTags = plan.keys.map(({ keyTag }) => keyTag);
    const key = await makeKey(zone, role, wanted, takenTags);
    if (takenTags.includes(key.keyTag))
      throw new Unprocessable(`A key with the tag ${key.keyTag} was in this zone already`);
    await this.#signing.keys.save(zone.name, key);
    const origin = wanted.privateKey === undefined ? 'made' : 'imported';
    const described = describeKey(key, state, origin, this.#now());
    await this.#setKeys(zone, (keys) => [...keys, described]);
    return key.keyTag;
  }

  async setState(zone: Zone, id: number, active: boolean, published: boolean): Promise<void> {
    const state = stateOf(active, published);
    await this.#setKeys(zone, (keys) =>
      keys.map((key) => (key.keyTag === id ? this.#inState(key, state) : key)),
    );
  }

  async remove(zone: Zone, id: number): Promise<void> {
    await this.#setKeys(zone, (keys) =>
      keys.map((key) => (key.keyTag === id ? this.#inState(key, 'removed') : key)),
    );
  }

  #find(zone: Zone, id: number): DescribedKey | undefined {
    return publishedKeys(this.#signing.planOf(zone)).find(({ keyTag }) => keyTag === id);
  }

  /** Other keys; the zone is signed as long as one signs its keys and one the rest. */
  async #setKeys(
    zone: Zone,
    change: (keys: readonly DescribedKey[]) => readonly DescribedKey[],
  ): Promise<void> {
    const before = this.#signing.planOf(zone);
    checkRollover(zone, before);
    checkParent(zone, before, change(before.keys));
    await this.#signing.updatePlan(zone, (plan) => {
      const keys = [...change(plan.keys)];
      const has = (other: KeyRole): boolean =>
        keys.some(({ role, state }) => state === 'signing' && (role === 'csk' || role === other));
      const signs = has('ksk') && has('zsk');
      const { signedElsewhere } = signs ? UNSIGNED : plan;
      return { ...plan, keys, signs, signedElsewhere, parentRequest: signs ? 'publish' : 'none' };
    });
  }

  #inState(key: DescribedKey, state: DescribedKey['state']): DescribedKey {
    return key.state === state ? key : { ...key, state, since: this.#now() };
  }
}

/**
 * Refuses to leave the zone without a key that the parent's DS names, as far as the parent was looked at: validators would
 * refuse the zone until that DS is gone from all caches.
 */
function checkParent(
  zone: Zone,
  { observation, keys: before }: SigningPlan,
  after: readonly DescribedKey[],
): void {
  const named = [...new Set((observation?.parentServers ?? []).flatMap(({ ds: texts }) => texts ?? []))];
  const isNamed = (key: DescribedKey): boolean =>
    key.role !== 'zsk' && key.state === 'signing' && named.some((text) => isDsOf(text, zone.name, key));
  const lost = before.find(isNamed);
  if (lost !== undefined && !after.some(isNamed))
    throw new Unprocessable(
      `The parent zone still has the DS of key ${lost.keyTag}. Have it taken off at the registrar first: without the key, validators refuse '${zone.nameText}'.`,
    );
}

/** While the app replaces a key step by step, nobody else moves keys: caches depend on the order. */
function checkRollover(zone: Zone, { rollover }: SigningPlan): void {
  if (rollover !== null)
    throw new Unprocessable(
      `Key ${rollover.old.join(', ')} of '${zone.nameText}' is being replaced by ${rollover.new}. Finish that in the app, or take it back there.`,
    );
}

function stateOf(active: boolean, published: boolean): 'signing' | 'published' {
  if (!published) throw new Unprocessable('A key that is not published cannot be kept: delete it instead');
  return active ? 'signing' : 'published';
}

function denialOf(zone: string, nsec3param: string): 'nsec' | 'nsec3' {
  if (nsec3param === '') return 'nsec';
  if (nsec3param !== NSEC3PARAM)
    throw new Unprocessable(
      `NSEC3PARAMs provided for zone '${zone}' are invalid. Only '${NSEC3PARAM}' is offered (RFC 9276).`,
    );
  return 'nsec3';
}

async function makeKey(
  zone: Zone,
  role: KeyRole,
  { algorithm: number, bits, privateKey }: NewCryptoKey,
  takenTags: readonly number[],
): Promise<ZoneKey> {
  const algorithm = number === undefined ? undefined : algorithmOf(number);
  if (number !== undefined && algorithm === undefined)
    throw new Unprocessable(`Algorithm ${number} is not offered: 8, 13, 14 and 15 are`);
  if (privateKey === undefined) {
    const made = algorithm ?? ALGORITHMS[13];
    checkBits(made, bits);
    return generateZoneKey(role, made.number, { takenTags });
  }
  const { key } = importKey({ privateText: privateKey }, zone.name, role);
  if (key === undefined)
    throw new Unprocessable('Key could not be parsed. Make sure your key format is correct.');
  if (algorithm !== undefined && key.algorithm !== algorithm)
    throw new Unprocessable(
      `Private key algorithm (${key.algorithm.mnemonic}) is inconsistent with the 'algorithm' field`,
    );
  return key;
}

function checkBits({ bits: [usual] }: Algorithm, bits: number | undefined): void {
  if (bits !== undefined && bits !== 0 && bits !== usual)
    throw new Unprocessable('The algorithm does not support the given bit size.');
}

function keyJson(zone: Zone, key: DescribedKey): JsonObject {
  const rdata = dnskeyOf(key);
  const { mnemonic, bits } = ALGORITHMS[key.algorithm];
  const named =
    key.role === 'zsk'
      ? {}
      : { ds: DIGESTS.map((type) => ds.print(dsRdata(zone.name, rdata, type)).toLowerCase()) };
  return {
    active: key.state === 'signing',
    algorithm: mnemonic,
    bits: bits[0],
    dnskey: dnskey.print(rdata),
    flags: KEY_FLAGS[key.role],
    id: key.keyTag,
    keytype: key.role,
    published: true,
    type: 'Cryptokey',
    ...named,
  };
}

const DIGESTS = [2, 4] as const;
