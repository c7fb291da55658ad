import { defineRdata } from './define-rdata.ts';
import { base64Rest } from './octet-fields.ts';

/** DHCID — which DHCP client this name belongs to. RFC 4701 §3. */
export const dhcid = defineRdata('DHCID', 49, { digest: base64Rest });
