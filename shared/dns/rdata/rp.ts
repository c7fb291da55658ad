import { defineRdata } from './define-rdata.ts';
import { onceCompressedName } from './fields.ts';

/** RP — the person responsible: a mailbox, and the name of a TXT set. RFC 1183 §2.2. */
export const rp = defineRdata('RP', 17, { mboxDname: onceCompressedName, txtDname: onceCompressedName });
