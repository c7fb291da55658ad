import { defineRdata } from './define-rdata.ts';
import { characterStrings } from './fields.ts';

/** TXT — text strings. RFC 1035 §3.3.14. */
export const txt = defineRdata('TXT', 16, { txtData: characterStrings });

/** SPF — what TXT holds today. RFC 4408 §3.1.1, withdrawn by RFC 7208 §3.1. */
export const spf = defineRdata('SPF', 99, { txtData: characterStrings });
