/**
 * The one contract between the screens and main. Both sides, and the test doubles, are derived from this value.
 *
 * Expected failures arrive as the typed error FAILED whose data is an AppError. Lists are paged; secrets cross only
 * when asked for by `keys.secret`.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { addressCheck } from '../model/address-check.ts';
import { activityEntry } from '../model/activity.ts';
import { apiState } from '../model/api.ts';
import { appError } from '../model/app-error.ts';
import { dnssecState, signingChoice } from '../model/dnssec.ts';
import { keyRole } from '../model/zone-key.ts';
import { copyDeadline } from '../model/copy.ts';
import { findingRow } from '../model/finding.ts';
import { tsigAlgorithm, tsigKeyInfo } from '../model/keys.ts';
import { leavingPlan } from '../model/leaving.ts';
import { parentNsVerdict } from '../model/parent-ns.ts';
import { overview } from '../model/overview.ts';
import { pdnsPreview, pdnsServer, pdnsZone } from '../model/pdns-import.ts';
import { preflightFinding, preflightRemedy } from '../model/preflight.ts';
import { recordHit, recordPage, recordRow, rowFilter, rowSort, setEdit } from '../model/records.ts';
import { rehearsalReport } from '../model/rehearsal.ts';
import { newSecondary, secondary } from '../model/secondary.ts';
import { newPassphrase, recoveryState } from '../model/recovery.ts';
import { bindFailure, sessionReport } from '../model/session.ts';
import { apiSettingsChange, settings, settingsChange } from '../model/settings.ts';
import { endpoint } from '../model/secondary.ts';
import { versionInfo, zoneKind, zoneSettings, zoneSummary } from '../model/zone.ts';

const call = oc.errors({ FAILED: { status: 422, data: appError } });
const zone = z.object({ zone: z.string() });
const page = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(200),
};

/** What an edit answers: how many sets differ from the last version now, and what the rules say of the sets it touched. */
const edited = z.object({ edits: z.number(), findings: z.array(findingRow) });

/** A zone file, read but not stored. */
const importPreview = z.object({
  /** The zone's name as the text says ($ORIGIN or the SOA's owner); null when it does not. */
  name: z.string().nullable(),
  records: z.number(),
  recordSets: z.number(),
  serial: z.number().nullable(),
  /** Sets left out, by type: another server's DNSSEC records. */
  leftOut: z.record(z.string(), z.number()),
  errors: z.number(),
  warnings: z.number(),
  /** The first 500. */
  findings: z.array(findingRow),
  sample: z.array(recordRow),
  /** Where NS point, to suggest secondaries. */
  nameServers: z.array(z.string()),
});

const importSource = z.object({
  fileName: z.string().default('pasted text'),
  /** Zone-file text; octets that are not UTF-8 arrive as U+0000–U+00FF when `latin1` is set. */
  text: z.string().max(64_000_000),
  latin1: z.boolean().default(false),
  /** The zone's name, where the text does not say it. */
  name: z.string().optional(),
});

