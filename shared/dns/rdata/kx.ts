import { defineRdata } from './define-rdata.ts';
import { lowercasedName, u16 } from './fields.ts';

/** KX — who exchanges keys for this name. RFC 2230 §3. */
export const kx = defineRdata('KX', 36, { preference: u16, exchanger: lowercasedName });
