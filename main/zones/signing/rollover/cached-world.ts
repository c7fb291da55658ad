/**
 * For tests: a zone signed here, name servers that fetch it when they like, a parent with servers of its own, and every cache that
 * there could be around them, at a clock that is set by hand. Whatever was served is remembered for as long as a cache may have
 * it, and every combination of DS, keys and data that one validator could hold at one moment is verified for real.
 */
import { assert } from '../../../../shared/assert.ts';
import { type Octets } from '../../../../shared/dns/octets.ts';
import { dnskey } from '../../../../shared/dns/rdata/dnskey.ts';
import { ds } from '../../../../shared/dns/rdata/ds.ts';
import { coveredTypeOf } from '../../../../shared/dns/rdata/rrsig.ts';
import { type RRset } from '../../../../shared/dns/rrset.ts';
import { TYPE, typeToText } from '../../../../shared/dns/types.ts';
import { printName } from '../../../../shared/dns/name-text.ts';
import { type Observation } from '../../../../shared/model/observation.ts';
import { type SigningChoice } from '../../../../shared/model/dnssec.ts';
import { dsRdata } from '../../../dnssec/ds.ts';
import { algorithmOf } from '../../../dnssec/keys/algorithms.ts';
import { publicKeyFrom } from '../../../dnssec/keys/key-material.ts';
import { keyTagOf } from '../../../dnssec/keys/key-tag.ts';
import {
  expirationOf,
  inceptionOf,
  keyOfRrsig,
  printSigner,
  verifyRRset,
} from '../../../dnssec/signing/rrsig.ts';
import { edit, exampleContents, nameFrom, ORIGIN, SETTINGS } from '../../temporary-zones.ts';
import { type ZoneVersion } from '../../zone-version.ts';
import { type Zone } from '../../zone.ts';
import { withObservation } from '../observed.ts';
import { dnskeyOf, dsKeys } from '../signing-plan.ts';
import { switchOn } from '../switch-on.ts';
import { TemporarySigning } from '../temporary-signing.ts';
import { continueByItself } from './rollovers.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const DS_TTL_SECONDS = 86_400;

/** A record set with its signatures, or a DS set, as somebody served it. */
interface Served {
  readonly what: string;
  /** Equal for what a cache cannot tell apart. */
  readonly id: string;
  readonly ttlSeconds: number;
  readonly rrset: RRset;
  readonly rrsigs: readonly Octets[];
}

/** What caches may have, from when on and until when; `servers`: who serves it still. */
interface Cached extends Served {
  readonly from: number;
  until: number;
  readonly servers: Set<string>;
}

/** Sets that are asked for: enough to stand for all that is signed by whoever signs the zone, and by whoever signs its keys. */
const ASKED: readonly (readonly [owner: string, type: number])[] = [
  ['@', TYPE.SOA],
  ['@', TYPE.NSEC],
  ['@', TYPE.CDS],
  ['www', TYPE.A],
  ['mail', TYPE.A],
];

