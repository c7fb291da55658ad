/** Signs versions, one after the other: owns the worker threads and what is remembered of signed versions. */
import { assert } from '../../shared/assert.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { FirstExpirations } from './first-expirations.ts';
import { Nsec3Chains } from './nsec3-chains.ts';
import { resign } from './signing/resign.ts';
import { signZone } from './signing/sign-zone.ts';
import { SigningPool } from './signing/signing-pool.ts';
import { type Signing, type VersionBefore } from './signing/signing.ts';
import { type SigningWork } from './signing/turn.ts';
import { withZonemd } from './signing/zonemd.ts';

export class ZoneSigner {
  readonly nsec3Chains = new Nsec3Chains();
  readonly firstExpirations = new FirstExpirations();
  readonly #pool: SigningPool;

  constructor(pool = new SigningPool()) {
    this.#pool = pool;
  }

  /**
   * The owner's contents as they are to be served. With the version before, only what differs is signed; without, or when
   * keys or policy changed, all of it. Rejects with the signal's reason when that gives up, and with what a key refuses.
   */
  async sign(
    contents: ZoneContents,
    signing: Signing,
    work: SigningWork,
    before?: VersionBefore,
  ): Promise<ZoneContents> {
    const { keys, nowSeconds, policy } = signing;
    assert(keys.keySigners.length > 0 && keys.zoneSigners.length > 0, 'a zone is signed by keys');
    const signed =
      before === undefined
        ? await signZone(contents, signing, this.#pool, work)
        : await resign(before, contents, signing, this.#pool, work, this);
    const served = await withZonemd(signed, signing, work.turn);
    if (policy.denial === 'nsec3') {
      // ZONEMD changes nothing in the chain; and whoever asks first shall not have to wait for it.
      this.nsec3Chains.remember(served, await this.nsec3Chains.gather(signed, work.turn));
    }
    // New signatures live for nine tenths of the lifetime at least; of the old ones none was kept past the renewal point.
    const oldest = before === undefined ? Infinity : this.firstExpirations.boundOf(before.served);
    this.firstExpirations.rememberBound(
      served,
      Math.min(
        Math.max(oldest, nowSeconds + policy.renewBelowSeconds),
        nowSeconds + policy.lifetimeSeconds * 0.9,
      ),
    );
    return served;
  }

  /** True when a new version is due for its signatures alone: one has less left than the policy wants. */
  isRenewalDue(
    served: ZoneContents,
    { nowSeconds, policy }: Pick<Signing, 'nowSeconds' | 'policy'>,
  ): boolean {
    const renewBefore = nowSeconds + policy.renewBelowSeconds;
    const { firstExpirations } = this;
    return firstExpirations.boundOf(served) < renewBefore && firstExpirations.of(served) < renewBefore;
  }

  async dispose(): Promise<void> {
    await this.#pool.dispose();
  }
}
