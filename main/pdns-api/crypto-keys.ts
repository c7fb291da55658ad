/** DNSSEC keys as the API shows and changes them. What stands behind is given by the application. */
import type { SignedElsewhere } from '../zones/import-records.ts';
import type { Zone } from '../zones/zone.ts';
import type { JsonObject } from './json.ts';

/** A key to be made or taken over, as a body of POST has it. */
export interface NewCryptoKey {
  readonly keytype: 'ksk' | 'zsk' | 'csk';
  readonly active: boolean;
  readonly published: boolean;
  /** IANA number; undefined for the usual one. */
  readonly algorithm: number | undefined;
  readonly bits: number | undefined;
  /** ISC's text form (v1.2). */
  readonly privateKey: string | undefined;
}

/** The zone's signing, as narrow as the API needs it. All throw ApiError for what cannot be done. */
export interface CryptoKeys {
  isSecured(zone: Zone): boolean;
  /** `hash flags iterations salt`; empty for NSEC. */
  nsec3param(zone: Zone): string;
  /** Whether a new zone of this name could be signed so: not by new keys beside those that sign it elsewhere. */
  checkCanSecure(zoneText: string, nsec3param: string, signedElsewhere: SignedElsewhere | null): void;
  /** A zone was made of records that these keys signed where they come from. */
  noteSignedElsewhere(zone: Zone, signedElsewhere: SignedElsewhere | null): Promise<void>;
  secure(zone: Zone, nsec3param: string): Promise<void>;
  /** Switches signing on or off, or the denial of existence; what is undefined stays. */
  change(zone: Zone, dnssec: boolean | undefined, nsec3param: string | undefined): Promise<void>;
  list(zone: Zone): readonly JsonObject[];
  /** One key, with its private part where `withSecret`; undefined when there is none of this id. */
  get(zone: Zone, id: number, withSecret: boolean): Promise<JsonObject | undefined>;
  create(zone: Zone, key: NewCryptoKey): Promise<number>;
  setState(zone: Zone, id: number, active: boolean, published: boolean): Promise<void>;
  remove(zone: Zone, id: number): Promise<void>;
}