export const contract = {
  /** The shell's state, now and whenever it changes. */
  watch: call.output(eventIterator(overview)),
  dismissNotice: call.input(z.object({ id: z.string() })),

  secrets: {
    createVault: call.input(z.object({ passphrase: z.string().min(8).max(1000) })),
    unlockVault: call.input(z.object({ passphrase: z.string().max(1000) })),
    /** Asks the keychain again, after the owner unlocked it. */
    retryKeychain: call,
  },

  zones: {
    create: call
      .input(
        z.object({
          name: z.string(),
          kind: zoneKind,
          /** Public name servers, absolute; the first is MNAME. */
          nameServers: z.array(z.string()).default([]),
          /** The person in charge as a mail address; empty = hostmaster@zone. */
          mail: z.string().default(''),
        }),
      )
      .output(zoneSummary),
    previewImport: call.input(importSource).output(importPreview),
    import: call
      .input(importSource.extend({ kind: zoneKind, replace: z.boolean().default(false) }))
      .output(zoneSummary),
    /** Takes the zone by AXFR from the server that has it now (RFC 5936), as `import` does a file. */
    previewTransfer: call
      .input(z.object({ name: z.string(), server: endpoint, key: z.string().nullable() }))
      .output(importPreview),
    importTransfer: call
      .input(
        z.object({
          name: z.string(),
          server: endpoint,
          key: z.string().nullable(),
          kind: zoneKind,
          replace: z.boolean().default(false),
        }),
      )
      .output(zoneSummary),
    settings: call.input(zone).output(zoneSettings),
    updateSettings: call.input(zone.extend({ settings: zoneSettings.partial() })).output(zoneSettings),
    delete: call.input(zone),
    /** What the rules say of version + draft. */
    findings: call
      .input(zone.extend(page))
      .output(z.object({ findings: z.array(findingRow), total: z.number() })),
    /** Version + draft as a zone file. */
    exportText: call.input(zone).output(z.object({ text: z.string() })),
  },

  /** Zones of a PowerDNS, by its API. The server comes with each call: nothing of it is kept. */
  pdnsImport: {
    list: call.input(pdnsServer).output(z.object({ version: z.string(), zones: z.array(pdnsZone) })),
    /** One zone, read but not stored. `id` as its list has it. */
    preview: call.input(z.object({ server: pdnsServer, id: z.string() })).output(pdnsPreview),
    /** Stores one zone with its keys and settings. */
    take: call
      .input(z.object({ server: pdnsServer, id: z.string(), kind: zoneKind.optional() }))
      .output(zoneSummary),
  },

  records: {
    page: call
      .input(
        zone.extend({
          ...page,
          search: z.string().default(''),
          filter: rowFilter.default('all'),
          sort: rowSort.default('dns'),
          descending: z.boolean().default(false),
        }),
      )
      .output(recordPage),
    /** Sets of all zones by words of their names, types and content; those named so come first. */
    search: call
      .input(z.object({ text: z.string().max(500), limit: z.number().int().min(1).max(100).default(30) }))
      .output(z.object({ hits: z.array(recordHit), total: z.number() })),
    /** The set of this name and type, as `edit` takes them; null where there is none, or the draft removes it. */
    at: call
      .input(zone.extend({ owner: z.string(), type: z.string() }))
      .output(z.object({ row: recordRow.nullable() })),
    /**
     * Sets, each as it shall be; `replaces` names a set that this edit renames or retypes. With `joins` their values are
     * added to sets that are there. One undo step.
     */
    edit: call
      .input(
        zone.extend({
          sets: z.array(setEdit).min(1).max(10_000),
          replaces: z.array(z.object({ owner: z.string(), type: z.string() })).default([]),
          joins: z.boolean().default(false),
          label: z.string().max(200).optional(),
        }),
      )
      .output(edited),
    /** What `paste` would do with this text; nothing is stored. */
    previewPaste: call.input(zone.extend({ text: z.string().max(16_000_000) })).output(
      z.object({
        added: z.number(),
        changed: z.number(),
        unchanged: z.number(),
        /** The first 100 sets that would differ. */
        rows: z.array(recordRow),
        errors: z.number(),
        warnings: z.number(),
        /** The first 50, errors before warnings. */
        findings: z.array(findingRow),
      }),
    ),
    /** Records as zone text, added to what is there. One undo step. */
    paste: call.input(zone.extend({ text: z.string().max(16_000_000) })).output(edited),
    undo: call.input(zone).output(edited),
    redo: call.input(zone).output(edited),
    /** Takes back the draft's changes of these sets; without `sets`, all. One undo step itself. */
    discard: call
      .input(zone.extend({ sets: z.array(z.object({ owner: z.string(), type: z.string() })).optional() }))
      .output(edited),
  },

  history: {
    list: call
      .input(zone.extend(page))
      .output(z.object({ versions: z.array(versionInfo), total: z.number() })),
    /** The sets that version `serial` changed against the one before it. */
    difference: call
      .input(zone.extend({ serial: z.number(), ...page }))
      .output(z.object({ rows: z.array(recordRow), total: z.number() })),
    /** Makes that version's records the draft. */
    restore: call.input(zone.extend({ serial: z.number() })).output(edited),
  },

  keys: {
    list: call.output(z.array(tsigKeyInfo)),
    create: call
      .input(z.object({ name: z.string(), algorithm: tsigAlgorithm.default('hmac-sha256') }))
      .output(tsigKeyInfo),
    import: call
      .input(z.object({ name: z.string(), algorithm: tsigAlgorithm, secret: z.string() }))
      .output(tsigKeyInfo),
    /** The secret in base64, to be shown or copied. */
    secret: call.input(z.object({ name: z.string() })).output(z.object({ secret: z.string() })),
    /** A new secret under the same name; secondaries must be given it. */
    rotate: call.input(z.object({ name: z.string() })).output(tsigKeyInfo),
    delete: call.input(z.object({ name: z.string() })),
  },

  secondaries: {
    list: call.output(z.array(secondary.extend({ usedBy: z.array(z.string()) }))),
    create: call.input(newSecondary).output(secondary),
    update: call.input(secondary).output(secondary),
    delete: call.input(z.object({ id: z.string() })),
  },

  session: {
    /** Opens a session: commits the drafts of `zones` (all that have one when absent), binds, notifies. */
    start: call
      .input(
        z.object({
          zones: z.array(z.string()).optional(),
          /** Absent: as long as the slowest secondary needs (`session.preflight` tells). */
          limitMinutes: z.number().int().min(1).max(1440).optional(),
          /** Opens although the preflight found errors. */
          override: z.boolean().default(false),
        }),
      )
      .output(z.object({ serials: z.array(z.object({ name: z.string(), serial: z.number() })) })),
    /** Ends it; while a transfer runs only with `force`. */
    stop: call.input(z.object({ force: z.boolean().default(false) })),
    extend: call.input(z.object({ minutes: z.number().int().min(1).max(1440) })),
    /** NOTIFY again, to one secondary or all. */
    notify: call.input(z.object({ secondary: z.string().optional(), zone: z.string().optional() })),
    reports: call.input(z.object(page)).output(z.array(sessionReport)),
    /** Looks at everything that a session needs, the errors first; takes a few seconds where others are asked. */
    preflight: call.output(
      z.object({
        findings: z.array(
          z.object({
            finding: preflightFinding,
            sentence: z.string(),
            remedy: preflightRemedy.nullable(),
          }),
        ),
        /** How long a session would be given, and because of whom. */
        limitMinutes: z.number(),
        slowest: z.object({ name: z.string(), zone: z.string() }).nullable(),
      }),
    ),
    /**
     * Takes over what a secondary holds and another computer published, by AXFR. It becomes a version below the draft, or,
     * with `joinedDraft`, a step of the draft: while there is no version, or when the rules find errors in it.
     */
    takeOver: call
      .input(z.object({ zone: z.string(), secondary: z.string() }))
      .output(z.object({ changedSets: z.number(), joinedDraft: z.boolean() })),
    /** Goes on ahead of it: the next version replaces it. It is not asked about again. */
    goAhead: call.input(z.object({ zone: z.string(), secondary: z.string() })),
    /** Adds an address to those that a secondary's transfers come from. */
    allowAddress: call.input(z.object({ secondary: z.string(), address: z.string() })).output(secondary),
    /** The address that providers hold for us against the one we have. */
    addresses: call.output(addressCheck),
    /** Hands every zone to a secondary inside the app, on loopback, and looks at what it got. */
    rehearse: call.output(rehearsalReport),
  },

  deadlines: {
    /** By when a session is due, for each zone and secondary; the most urgent first. */
    list: call.output(z.array(copyDeadline)),
    /** The same as a calendar file with alarms. */
    calendar: call.output(z.object({ fileName: z.string(), text: z.string() })),
  },

  leaving: {
    /**
     * How a secondary leaves the zone, or with `secondary` null the zone the Internet: what to do in which order, and what
     * was seen to be done. Asks the parent. `nameServers`: those that go, where the owner knows better.
     */
    look: call
      .input(zone.extend({ secondary: z.string().nullable(), nameServers: z.array(z.string()).optional() }))
      .output(leavingPlan),
  },

  parentNs: {
    /** Asks the parent which name servers it names, against those of the zone. Takes seconds offline. */
    look: call.input(zone).output(parentNsVerdict),
  },

  activity: {
    page: call
      .input(
        z.object({
          ...page,
          zone: z.string().optional(),
          severity: z.enum(['info', 'warning', 'error']).optional(),
        }),
      )
      .output(z.object({ entries: z.array(activityEntry), total: z.number() })),
  },

  dnssec: {
    state: call.input(zone).output(dnssecState),
    /** The state, now and whenever it changes: signing under way, keys, what was observed. */
    watch: call.input(zone).output(eventIterator(dnssecState)),
    /** Makes the keys; the next version is signed. Refused while keys of another signer were not brought along, unless `evenSo`. */
    enable: call
      .input(zone.extend(signingChoice.shape).extend({ evenSo: z.boolean().default(false) }))
      .output(dnssecState),
    /** Asks the parent's servers and the zone's now. `reached` false: offline, or no resolver. */
    look: call.input(zone).output(z.object({ reached: z.boolean(), state: dnssecState })),
    /** Asks the parent to remove the DS, before DNSSEC is turned off; `begin` false takes that back. */
    withdraw: call.input(zone.extend({ begin: z.boolean() })).output(dnssecState),
    /** The next version is unsigned and the keys are gone. Refused while the DS may be in use, unless `evenNow`. */
    disable: call.input(zone.extend({ evenNow: z.boolean().default(false) })).output(dnssecState),
    /** Takes in a key that signed the zone elsewhere: BIND's two files, PEM, what PowerDNS and Knot export. */
    importKey: call
      .input(
        zone.extend({
          privateText: z.string().max(100_000).optional(),
          publicText: z.string().max(100_000).optional(),
          /** Where the DNSKEY is missing, or to tell a KSK from a CSK. */
          role: keyRole.optional(),
        }),
      )
      .output(z.object({ keyTag: z.number(), state: dnssecState })),
    /** Lets go of a key that was taken in, before the zone is signed with it. */
    forgetKey: call.input(zone.extend({ keyTag: z.number() })).output(dnssecState),
    /** A key as files, private half included. */
    exportKey: call
      .input(zone.extend({ keyTag: z.number(), form: z.enum(['bind', 'pem']).default('bind') }))
      .output(z.object({ files: z.array(z.object({ name: z.string(), text: z.string() })) })),
    /** Makes a key to take the place of the one that signs in this role; what follows waits for what was observed. */
    startRollover: call.input(zone.extend({ role: keyRole })).output(dnssecState),
    /** Takes the next step of it. Refused until what the present one waits for was seen. */
    continueRollover: call.input(zone).output(dnssecState),
    /** Takes it back, while nothing depends on the new key. */
    cancelRollover: call.input(zone).output(dnssecState),
    /** After keys were lost: new ones sign from the next version on. Refused until nobody can have a DS any more. */
    signAnew: call.input(zone).output(dnssecState),
    /** Gives up the signing that is under way; the commit fails, and nothing of it is kept. */
    cancel: call.input(zone),
  },

  recovery: {
    state: call.output(recoveryState),
    /** Everything that cannot be made again, as an armoured age file. */
    save: call.input(z.object({ passphrase: newPassphrase })).output(z.object({ text: z.string() })),
    /** Into an empty data folder. Answers the zones. */
    restore: call
      .input(z.object({ text: z.string().max(256_000_000), passphrase: z.string().max(1000) }))
      .output(z.object({ zones: z.array(z.string()) })),
  },

  /** The PowerDNS-compatible API for tools. */
  api: {
    state: call.output(apiState),
    /** Switches it on or off, or moves it; answers once it listens there or could not. */
    configure: call.input(apiSettingsChange).output(apiState),
    /** The key that tools send as X-API-Key, to be shown or copied; made when there is none. */
    key: call.output(z.object({ key: z.string() })),
    /** A new key; tools must be given it. */
    rotateKey: call.output(z.object({ key: z.string() })),
  },

  settings: {
    get: call.output(settings),
    /** All but the API's, which has a call of its own. */
    update: call.input(settingsChange).output(settings),
    /** Tries to bind each address and lets go again. */
    tryListen: call.input(z.object({ listen: z.array(endpoint) })).output(z.array(bindFailure)),
    /** This computer's own addresses. */
    addresses: call.output(z.array(z.string())),
  },
};
export type Contract = typeof contract;
