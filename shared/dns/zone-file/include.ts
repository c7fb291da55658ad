/** What the scanner asks of those who can read files: `$INCLUDE` (RFC 1035 §5.1). */
import { type Octets } from '../octets.ts';
import { type IncludeRefusal } from '../zone-rules/finding.ts';
import { type ZoneFileText } from './source-text.ts';

/**
 * Loads an included file. The loader keeps to the zone file's own folder, and gives the same `file` for the same file
 * however its path was written: a file that includes itself is told by that.
 */
export type IncludeLoader = (path: Octets) => ZoneFileText | IncludeRefusal;

/** Files within files; BIND's own configuration stops at ten. */
export const INCLUDE_DEPTH_MOST = 10;
/** Files altogether: two that include a third twice, and so on, double at each level. */
export const INCLUDE_COUNT_MOST = 1000;
