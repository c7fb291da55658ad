/** All of them, and which suit a record type. */
import type { Assistant } from './assistant.ts';
import { caa } from './caa.ts';
import { dkim } from './dkim.ts';
import { dmarc } from './dmarc.ts';
import { https } from './https.ts';
import { spf } from './spf.ts';

export const ASSISTANTS: readonly Assistant[] = [spf, dmarc, dkim, caa, https];

export const assistantsFor = (type: string): readonly Assistant[] =>
  ASSISTANTS.filter(({ types }) => types.includes(type));
