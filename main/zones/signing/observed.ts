/** What observations say: the DS at the parent held against our keys, and whether a DS may be handed in. Pure. */
import { type Name } from '../../../shared/dns/name.ts';
import { ds } from '../../../shared/dns/rdata/ds.ts';
import { type Observation, type ParentVerdict, type Readiness } from '../../../shared/model/observation.ts';
import { dsRdata } from '../../dnssec/ds.ts';
import { type DescribedKey, dnskeyOf, keySigners, publishedKeys, type SigningPlan } from './signing-plan.ts';

/** How long the parent's DS may be in caches where its TTL is not known: what most parents use. */
const DS_TTL_SECONDS = 86_400;

/** The plan with an observation taken up: since when all servers were seen to agree is kept while they go on agreeing. */
export function withObservation(plan: SigningPlan, seen: Observation): SigningPlan {
  const { at: since, nameServers, parentServers } = seen;
  const keys = agreed(nameServers.map((server) => (server.signed ? server.keys : null)));
  const signers = agreed(nameServers.map((server) => (server.signed ? server.signers : null)));
  const ds = agreed(parentServers.map((server) => server.ds));
  const dsTtls = [plan.dsTtlSeconds, ...parentServers.map(({ ttlSeconds }) => ttlSeconds)];
  const dsTtlSeconds = Math.max(-1, ...dsTtls.map((ttl) => ttl ?? -1));
  const known = { ...plan, dsTtlSeconds: dsTtlSeconds < 0 ? null : dsTtlSeconds };
  const { servedByAll, signedByAll, parentHas } = plan;
  return {
    ...known,
    observation: seen,
    servedByAll: keys === undefined ? null : servedByAll?.keys === keys ? servedByAll : { keys, since },
    signedByAll:
      signers === undefined ? null : signedByAll?.signers === signers ? signedByAll : { signers, since },
    parentHas:
      ds === undefined ? null : parentHas?.ds === ds ? parentHas : { ds, since, ttlSeconds: dsTtlOf(known) },
    parentRequest: answeredRequest(plan.parentRequest, ds),
  };
}

/** For how long a DS that left the parent may be in caches. */
function dsTtlOf({ dsTtlSeconds, parentHas }: SigningPlan): number {
  return Math.max(dsTtlSeconds ?? 0, parentHas?.ttlSeconds ?? DS_TTL_SECONDS);
}

/** The delete form is taken back once the parent has followed (RFC 8078 §4), and asked for again when a DS comes back. */
function answeredRequest(
  request: SigningPlan['parentRequest'],
  ds: string | undefined,
): SigningPlan['parentRequest'] {
  if (request === 'delete' && ds === '') return 'deleted';
  return request === 'deleted' && ds !== undefined && ds !== '' ? 'delete' : request;
}

/** What all of them have; undefined when they differ, or one did not answer, or nobody was asked. */
function agreed(sets: readonly (readonly string[] | null)[]): string | undefined {
  const texts = new Set(sets.map((set) => set?.join('\n')));
  const [first] = texts;
  return texts.size === 1 ? first : undefined;
}

/** The DS at the parent. */
export function judgeParent(zone: Name, plan: SigningPlan): ParentVerdict {
  const answered = plan.observation?.parentServers.filter((server) => server.ds !== null) ?? [];
  if (answered.length === 0) return { state: 'not-known' };
  const all = [...new Set(answered.flatMap((server) => server.ds ?? []))];
  if (all.length === 0) return { state: 'none' };
  const keys = keySigners(plan);
  const isOurs = (text: string): boolean => keys.some((key) => isDsOf(text, zone, key));
  const foreign = all.filter((text) => !isOurs(text));
  if (foreign.length === all.length) return { state: 'wrong', foreign };
  const missingAt = answered.filter((server) => !server.ds?.some(isOurs)).map(({ name }) => name);
  if (missingAt.length > 0) return { state: 'partly', missingAt };
  return foreign.length > 0 ? { state: 'others-too', foreign } : { state: 'seen' };
}

/** The DS records at the parent when none of them names a key that signs here: then nothing may leave unseen by the owner. */
export function dsWithoutKey(zone: Name, plan: SigningPlan): readonly string[] {
  const signing = plan.signs ? plan : { ...plan, keys: [] };
  const verdict = judgeParent(zone, signing);
  return verdict.state === 'wrong' ? verdict.foreign : [];
}

/** True when DS rdata, as text, names the key; a SHA-1 digest, which we make none of, by tag and algorithm. */
export function isDsOf(text: string, zone: Name, key: DescribedKey): boolean {
  const [tag, algorithm, digestType] = text.split(' ').map(Number);
  if (tag !== key.keyTag || algorithm !== key.algorithm) return false;
  if (digestType !== 2 && digestType !== 4) return true;
  return ds.print(dsRdata(zone, dnskeyOf(key), digestType)) === text;
}

/** Whether the DS may be handed in: not before nobody can have an unsigned answer left that a validator would then refuse. */
export function judgeReadiness(
  plan: SigningPlan,
  { servedSigned, largestTtl, nowMs }: { servedSigned: boolean; largestTtl: number; nowMs: number },
): Readiness {
  if (!plan.signs || !servedSigned) return { state: 'not-published' };
  // Its step begins when all of this was seen.
  if (plan.rollover?.step === 'exchange-ds') return { state: 'ready', since: plan.rollover.since };
  const servers = plan.observation?.nameServers ?? [];
  if (servers.length === 0) return { state: 'not-known' };
  const wanted = publishedKeys(plan)
    .map(({ dnskey }) => dnskey)
    .sort()
    .join('\n');
  const behind = servers.flatMap((server) => {
    const why = whyBehind(server, wanted);
    return why === undefined ? [] : [{ name: server.name, why }];
  });
  if (behind.length > 0 || plan.servedByAll?.keys !== wanted)
    return { state: 'servers-behind', servers: behind };
  const readyAt = plan.servedByAll.since + largestTtl * 1000;
  return nowMs < readyAt ? { state: 'caches', readyAt } : { state: 'ready', since: readyAt };
}

function whyBehind(
  { keys, signed }: Observation['nameServers'][number],
  wanted: string,
): 'silent' | 'no-keys' | 'no-signatures' | undefined {
  if (keys === null) return 'silent';
  if (keys.join('\n') !== wanted) return 'no-keys';
  return signed ? undefined : 'no-signatures';
}