export class CachedWorld implements AsyncDisposable {
  readonly own: TemporarySigning;
  readonly #parents = new Map<string, readonly Octets[]>([
    ['a.parent.', []],
    ['b.parent.', []],
  ]);
  readonly #servers = new Map<string, ZoneVersion | undefined>([
    ['ns1.he.net.', undefined],
    ['ns2.he.net.', undefined],
    ['ns3.he.net.', undefined],
  ]);
  readonly #cached: Cached[] = [];
  #silent: string | undefined;
  #events: { readonly at: number; readonly act: () => void }[] = [];

  private constructor(own: TemporarySigning) {
    this.own = own;
  }

  /** A zone that was signed weeks ago, with its DS at the parent. `wwwTtl`: seconds. */
  static async make(choice: SigningChoice, wwwTtl = 2 * 86_400): Promise<CachedWorld> {
    const own = await TemporarySigning.make();
    const zone = await own.zones.create({
      contents: exampleContents(),
      origin: 'created',
      settings: SETTINGS,
    });
    const world = new CachedWorld(own);
    await zone.edit([edit('mail', 'A', ['192.0.2.25'])], 'mail');
    await world.editWww(wwwTtl);
    await switchOn(own.signing, zone, choice, world.now);
    await world.publish();
    await world.pass(3 * DAY_MS);
    world.handIn();
    await world.pass(20 * DAY_MS);
    await world.look();
    return world;
  }

  get zone(): Zone {
    const zone = this.own.zones.find(ORIGIN);
    assert(zone !== undefined, 'the world has a zone');
    return zone;
  }

  get now(): number {
    return this.own.temporary.nowMs;
  }

  /** Days since the zone came to be, for messages. */
  #day(ms: number): string {
    return ((ms - this.zone.history.at(-1)!.at) / DAY_MS).toFixed(3);
  }

  async editWww(ttl: number): Promise<void> {
    const address = `192.0.2.${1 + (Math.floor(this.now / MINUTE_MS) % 250)}`;
    await this.zone.edit([edit('www', 'A', [address], { ttl })], 'www');
  }

  /** A session: the version that is due is made, and each server takes it in its own time. */
  async publish(): Promise<void> {
    await this.zone.commit();
    [MINUTE_MS, 20 * MINUTE_MS, 3 * HOUR_MS].forEach((delay, n) =>
      this.#after(delay, () => this.#transfer([...this.#servers.keys()][n])),
    );
  }

  /** The registrar is given the DS that the screen shows; the parent's servers follow in their own time. */
  handIn(keys: readonly Octets[] = dsKeys(this.own.signing.planOf(this.zone)).map(dnskeyOf)): void {
    const rdatas = keys.map((key) => dsRdata(ORIGIN, key, 2));
    [HOUR_MS, 5 * HOUR_MS].forEach((delay, n) =>
      this.#after(delay, () => this.#setDs([...this.#parents.keys()][n], rdatas)),
    );
  }

  /** This server does not answer looks; undefined: all do again. Its caches go on. */
  silence(server: string | undefined): void {
    this.#silent = server;
  }

  /** Tags of the keys that signed a set of the last version. */
  signersOf(what: string): readonly number[] {
    const set = servedOf(this.zone.version!).find((one) => one.what === what);
    return set?.rrsigs.map((rrsig) => keyOfRrsig(rrsig) & 0xffff) ?? [];
  }

  /** Lets time go by, with what happens meanwhile. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      const due = this.#events.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#events = this.#events.filter((event) => event !== due);
      this.own.temporary.nowMs = Math.max(this.now, due.at);
      due.act();
    }
    this.own.temporary.nowMs = end;
  }

  /** Looks at everybody, and lets the rollover go on by itself where it does. */
  async look(): Promise<void> {
    const { signing } = this.own;
    await signing.updatePlan(this.zone, (plan) => withObservation(plan, this.#observation()));
    await continueByItself(signing, this.zone, this.now);
  }

  /** Every combination that some validator could hold at one moment and would have to refuse. */
  broken(): readonly string[] {
    const of = (what: string): Cached[] => this.#cached.filter((one) => one.what === what);
    const faults: string[] = [];
    for (const parent of of('DS'))
      for (const keys of of('DNSKEY'))
        for (const data of this.#cached.filter(({ what }) => what !== 'DS' && what !== 'DNSKEY')) {
          const from = Math.max(parent.from, keys.from, data.from);
          const until = Math.min(this.now, parent.until, keys.until, data.until);
          if (from > until) continue;
          const bad = [from, until].find((at) => !validates(parent, keys, data, at / 1000));
          if (bad !== undefined)
            faults.push(
              `day ${this.#day(from)} to ${this.#day(until)}: ${[parent, keys, data].map(told).join(' | ')}`,
            );
        }
    return faults;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.own[Symbol.asyncDispose]();
  }

  #after(ms: number, act: () => void): void {
    this.#events.push({ at: this.now + ms, act });
  }

  #transfer(server: string): void {
    const { version } = this.zone;
    assert(version !== undefined, 'something was published');
    this.#servers.set(server, version);
    this.#serve(server, servedOf(version));
  }

  #setDs(server: string, rdatas: readonly Octets[]): void {
    this.#parents.set(server, rdatas);
    const rrset = { owner: ORIGIN, type: TYPE.DS, ttlSeconds: DS_TTL_SECONDS, rdatas };
    this.#serve(server, [servedSet('DS', rrset, [])]);
  }

  /** From now on the server has these and nothing else. */
  #serve(server: string, sets: readonly Served[]): void {
    for (const cached of this.#cached)
      if (cached.servers.delete(server) && cached.servers.size === 0)
        cached.until = this.now + cached.ttlSeconds * 1000;
    for (const served of sets) {
      let cached = this.#cached.find(({ what, id }) => what === served.what && id === served.id);
      if (cached === undefined) {
        cached = { ...served, from: this.now, until: Infinity, servers: new Set() };
        this.#cached.push(cached);
      }
      cached.until = Infinity;
      cached.servers.add(server);
    }
  }

  #observation(): Observation {
    return {
      at: this.now,
      parent: 'com.',
      parentServers: [...this.#parents].map(([name, rdatas]) => ({
        name,
        address: null,
        ds: rdatas.map((rdata) => ds.print(rdata)).sort(),
        ttlSeconds: rdatas.length > 0 ? DS_TTL_SECONDS : null,
      })),
      nameServers: [...this.#servers].map(([name, version]) => {
        const sets = version === undefined ? [] : servedOf(version);
        const keys = sets.find(({ what }) => what === 'DNSKEY')?.rrset.rdatas ?? [];
        if (name === this.#silent)
          return { name, address: null, keys: null, serial: null, signed: false, signers: [] };
        const signers = sets.find(({ what }) => what === '@ SOA')?.rrsigs.map(printSigner) ?? [];
        return {
          name,
          address: null,
          keys: keys.map((rdata) => dnskey.print(rdata)).sort(),
          serial: version?.serial ?? null,
          signed: signers.length > 0,
          signers: [...signers].sort(),
        };
      }),
    };
  }
}

