/** The scanner's state (open files, origin, owner, TTLs) and what each entry of a zone file does to it. */
import { type Name } from '../name.ts';
import { readU32, type Octets } from '../octets.ts';
import { RdataScanner } from '../rdata/rdata-scanner.ts';
import { scanRdata } from '../rdata/registry.ts';
import { ScanError } from '../scan-error.ts';
import { TYPE } from '../types.ts';
import { about, type Finding, type IncludeRefusal } from '../zone-rules/finding.ts';
import { scanDirective, type Directive, type GenerateDirective } from './directives.ts';
import { EntryReader } from './entry-reader.ts';
import { INCLUDE_COUNT_MOST, INCLUDE_DEPTH_MOST } from './include.ts';
import { forType, scanRdataText } from './rdata-text.ts';
import { endOf, scanRecordHead, type RecordHead } from './record-head.ts';
import { type RRsetCollector } from './rrset-collector.ts';
import { type ScanOptions } from './scan-zone.ts';
import { nameOf, type SourceToken, type ZoneFileText } from './source-text.ts';

/** One open file. An included one starts with its parent's origin and owner, and gives neither back (RFC 1035 §5.1). */
interface OpenFile {
  readonly reader: EntryReader;
  origin: Name | undefined;
  /** `unreadable` after an owner that was none: records that inherit it were reported with it. */
  owner: Name | 'unreadable' | undefined;
}

export class ZoneScanner {
  readonly findings: Finding[] = [];
  readonly #files: OpenFile[];
  readonly #collector: RRsetCollector;
  readonly #options: ScanOptions;
  #includes = 0;
  /** A `$GENERATE` at work: one entry can stand for 65,536 records. */
  #generating: Iterator<void> | undefined;
  /** `$TTL`, or the SOA's minimum where there is nothing better (RFC 2308 §4). */
  #defaultTtl: number | undefined;
  #saidUsualTtl = false;
  /** The last explicit TTL (RFC 1035 §5.1); `$TTL` goes before it. */
  #lastTtl: number | undefined;
  /** The record at hand, as far as it was read. */
  #owner: Name | undefined;
  #type: number | undefined;

  constructor(text: ZoneFileText, options: ScanOptions, collector: RRsetCollector) {
    const origin = options.zone ?? options.firstOrigin;
    this.#files = [{ reader: new EntryReader(text), origin, owner: undefined }];
    this.#options = options;
    this.#collector = collector;
  }

  /** The reader of the outermost file. */
  get reader(): EntryReader {
    return this.#files[0].reader;
  }

  /** Reads one entry, or makes one record of a `$GENERATE`; false when the text has ended. */
  scanEntry(): boolean {
    const file = this.#files[this.#files.length - 1];
    if (this.#generating === undefined && !file.reader.next())
      return this.#files.length > 1 && this.#files.pop() !== undefined;
    const before = this.findings.length;
    const isGenerated = this.#generating !== undefined;
    this.#scan(file);
    const failed = this.findings.length > before && this.findings[before].severity === 'error';
    if (failed && !isGenerated && file.reader.split()) {
      this.findings.length = before;
      this.#scan(file);
    }
    return true;
  }

  /** Works on what the reader holds, or on the `$GENERATE` at work; what is wrong becomes findings. */
  #scan(file: OpenFile): void {
    this.#owner = this.#type = undefined;
    const { faults } = file.reader;
    try {
      if (this.#generating === undefined) this.#entry(file);
      else this.#generateOne(this.#generating);
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      // Quotes and parentheses that do not match explain whatever else is wrong with the entry.
      if (faults.length === 0) this.#syntax(file.reader, error);
      // What follows a broken SOA may have meant to take its minimum: one finding for that is enough.
      if (this.#type === TYPE.SOA) this.#defaultTtl ??= this.#lastTtl ?? 0;
    }
    for (const fault of faults) this.findings.push(fault);
    faults.length = 0;
  }

  #entry(file: OpenFile): void {
    const { tokens, inheritsOwner } = file.reader;
    const first = tokens[0];
    if (first === undefined) return;
    if (!inheritsOwner && !first.quoted && first.text.startsWith('$')) this.#directive(file);
    else this.#record(file, first);
  }

  #record(file: OpenFile, first: SourceToken): void {
    const { tokens, inheritsOwner } = file.reader;
    if (!inheritsOwner) {
      file.owner = 'unreadable';
      file.owner = nameOf(first, file.origin);
    } else if (file.owner === undefined) {
      file.owner = 'unreadable';
      this.findings.push({ severity: 'error', code: 'no-previous-owner', place: first.place });
      return;
    }
    if (typeof file.owner === 'object') this.#owner = file.owner;
    const head = this.#head(scanRecordHead(tokens, inheritsOwner ? 0 : 1));
    if (head === undefined) return;
    const rdata = scanRdata(
      head.type,
      new RdataScanner(forType(head.type, tokens), file.origin, head.next, 0),
    );
    const ttlSeconds = this.#ttl(head, rdata, first);
    if (ttlSeconds !== undefined && this.#owner !== undefined)
      this.#add(this.#owner, head.type, ttlSeconds, rdata, first);
  }

  /** Takes note of a record's head; undefined when it was a finding instead. */
  #head(head: RecordHead | Finding): RecordHead | undefined {
    if ('code' in head) {
      this.findings.push(
        this.#owner === undefined ? head : { ...head, ...about(this.#owner, undefined, head.place) },
      );
      return undefined;
    }
    this.#type = head.type;
    if (head.ttlSeconds !== undefined) this.#lastTtl = head.ttlSeconds;
    return head;
  }

