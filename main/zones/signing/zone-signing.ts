/**
 * Signing of the owner's zones: what is served of a version's records. Keys are fetched when they are needed and let go of;
 * whatever refuses on the way (clock, keychain, the owner) leaves the last version as it is.
 */
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { AppFailure } from '../../../shared/model/app-error.ts';
import { type VersionReason } from '../../../shared/model/zone.ts';
import { type Signing } from '../../dnssec/signing/signing.ts';
import { ZoneSigner } from '../../dnssec/zone-signer.ts';
import { type FileSystem } from '../../storage/file-system.ts';
import { type JsonFile } from '../../storage/json-file.ts';
import { Turn } from '../turn.ts';
import { type ZoneState } from '../zone-state.ts';
import { type ZoneVersion } from '../zone-version.ts';
import { type Zone } from '../zone.ts';
import { isSignedAsPlanned } from './as-planned.ts';
import { largestTtlOf, withLargestTtl } from './largest-ttl.ts';
import {
  type DescribedKey,
  neededKeys,
  openSigningPlan,
  type SigningPlan,
  UNSIGNED,
} from './signing-plan.ts';
import { LargestTtls, signaturePolicy } from './signature-policy.ts';
import { type TrustedClock } from './trusted-clock.ts';
import { type ZoneKeyStore } from './zone-key-store.ts';

export interface ZoneSigningOptions {
  readonly files: FileSystem;
  readonly keys: ZoneKeyStore;
  readonly now: () => number;
  readonly clock: Pick<TrustedClock, 'check'>;
  /** A plan changed, or signing went on. */
  readonly onChanged: (zone: string) => void;
  /** A key's replacement began, went on or ended. */
  readonly onRollover?: (zone: string, after: SigningPlan, before: SigningPlan) => void;
}

/** Signing under way: sets signed, of about so many. */
export interface SigningProgress {
  readonly signed: number;
  readonly total: number;
}

interface Run extends SigningProgress {
  readonly end: AbortController;
}

export class ZoneSigning {
  readonly keys: ZoneKeyStore;
  readonly #options: ZoneSigningOptions;
  readonly #signer = new ZoneSigner();
  readonly #largestTtls = new LargestTtls();
  /** By zone id. */
  readonly #plans = new Map<string, JsonFile<SigningPlan>>();
  readonly #runs = new Map<string, Run>();

  constructor(options: ZoneSigningOptions) {
    this.#options = options;
    this.keys = options.keys;
  }

  /** What proves denials in the zones it signed. */
  get nsec3Chains(): ZoneSigner['nsec3Chains'] {
    return this.#signer.nsec3Chains;
  }

  /** Reads what the folders of zones say of their signing. Throws StorageError. */
  async load(zones: readonly Zone[]): Promise<void> {
    for (const zone of zones) await this.#file(zone);
  }

  /** The zone is gone; its private keys stay where they are, as its folder does. */
  forget(zone: Zone): void {
    this.#plans.delete(zone.id);
  }

  planOf(zone: Zone): SigningPlan {
    return this.#plans.get(zone.id)?.value ?? UNSIGNED;
  }

  async updatePlan(zone: Zone, change: (plan: SigningPlan) => SigningPlan): Promise<SigningPlan> {
    const file = await this.#file(zone);
    const before = file.value;
    const plan = await file.update(change);
    this.#options.onChanged(zone.nameText);
    if (plan.rollover !== before.rollover) this.#options.onRollover?.(zone.nameText, plan, before);
    return plan;
  }

