/**
 * What the world sees of a zone's DNSSEC: the DS at each of the parent's servers, and keys and signatures at each server that
 * the parent names for the zone. Outgoing questions only, never of a cache but to find addresses.
 */
import dns from 'node:dns';
import type { Message, MessageRecord } from '../../shared/dns/message/message.ts';
import type { Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { a } from '../../shared/dns/rdata/a.ts';
import { aaaa } from '../../shared/dns/rdata/aaaa.ts';
import { dnskey } from '../../shared/dns/rdata/dnskey.ts';
import { ds } from '../../shared/dns/rdata/ds.ts';
import { coveredTypeOf } from '../../shared/dns/rdata/rrsig.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { parseEndpointText } from '../../shared/model/addresses.ts';
import type { ObservedChild, ObservedParent, Observation } from '../../shared/model/observation.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { printSigner } from '../dnssec/signing/rrsig.ts';
import { askSigned, type SignedQuestion } from '../exchange/ask-signed.ts';
import { closestCut, isAnswer, nameServersIn } from './zone-cut.ts';

export interface ParentQuestion {
  readonly zone: Name;
  /** Asked for names and addresses. */
  readonly resolver: Endpoint;
  /** Where authoritative servers listen; 53 but in tests. */
  readonly port?: number;
  readonly now: () => number;
  readonly send?: (question: SignedQuestion) => Promise<Message | undefined>;
}

/** The computer's own resolver; undefined when it has none. */
export function systemResolver(): Endpoint | undefined {
  const [first] = dns.getServers();
  return first === undefined ? undefined : parseEndpointText(first);
}

/** Asks everybody at once; never rejects. Offline, the observation says that nothing was found. */
export async function observeZone(question: ParentQuestion): Promise<Observation> {
  const { zone, now } = question;
  const nothing = { at: now(), parent: null, parentServers: [], nameServers: [] };
  if (zone.isRoot) return nothing;
  const observer = new Observer(question);
  const cut = await observer.closestCut(zone.parent);
  if ('why' in cut) return nothing;
  const parentServers = await Promise.all(cut.servers.map((server) => observer.dsAt(server)));
  const delegated = await observer.delegation(parentServers.map(({ address }) => address));
  const nameServers = await Promise.all(delegated.map((server) => observer.keysAt(server)));
  return { at: now(), parent: printName(cut.name), parentServers, nameServers };
}

class Observer {
  readonly #zone: Name;
  readonly #resolver: Endpoint;
  readonly #port: number;
  readonly #send: NonNullable<ParentQuestion['send']>;
  /** Addresses that came with the delegation, by name: what the world is told. */
  readonly #glue = new Map<string, string>();

  constructor({ zone, resolver, port = 53, send = askSigned }: ParentQuestion) {
    this.#zone = zone;
    this.#resolver = resolver;
    this.#port = port;
    this.#send = send;
  }

  closestCut(name: Name): ReturnType<typeof closestCut> {
    return closestCut(name, (at) => this.#resolve(at, TYPE.NS));
  }

  async dsAt(server: Name): Promise<ObservedParent> {
    const name = printName(server);
    const address = await this.#addressOf(server);
    const answer = address === null ? undefined : await this.#ask(address, this.#zone, TYPE.DS);
    if (!isAnswer(answer)) return { name, address, ds: null, ttlSeconds: null };
    const records = answer.answers.filter(({ type, owner }) => type === TYPE.DS && owner.equals(this.#zone));
    return {
      name,
      address,
      ds: records.map(({ rdata }) => ds.print(rdata)).sort(),
      ttlSeconds: records[0]?.ttlSeconds ?? null,
    };
  }

  /** The zone's name servers as the parent names them: the first of its servers that answers is believed. */
  async delegation(addresses: readonly (string | null)[]): Promise<readonly Name[]> {
    for (const address of addresses) {
      const answer = address === null ? undefined : await this.#ask(address, this.#zone, TYPE.NS);
      // A referral has them as authority; a server that has parent and child answers for the child.
      if (!isAnswer(answer)) continue;
      for (const { owner, type, rdata } of answer.additional) {
        const text = type === TYPE.A ? a.print(rdata) : type === TYPE.AAAA ? aaaa.print(rdata) : undefined;
        if (text !== undefined && !this.#glue.has(owner.order)) this.#glue.set(owner.order, text);
      }
      const names = nameServersIn([...answer.answers, ...answer.authority], this.#zone);
      return [...names].sort((x, y) => x.compare(y));
    }
    return [];
  }

  async keysAt(server: Name): Promise<ObservedChild> {
    const name = printName(server);
    const address = await this.#addressOf(server);
    const [keys, soaAnswer] =
      address === null
        ? []
        : await Promise.all([
            this.#ask(address, this.#zone, TYPE.DNSKEY),
            this.#ask(address, this.#zone, TYPE.SOA),
          ]);
    if (!isAnswer(keys) || !isAnswer(soaAnswer))
      return { name, address, keys: null, serial: null, signed: false, signers: [] };
    const serial = soaAnswer.answers.find(({ type }) => type === TYPE.SOA);
    return {
      name,
      address,
      keys: keys.answers
        .filter(({ type }) => type === TYPE.DNSKEY)
        .map(({ rdata }) => dnskey.print(rdata))
        .sort(),
      serial: serial === undefined ? null : soa.parse(serial.rdata).serial,
      signed: soaAnswer.answers.some(({ type }) => type === TYPE.RRSIG),
      signers: signersOf(soaAnswer.answers),
    };
  }

  async #addressOf(server: Name): Promise<string | null> {
    const glue = this.#glue.get(server.order);
    if (glue !== undefined) return glue;
    const v4 = (await this.#resolve(server, TYPE.A))?.answers.find(({ type }) => type === TYPE.A);
    if (v4 !== undefined) return a.print(v4.rdata);
    const v6 = (await this.#resolve(server, TYPE.AAAA))?.answers.find(({ type }) => type === TYPE.AAAA);
    return v6 === undefined ? null : aaaa.print(v6.rdata);
  }

  #resolve(name: Name, type: number): Promise<Message | undefined> {
    return this.#send({ name, type, server: this.#resolver, recursion: true });
  }

  #ask(address: string, name: Name, type: number): Promise<Message | undefined> {
    return this.#send({ name, type, server: { address, port: this.#port }, recursion: false });
  }
}

/** Whose signatures stand over the SOA. */
function signersOf(answers: readonly MessageRecord[]): string[] {
  const signatures = answers.filter(
    ({ type, rdata }) => type === TYPE.RRSIG && coveredTypeOf(rdata) === TYPE.SOA,
  );
  return [...new Set(signatures.map(({ rdata }) => printSigner(rdata)))].sort();
}
