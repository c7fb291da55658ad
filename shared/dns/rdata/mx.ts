import { defineRdata } from './define-rdata.ts';
import { u16, wellKnownName } from './fields.ts';

/** MX — where mail for this name goes. RFC 1035 §3.3.9. */
export const mx = defineRdata('MX', 15, { preference: u16, exchange: wellKnownName });
