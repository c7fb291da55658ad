/** Makes recovery files, and restores them in an empty data folder. */
import { z } from 'zod';
import { assert } from '../../shared/assert.ts';
import { nextSerial } from '../../shared/dns/serial.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import type { RecoveryState } from '../../shared/model/recovery.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { SerialPolicy } from '../../shared/dns/serial.ts';
import { Redacted } from '../secrets/redacted.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { TsigKeyRing } from '../secrets/tsig-key-ring.ts';
import type { FileSystem } from '../storage/file-system.ts';
import type { JsonFile } from '../storage/json-file.ts';
import { serialOf, withSerial } from '../zones/apex-soa.ts';
import type { Secondaries } from '../zones/secondaries.ts';
import { laySigningPlan, neededKeys, type SigningPlan } from '../zones/signing/signing-plan.ts';
import type { ZoneSigning } from '../zones/signing/zone-signing.ts';
import { packSnapshot, unpackSnapshot } from '../zones/version-blob.ts';
import { nameOf } from '../zones/zone-description.ts';
import type { Zone } from '../zones/zone.ts';
import type { Zones } from '../zones/zones.ts';
import { openRecovery, sealRecovery, type RecoveredZone, type Recovery } from './recovery-file.ts';

/** `recovery.json`: what is remembered of the last recovery file. */
export const recoveryNote = z.object({
  savedAt: z.number().nullable(),
  /** The keys that it holds, to tell when others are there. */
  keys: z.string(),
  /** One is being restored, or was when the app ended: not all of it may be here. */
  restoring: z.boolean().default(false),
});
export type RecoveryNote = z.infer<typeof recoveryNote>;

export interface BackupOptions {
  readonly zones: Zones;
  readonly signing: ZoneSigning;
  readonly keys: TsigKeyRing;
  readonly secondaries: Secondaries;
  readonly settings: JsonFile<Settings>;
  /** Throws AppFailure while no secret store can be reached. */
  readonly secrets: () => SecretStore;
  readonly note: JsonFile<RecoveryNote>;
  readonly files: FileSystem;
  readonly now: () => number;
  /** log₂ of scrypt's N, for tests in a hurry. */
  readonly workFactor?: number;
}

/** How far serials jump where the policy counts: more versions than anybody makes between two recovery files. */
const JUMP = 1000;

export class Backup {
  readonly #options: BackupOptions;

  constructor(options: BackupOptions) {
    this.#options = options;
  }

