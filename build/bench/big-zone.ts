/** The zone that benchmarks use: 100,000 names of one address each. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

export const BIG_ZONE = 'big.example';
export const NAMES = 100_000;
/** SOA and NS beside them. */
export const RECORDS = NAMES + 2;

/** Its text. */
export function bigZoneText(serial = 1): string {
  const lines = [
    `$ORIGIN ${BIG_ZONE}.`,
    '$TTL 3600',
    `@ SOA ns1.example.net. hostmaster ${serial} 86400 7200 6652800 3600`,
    '@ NS ns1.example.net.',
  ];
  for (let i = 0; i < NAMES; i++)
    lines.push(`host-${i} A 10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`);
  return `${lines.join('\n')}\n`;
}

/** Writes it into a folder; its path. */
export function writeBigZone(folder: string): string {
  const file = path.join(folder, `${BIG_ZONE}.zone`);
  writeFileSync(file, bigZoneText());
  return file;
}
