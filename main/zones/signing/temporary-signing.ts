/** For tests: zones that are signed, with their secrets in memory and a clock that is set by hand. */
import { nodeFileSystem } from '../../storage/file-system.ts';
import { SecretStoreError, type SecretStore } from '../../secrets/secret-store.ts';
import { TemporaryZones } from '../temporary-zones.ts';
import { type Zones } from '../zones.ts';
import { ZoneKeyStore } from './zone-key-store.ts';
import { ZoneSigning } from './zone-signing.ts';

/** Secrets in memory; `locked` makes every access fail as a keychain that was locked does. */
export class MemorySecrets implements SecretStore {
  readonly kind = 'vault';
  readonly entries = new Map<string, string>();
  locked = false;

  async get(name: string): Promise<string | undefined> {
    this.#check();
    return this.entries.get(name);
  }

  async set(name: string, secret: string): Promise<void> {
    this.#check();
    this.entries.set(name, secret);
  }

  async delete(name: string): Promise<boolean> {
    this.#check();
    return this.entries.delete(name);
  }

  async list(): Promise<readonly string[]> {
    this.#check();
    return [...this.entries.keys()].sort();
  }

  #check(): void {
    if (this.locked) throw new SecretStoreError({ code: 'keychain-locked', detail: 'by the test' });
  }
}

/** Zones, their signing and what both stand on; the zones' clock is `temporary.nowMs`. */
export class TemporarySigning implements AsyncDisposable {
  readonly secrets = new MemorySecrets();
  readonly temporary: TemporaryZones;
  signing!: ZoneSigning;
  zones!: Zones;

  private constructor(temporary: TemporaryZones) {
    this.temporary = temporary;
  }

  static async make(): Promise<TemporarySigning> {
    const temporary: TemporaryZones = await TemporaryZones.make({
      derive: (zone, state, previous) => own.signing.derive(zone, state, previous),
      due: (zone) => own.signing?.due(zone),
    });
    const own = new TemporarySigning(temporary);
    await own.restart();
    return own;
  }

  /** Everything anew from the disk; what was open is closed first. */
  async restart(): Promise<void> {
    await this.signing?.dispose();
    const { temporary, secrets } = this;
    this.signing = new ZoneSigning({
      files: nodeFileSystem,
      keys: new ZoneKeyStore(() => secrets),
      now: () => temporary.nowMs,
      clock: { check: async () => undefined },
      onChanged: () => undefined,
    });
    this.zones = await temporary.open();
    await this.signing.load(this.zones.list());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.temporary.remove();
    await this.signing.dispose();
  }
}
