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
  readonly temporary: TemporaryZones;
  readonly secrets: MemorySecrets;
  signing: ZoneSigning;
  zones: Zones;

  private constructor(temporary: TemporaryZones, secrets: MemorySecrets, signing: ZoneSigning, zones: Zones) {
    this.temporary = temporary;
    this.secrets = secrets;
    this.signing = signing;
    this.zones = zones;
  }

  static async make(): Promise<TemporarySigning> {
    const secrets = new MemorySecrets();
    const box: { signing?: ZoneSigning } = {};
    const temporary: TemporaryZones = await TemporaryZones.make({
      derive: (zone, state, previous) => box.signing!.derive(zone, state, previous),
      due: (zone) => box.signing?.due(zone),
    });
    const signing = new ZoneSigning({
      files: nodeFileSystem,
      keys: new ZoneKeyStore(() => secrets),
      now: () => temporary.nowMs,
      clock: { check: async () => undefined },
      onChanged: () => undefined,
    });
    box.signing = signing;
    return new TemporarySigning(temporary, secrets, signing, await temporary.open());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.temporary.remove();
    await this.signing.dispose();
  }
}