  /** What is served of the records: themselves, or signed. Throws `clock-off`, `zone-key-lost`, `signing-cancelled` … */
  readonly derive = async (
    zone: Zone,
    state: ZoneState,
    previous: ZoneVersion | undefined,
  ): Promise<ZoneContents> => {
    const plan = (await this.#file(zone)).value;
    if (!plan.signs) return state.contents;
    await this.#options.clock.check(zone.nameText, previous);
    const before =
      previous === undefined || !isSigned(previous)
        ? undefined
        : { contents: previous.state.contents, served: previous.contents };
    const signing: Signing = {
      keys: await this.keys.signingKeys(zone.name, plan),
      policy: this.#policy(zone, plan, state.contents, before?.contents),
      nowSeconds: this.#nowSeconds(),
    };
    await this.#rememberTtl(zone, state.contents, signing.policy, before?.contents);
    return this.#sign(zone, (work) => this.#signer.sign(state.contents, signing, work, before));
  };

  /** Why a version is due without an edit. */
  readonly due = (zone: Zone): VersionReason | undefined => {
    const { version } = zone;
    if (version === undefined) return undefined;
    const plan = this.planOf(zone);
    if (plan.signs !== isSigned(version)) return 'keys';
    if (!plan.signs) return undefined;
    if (!isSignedAsPlanned(version.contents, plan)) return 'keys';
    const policy = this.#policy(zone, plan, version.state.contents);
    const isDue = this.#signer.isRenewalDue(version.contents, { nowSeconds: this.#nowSeconds(), policy });
    return isDue ? 'renewed' : undefined;
  };

  /** Whether the last version is signed by the keys, and asks the parent for the DS, that the plan says. */
  isAsPlanned(zone: Zone): boolean {
    const { version } = zone;
    return (
      version !== undefined && isSigned(version) && isSignedAsPlanned(version.contents, this.planOf(zone))
    );
  }

  /** Seconds since 1970; Infinity when nothing is signed. */
  firstExpiration(served: ZoneContents): number {
    return this.#signer.firstExpirations.of(served);
  }

  /** Seconds since 1970: from then on a session renews signatures; Infinity when nothing is signed. */
  renewsFrom(zone: Zone): number {
    const { version } = zone;
    if (version === undefined || !isSigned(version)) return Infinity;
    const { renewBelowSeconds } = this.#policy(zone, this.planOf(zone), version.state.contents);
    return this.firstExpiration(version.contents) - renewBelowSeconds;
  }

  /** The largest TTL of what the zone serves or has served: how long others may keep something of it. Seconds. */
  largestTtl(zone: Zone): number {
    const { version } = zone;
    const served = version === undefined ? 0 : this.#largestTtls.of(version.state.contents);
    return largestTtlOf(this.planOf(zone), served);
  }

  /** Keys that are to sign and whose private halves were not found when last looked for. */
  lostKeys(zone: Zone): readonly DescribedKey[] {
    return this.keys.lostAmong(zone.name, neededKeys(this.planOf(zone)));
  }

  /** Looks for the private halves of the keys that are to sign; answers those that are lost. Throws what the secret store has against it. */
  async lookForKeys(zone: Zone): Promise<readonly DescribedKey[]> {
    const before = this.lostKeys(zone);
    await this.keys.look(zone.name, neededKeys(this.planOf(zone)));
    const lost = this.lostKeys(zone);
    if (lost.length + before.length > 0) this.#options.onChanged(zone.nameText);
    return lost;
  }

  progressOf(zone: Zone): SigningProgress | undefined {
    return this.#runs.get(zone.id);
  }

  /** Gives up what is being signed of a zone: the commit fails with `signing-cancelled`. */
  cancel(zone: Zone): void {
    this.#runs.get(zone.id)?.end.abort(new AppFailure({ code: 'signing-cancelled', zone: zone.nameText }));
  }

  async dispose(): Promise<void> {
    await this.#signer.dispose();
    for (const file of this.#plans.values()) await file.idle();
  }

  async #rememberTtl(
    zone: Zone,
    contents: ZoneContents,
    { renewBelowSeconds }: Signing['policy'],
    before?: ZoneContents,
  ): Promise<void> {
    const seconds = Math.max(this.#largestTtls.of(contents), before ? this.#largestTtls.of(before) : 0);
    const nowMs = this.#options.now();
    // What renewal reckons with: EXPIRE, and the largest TTL.
    const change = (plan: SigningPlan): SigningPlan =>
      withLargestTtl(plan, { seconds, expireSeconds: renewBelowSeconds, nowMs });
    const plan = this.planOf(zone);
    if (change(plan) !== plan) await this.updatePlan(zone, change);
  }

  async #sign(
    zone: Zone,
    sign: (work: Parameters<ZoneSigner['sign']>[2]) => Promise<ZoneContents>,
  ): Promise<ZoneContents> {
    const end = new AbortController();
    const tell = (progress: SigningProgress): void => {
      this.#runs.set(zone.id, { ...progress, end });
      this.#options.onChanged(zone.nameText);
    };
    tell({ signed: 0, total: zone.state.contents.rrsetCount });
    try {
      const onProgress = (signed: number, total: number): void => tell({ signed, total });
      const served = await sign({ turn: new Turn(), onProgress, signal: end.signal });
      // Given up when all was signed already: given up all the same.
      end.signal.throwIfAborted();
      return served;
    } finally {
      this.#runs.delete(zone.id);
      this.#options.onChanged(zone.nameText);
    }
  }

  #policy(zone: Zone, plan: SigningPlan, contents: ZoneContents, before?: ZoneContents): Signing['policy'] {
    const largestTtl = this.#largestTtls.of(contents, before);
    return signaturePolicy(contents, largestTtl, zone.settings.rhythm, plan.denial);
  }

  #nowSeconds(): number {
    return Math.floor(this.#options.now() / 1000);
  }

  async #file(zone: Zone): Promise<JsonFile<SigningPlan>> {
    const known = this.#plans.get(zone.id);
    if (known !== undefined) return known;
    const file = await openSigningPlan(zone.folder, this.#options.files);
    const other = this.#plans.get(zone.id);
    if (other !== undefined) return other;
    this.#plans.set(zone.id, file);
    return file;
  }
}

/** Whether a version is served with signatures. */
export function isSigned({ contents }: ZoneVersion): boolean {
  return contents.rrset(contents.origin, TYPE.RRSIG) !== undefined;
}
