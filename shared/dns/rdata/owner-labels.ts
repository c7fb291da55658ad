/** The labels before the names of services, for the types that stand there. Services and protocols as IANA registers them. */
import { type OwnerLabel, type OwnerLabels } from './define-rdata.ts';

const label = (...choices: readonly (readonly [text: string, meaning: string])[]): OwnerLabel => ({
  example: choices[0][0],
  choices: choices.map(([text, meaning]) => ({ text, meaning })),
});

/** `_service._proto`. RFC 2782, RFC 7553 §4.1. */
export const SERVICE_LABELS: OwnerLabels = {
  service: label(
    ['sip', 'telephony, RFC 3263'],
    ['sips', 'telephony over TLS, RFC 3263'],
    ['xmpp-client', 'XMPP, RFC 6120'],
    ['xmpp-server', 'XMPP between servers, RFC 6120'],
    ['imaps', 'mail, RFC 6186'],
    ['submissions', 'mail to be sent, RFC 8314'],
    ['submission', 'mail to be sent, by STARTTLS, RFC 6186'],
    ['caldavs', 'calendars, RFC 6764'],
    ['carddavs', 'address books, RFC 6764'],
    ['autodiscover', 'settings of Outlook'],
    ['ldap', 'directories, RFC 2782'],
    ['kerberos', 'RFC 4120'],
    ['stun', 'RFC 8489'],
    ['turn', 'RFC 5928'],
    ['matrix-fed', 'Matrix between servers'],
    ['minecraft', 'a game'],
  ),
  proto: label(['tcp', 'TCP'], ['udp', 'UDP'], ['tls', 'TLS, as Microsoft has it for SIP'], ['sctp', 'SCTP']),
};

/** `_port._proto`. RFC 6698 §3. */
export const PORT_LABELS: OwnerLabels = {
  port: label(
    ['443', 'HTTPS'],
    ['25', 'mail between servers'],
    ['465', 'mail to be sent'],
    ['587', 'mail to be sent, by STARTTLS'],
    ['993', 'IMAP'],
    ['853', 'DNS over TLS'],
    ['5269', 'XMPP between servers'],
    ['*', 'every port'],
  ),
  proto: label(['tcp', 'TCP'], ['udp', 'UDP: DTLS and QUIC'], ['sctp', 'SCTP']),
};