function servedOf({ contents }: ZoneVersion): readonly Served[] {
  const asked = [['@', TYPE.DNSKEY] as const, ...ASKED];
  return asked.flatMap(([owner, type]) => {
    const name = owner === '@' ? ORIGIN : nameFrom(owner, ORIGIN);
    const rrset = contents.rrset(name, type);
    if (rrset === undefined) return [];
    const rrsigs = contents.rrset(name, TYPE.RRSIG)?.rdatas ?? [];
    const what = type === TYPE.DNSKEY ? 'DNSKEY' : `${owner} ${typeToText(type)}`;
    const covering = rrsigs.filter((rrsig) => coveredTypeOf(rrsig) === type);
    return [servedSet(what, rrset, covering)];
  });
}

function servedSet(what: string, rrset: RRset, rrsigs: readonly Octets[]): Served {
  const id = [...rrset.rdatas, ...rrsigs].sort().join('\n');
  return { what, id, ttlSeconds: rrset.ttlSeconds, rrset, rrsigs };
}

/** Whether a validator that has these three finds a chain from the DS over the keys to the data (RFC 4035 §5). */
function validates(parent: Served, keys: Served, data: Served, atSeconds: number): boolean {
  // Without a DS nothing is checked (RFC 4035 §5.2).
  if (parent.rrset.rdatas.length === 0) return true;
  const anchors = keys.rrset.rdatas.filter((key) => parent.rrset.rdatas.includes(dsRdata(ORIGIN, key, 2)));
  return (
    anchors.some((key) => isSignedBy(keys, key, atSeconds)) &&
    keys.rrset.rdatas.some((key) => isSignedBy(data, key, atSeconds))
  );
}

function isSignedBy({ rrset, rrsigs }: Served, key: Octets, atSeconds: number): boolean {
  return rrsigs.some(
    (rrsig) =>
      inceptionOf(rrsig) <= atSeconds &&
      atSeconds < expirationOf(rrsig) &&
      keyOfRrsig(rrsig) === key.charCodeAt(3) * 0x10000 + keyTagOf(key) &&
      verifies(rrset, rrsig, key),
  );
}

/** By real cryptography, once for each signature. */
function verifies(rrset: RRset, rrsig: Octets, key: Octets): boolean {
  const known = verified.get(rrset)?.get(rrsig + key);
  if (known !== undefined) return known;
  const { algorithm: number, publicKey } = dnskey.parse(key);
  const algorithm = algorithmOf(number);
  const material = algorithm === undefined ? undefined : publicKeyFrom(algorithm, publicKey);
  const holds =
    algorithm !== undefined && material !== undefined && verifyRRset(rrset, rrsig, algorithm, material);
  const ofSet = verified.get(rrset) ?? new Map<string, boolean>();
  verified.set(rrset, ofSet.set(rrsig + key, holds));
  return holds;
}
const verified = new WeakMap<RRset, Map<string, boolean>>();

function told({ what, rrset, rrsigs }: Served): string {
  const tags =
    what === 'DS'
      ? rrset.rdatas.map((rdata) => ds.parse(rdata).keyTag)
      : what === 'DNSKEY'
        ? rrset.rdatas.map(keyTagOf)
        : [];
  const by = rrsigs.map((rrsig) => printSigner(rrsig).split(' ')[1]);
  return [what, printName(rrset.owner), ...tags, ...(by.length > 0 ? ['by', ...by] : [])].join(' ');
}
