/** Labels, help and warnings of the assistants' forms. */
import type { AssistantId } from './assistants/assistant.ts';

interface FieldWords {
  readonly label: string;
  readonly hint?: string;
  /** What the values of a choice mean. */
  readonly choices?: Readonly<Record<string, string>>;
}

interface AssistantWords {
  readonly title: string;
  readonly fields: Readonly<Record<string, FieldWords>>;
}

const POLICIES = {
  none: 'nothing: only report it',
  quarantine: 'put it aside as spam',
  reject: 'refuse it',
};
const ALIGNMENT = {
  '': 'as by default (relaxed)',
  r: 'relaxed: a subdomain will do',
  s: 'strict: the same name',
};
const MORE = 'Kept as it is.';

export const ASSISTANT_WORDS: Readonly<Record<AssistantId, AssistantWords>> = {
  spf: {
    title: 'SPF',
    fields: {
      mx: { label: 'The mail servers (MX) of this name', hint: 'They may send.' },
      a: { label: 'The addresses (A, AAAA) of this name', hint: 'They may send.' },
      include: { label: 'Whoever these providers let send', hint: 'Their SPF names, one after the other.' },
      ip4: { label: 'IPv4 addresses and blocks' },
      ip6: { label: 'IPv6 addresses and blocks' },
      more: { label: 'Further mechanisms and modifiers', hint: MORE },
      all: {
        label: 'Mail from anywhere else',
        choices: {
          '-all': 'is not from here (-all)',
          '~all': 'is probably not from here (~all)',
          '?all': 'may or may not be (?all)',
          '+all': 'is from here, too (+all)',
          '': 'is not spoken of',
        },
      },
    },
  },
  dmarc: {
    title: 'DMARC',
    fields: {
      p: { label: 'Mail that fails', hint: 'What receivers shall do with it.', choices: POLICIES },
      sp: { label: 'The same below this name', choices: { '': 'the same', ...POLICIES } },
      rua: {
        label: 'Daily reports to',
        hint: 'mailto: addresses. One elsewhere must agree by a record of its own.',
      },
      ruf: { label: 'Reports on single messages to', hint: 'Few receivers send them.' },
      adkim: { label: 'DKIM must match', choices: ALIGNMENT },
      aspf: { label: 'SPF must match', choices: ALIGNMENT },
      more: { label: 'Further tags', hint: MORE },
    },
  },
  dkim: {
    title: 'DKIM',
    fields: {
      k: { label: 'Kind of key', choices: { '': 'RSA, not said', rsa: 'RSA', ed25519: 'Ed25519' } },
      p: {
        label: 'Public key',
        hint: 'In base64, as your mail server shows it; line breaks do no harm. Empty: the key is revoked.',
      },
      t: { label: 'Flags', hint: 's: not for subdomains. y: still being tested.' },
      more: { label: 'Further tags', hint: MORE },
    },
  },
  caa: {
    title: 'By purpose',
    fields: {
      tag: {
        label: 'What it says',
        choices: {
          issue: 'who may issue certificates',
          issuewild: 'who may issue wildcard certificates',
          issuemail: 'who may issue certificates for mail',
          iodef: 'where to report refused requests',
        },
      },
      who: {
        label: 'Authority, or where to report',
        hint: 'The domain that the authority names for it. Empty: nobody may. Reports go to a mailto: or https: address.',
      },
      parameters: {
        label: 'Conditions',
        hint: 'As the authority offers them: accounturi=…; validationmethods=dns-01 (RFC 8657).',
      },
      critical: { label: 'Critical', hint: 'An authority that does not know this kind must not issue.' },
    },
  },
  https: {
    title: 'By parameter',
    fields: {
      svcPriority: {
        label: 'Priority',
        hint: '0 makes this name an alias; 1 and up are endpoints, lower first.',
      },
      targetName: { label: 'Target', hint: 'A single dot is this name itself.' },
      alpn: { label: 'Protocols', hint: 'h2 is HTTP/2, h3 is HTTP/3 (QUIC).' },
      port: { label: 'Port', hint: 'Where it is not the usual one.' },
      ipv4hint: { label: 'IPv4 addresses to begin with', hint: 'A hint: the A records must say the same.' },
      ipv6hint: {
        label: 'IPv6 addresses to begin with',
        hint: 'A hint: the AAAA records must say the same.',
      },
      more: { label: 'Further parameters', hint: MORE },
    },
  },
};

/** By the code that an assistant gives. */
export const WARNINGS: Readonly<Record<string, string>> = {
  'too-many-lookups':
    'More than 10 of these need a question; receivers then take the whole record for an error (RFC 7208 §4.6.4).',
  'everybody-passes': 'Anybody may send in this name.',
  'no-answer': 'Nothing is said of mail from elsewhere: receivers treat it as if there were no SPF.',
  'nobody-told': 'Mail that fails is let through, and you get no reports: this does nothing yet.',
  revoked: 'Without a key, whatever was signed with this selector counts as not signed.',
  'short-key': 'This looks shorter than 2048 bits, which RFC 8301 asks for.',
  'nobody-may-issue': 'Nobody may issue such a certificate.',
  'no-report-address': 'Reports go to an address such as mailto:security@example.com.',
  'alias-with-parameters': 'With priority 0 parameters are ignored.',
};

/** A text that does not look right. */
export const unusual = (example: string): string => `Usually as in ${example}.`;
