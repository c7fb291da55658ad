/** The API's view of signing where zones are not signed: no keys, and none can be made, said in PowerDNS's own words. */
import { Unprocessable, notFound } from './api-error.ts';
import type { CryptoKeys } from './crypto-keys.ts';

const noBackend = (zone: string): Unprocessable =>
  new Unprocessable(
    `No backend was able to secure '${zone}', most likely because no DNSSEC capable backends are loaded, or because the backends have DNSSEC disabled. Check your configuration.`,
  );

const nsec3OfUnsigned = (zone: string): Unprocessable =>
  new Unprocessable(`NSEC3PARAM value provided for zone '${zone}', but zone is not DNSSEC secured.`);

export const unsignedZones: CryptoKeys = {
  isSecured: () => false,
  nsec3param: () => '',
  checkCanSecure(zone) {
    throw noBackend(zone);
  },
  async secure(zone) {
    throw noBackend(zone.nameText);
  },
  async change(zone, dnssec, nsec3param) {
    if (dnssec === true) throw noBackend(zone.nameText);
    if (nsec3param !== undefined && nsec3param !== '') throw nsec3OfUnsigned(zone.nameText);
  },
  list: () => [],
  get: async () => undefined,
  async create() {
    throw new Unprocessable('Adding key failed, perhaps DNSSEC not enabled in configuration?');
  },
  async setState() {
    throw notFound();
  },
  async remove() {
    throw notFound();
  },
};
