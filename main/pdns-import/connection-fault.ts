/** What went wrong below HTTP, by the code of the error that `fetch` gives as its cause. */
import type { PdnsFault } from '../../shared/model/pdns-import.ts';

/** How long `fetch` (undici) waits for a connection. */
const CONNECT_SECONDS = 10;

export function connectionFault(error: unknown): PdnsFault {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const detail = codeOf(cause);
  switch (detail) {
    case 'ECONNREFUSED':
      return { code: 'refused' };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { code: 'host-not-found' };
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { code: 'silent', seconds: CONNECT_SECONDS };
    default:
      return CERTIFICATE.test(detail) ? { code: 'tls', detail } : { code: 'broken', detail };
  }
}

/** OpenSSL's verdicts on a certificate, as Node spells them. */
const CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
