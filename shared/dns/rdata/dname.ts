import { defineRdata } from './define-rdata.ts';
import { lowercasedName } from './fields.ts';

/** DNAME — everything below this name lives elsewhere. RFC 6672 §2.1; never compressed (§2.5). */
export const dname = defineRdata('DNAME', 39, { target: lowercasedName });