  #ttl(head: RecordHead, rdata: Octets, first: SourceToken): number | undefined {
    const known = head.ttlSeconds ?? this.#defaultTtl ?? this.#lastTtl;
    if (known !== undefined) return known;
    const whose = { ...(this.#owner && about(this.#owner)), type: head.type, place: first.place };
    if (head.type !== TYPE.SOA) return this.#ttlInZone(head.type, whose);
    const ttlSeconds = Math.min(readU32(rdata, rdata.length - 4), 0x7fffffff);
    this.findings.push({ severity: 'warning', code: 'ttl-from-soa-minimum', ttlSeconds, ...whose });
    return (this.#defaultTtl = ttlSeconds);
  }

  /** The TTL of the set that the record joins, or the zone's usual one, which is told once. */
  #ttlInZone(type: number, whose: Pick<Finding, 'owner' | 'type' | 'place'>): number | undefined {
    const { ttls } = this.#options;
    const present = this.#owner && ttls?.of(this.#owner, type);
    if (present !== undefined) return present;
    if (ttls === undefined) this.findings.push({ severity: 'error', code: 'no-ttl', ...whose });
    else if (!this.#saidUsualTtl)
      this.findings.push({
        severity: 'warning',
        code: 'ttl-usual-in-zone',
        ttlSeconds: ttls.usualSeconds,
        ...whose,
      });
    this.#saidUsualTtl = true;
    return ttls?.usualSeconds;
  }

  #add(owner: Name, type: number, ttlSeconds: number, rdata: Octets, first: SourceToken): void {
    const finding = this.#collector.add(owner, type, ttlSeconds, rdata, first);
    if (finding !== undefined) this.findings.push(finding);
  }

  #directive(file: OpenFile): void {
    const { tokens } = file.reader;
    const directive = scanDirective(tokens, file.origin);
    if ('code' in directive) {
      this.findings.push(directive);
      return;
    }
    switch (directive.kind) {
      case 'origin':
        file.origin = directive.origin;
        break;
      case 'ttl':
        this.#defaultTtl = directive.ttlSeconds;
        break;
      case 'include':
        this.#include(file, directive, tokens[1]);
        break;
      case 'generate':
        if (directive.head.ttlSeconds !== undefined) this.#lastTtl = directive.head.ttlSeconds;
        this.#generating = this.#generate(directive, file.origin, tokens[0]);
    }
  }

  #include(file: OpenFile, { path, origin }: Directive & { kind: 'include' }, token: SourceToken): void {
    const loaded = this.#load(path);
    if (typeof loaded === 'string')
      this.findings.push({
        severity: 'error',
        code: 'include-refused',
        path,
        reason: loaded,
        place: token.place,
      });
    else this.#files.push({ reader: new EntryReader(loaded), origin, owner: file.owner });
  }

  #load(path: Octets): ZoneFileText | IncludeRefusal {
    const { loadInclude } = this.#options;
    if (loadInclude === undefined) return 'switched-off';
    if (this.#files.length > INCLUDE_DEPTH_MOST) return 'too-deep';
    if (++this.#includes > INCLUDE_COUNT_MOST) return 'too-many';
    const loaded = loadInclude(path);
    if (typeof loaded === 'string') return loaded;
    return this.#files.some(({ reader }) => reader.source.file === loaded.file) ? 'cycle' : loaded;
  }

  #generateOne(generating: Iterator<void>): void {
    this.#generating = undefined; // stays so when it throws: one finding for the whole range
    if (generating.next().done !== true) this.#generating = generating;
  }

  *#generate(from: GenerateDirective, origin: Name | undefined, first: SourceToken): Generator<void> {
    const { range, head } = from;
    for (let counter = range.start; counter <= range.stop; counter += range.step) {
      const owner = nameOf(from.ownerToken.spelling(from.owner(counter)), origin);
      this.#owner = owner;
      this.#type = head.type;
      const rdata = generateRdata(from, counter, origin);
      const ttlSeconds = this.#ttl(head, rdata, first);
      if (ttlSeconds === undefined) return;
      this.#add(owner, head.type, ttlSeconds, rdata, first);
      yield;
    }
  }

  #syntax(reader: EntryReader, error: ScanError): void {
    // A scanner that ran out of tokens points at line 0: that is the entry's end, counted only now.
    const { line, column } = error.line === 0 ? endOf(reader.tokens) : error;
    this.findings.push({
      severity: 'error',
      code: 'syntax',
      expected: error.expected,
      found: error.found,
      ...(this.#owner && about(this.#owner)),
      ...(this.#type === undefined ? {} : { type: this.#type }),
      place: { file: reader.source.file, line, column },
    });
  }
}

/** The data of one generated record; what is wrong with it is wrong at the directive. */
function generateRdata(from: GenerateDirective, counter: number, origin: Name | undefined): Octets {
  try {
    return scanRdataText(from.head.type, from.rdata(counter), origin);
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    const { line, column } = from.rdataToken;
    throw new ScanError(error.expected, error.found, line, column);
  }
}
