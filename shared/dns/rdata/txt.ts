import { defineRdata } from './define-rdata.ts';
import { characterStrings } from './fields.ts';

/** TXT — text strings. RFC 1035 §3.3.14. */
export const txt = defineRdata('TXT', 16, { txtData: characterStrings });
