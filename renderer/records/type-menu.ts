/** The types that the editor offers: those written most first, and none that only signing makes. */
import { RDATA_TYPES } from '../../shared/dns/rdata/registry.ts';
import { MADE_BY_SIGNING } from '../../shared/dns/types.ts';

const COMMON = ['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'NS', 'SRV', 'CAA', 'HTTPS', 'PTR', 'TLSA', 'SSHFP'];

/** Mnemonics, in the menu's order. */
export const TYPE_MENU: readonly string[] = [
  ...COMMON,
  ...RDATA_TYPES.filter(({ type, mnemonic }) => !MADE_BY_SIGNING.has(type) && !COMMON.includes(mnemonic))
    .map(({ mnemonic }) => mnemonic)
    .sort(),
];