  state(): RecoveryState {
    const { savedAt, keys } = this.#options.note.value;
    return { savedAt, keysChanged: savedAt !== null && keys !== this.#keysNow() };
  }

  /**
   * The recovery file as text. What `keep` does with it comes first: one that was not kept does not count. Throws what the
   * secret store has against it: one without a key would be a trap.
   */
  async save(passphrase: string, keep?: (text: string) => Promise<void>): Promise<string> {
    const { note, now, workFactor } = this.#options;
    const keys = this.#keysNow();
    const content = await this.#gather(now());
    const text = await sealRecovery(content, new Redacted(passphrase), workFactor);
    await keep?.(text);
    await note.update((before) => ({ ...before, savedAt: content.savedAt, keys }));
    return text;
  }

  /** True when a restore was begun and never came to its end. */
  get isHalfRestored(): boolean {
    return this.#options.note.value.restoring;
  }

  /**
   * Restores into an empty folder, or goes on where a restore was cut short; answers the zones. Throws `restore-not-empty`,
   * `recovery-unreadable`, `no-secret-store` …
   */
  async restore(text: string, passphrase: string): Promise<readonly string[]> {
    const { zones, keys, secondaries, settings, secrets, note, now } = this.#options;
    const isEmpty = zones.list().length + keys.list().length + secondaries.list().length === 0;
    if (!isEmpty && !this.isHalfRestored) throw new AppFailure({ code: 'restore-not-empty' });
    secrets();
    const content = await openRecovery(text, new Redacted(passphrase));
    await note.update((before) => ({ ...before, restoring: true }));
    for (const { description, secret } of content.tsigKeys) await keys.restore(description, secret);
    await secondaries.restore(content.secondaries);
    await settings.update(() => content.settings);
    for (const zone of content.zones) await this.#restoreZone(zone, now());
    await note.update(() => ({ savedAt: content.savedAt, keys: this.#keysNow(), restoring: false }));
    return zones.list().map(({ nameText }) => nameText);
  }

  async #gather(savedAt: number): Promise<Recovery> {
    const { zones, keys, secondaries, settings } = this.#options;
    const tsigKeys = [];
    for (const description of keys.list())
      tsigKeys.push({ description, secret: await keys.secret(description.name) });
    const gathered: RecoveredZone[] = [];
    for (const zone of zones.list()) gathered.push(await this.#gatherZone(zone));
    return {
      savedAt,
      settings: settings.value,
      tsigKeys,
      secondaries: [...secondaries.list()],
      zones: gathered,
    };
  }

  async #gatherZone(zone: Zone): Promise<RecoveredZone> {
    const { signing } = this.#options;
    const { state } = zone;
    const plan = signing.planOf(zone);
    const privateKeys: Record<string, string> = {};
    for (const key of neededKeys(plan)) privateKeys[key.keyTag] = await signing.keys.text(zone.name, key);
    return {
      description: zone.description,
      records: (await packSnapshot({ state, served: state.contents })).toString('base64'),
      serials: zone.history.map(({ serial }) => serial).reverse(),
      signing: plan,
      privateKeys,
    };
  }

  async #restoreZone(
    { description, records, serials, signing: plan, privateKeys }: RecoveredZone,
    nowMs: number,
  ): Promise<void> {
    const { zones, signing, files } = this.#options;
    const name = nameOf(description.name);
    assert(name !== undefined, 'the schema checked that it is a name');
    if (zones.find(name) !== undefined) return; // whole, from a restore that was cut short
    for (const key of plan.keys) {
      const text = privateKeys[key.keyTag];
      if (text !== undefined) await signing.keys.saveText(name, key, text);
    }
    const { state } = await unpackSnapshot(Buffer.from(records, 'base64'), name);
    const last = serials.at(-1) ?? serialOf(state);
    const jumped =
      last === undefined || serials.length === 0
        ? state
        : withSerial(state, jumpedSerial(description.settings.serialPolicy, last, nowMs));
    const { origin, settings, serialsSeen } = description;
    // What was seen from outside is of another day: it is looked at anew.
    const unseen: Partial<SigningPlan> = {
      observation: null,
      servedByAll: null,
      signedByAll: null,
      parentHas: null,
    };
    const zone = await zones.create({
      contents: jumped.contents,
      notes: jumped.notes,
      origin,
      settings,
      knownSerials: [...description.knownSerials, ...serials],
      serialsSeen,
      lay: (folder) => laySigningPlan(folder, files, { ...plan, ...unseen }),
    });
    await signing.load([zone]);
  }

  /** The private keys and secrets that a recovery file made now would hold. */
  #keysNow(): string {
    const { zones, signing, keys } = this.#options;
    const ofZones = zones
      .list()
      .flatMap((zone) => neededKeys(signing.planOf(zone)).map(({ keyTag }) => `${zone.nameText} ${keyTag}`));
    return [...ofZones, ...keys.list().map(({ name, rotatedAt }) => `${name} ${rotatedAt ?? ''}`)].join('\n');
  }
}

/**
 * A serial that every version made since the recovery file is behind of (RFC 1982): the folder that is lost may have handed
 * out some. The next version is ahead of it.
 */
export function jumpedSerial(policy: SerialPolicy, last: number, nowMs: number): number {
  if (policy === 'increment') return (last + JUMP) >>> 0;
  const next = nextSerial(policy, [last], nowMs);
  // The last one of its day, so that today's may all have been used; a day has 100.
  return policy === 'date-counter' ? Math.floor(next / 100) * 100 + 99 : next;
}
