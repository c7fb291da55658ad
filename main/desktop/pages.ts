/** The pages under `app://hidden-primary/`: a scheme with an origin of its own, which `file:` has not, and headers. */
import type { StaticFile } from '../headless/static-files.ts';

export const SCHEME = 'app';

/** The address of the first page. */
export const FIRST_PAGE = `${SCHEME}://hidden-primary/`;

/** Everything from the package itself, nothing from elsewhere. `data:` is for icons inlined by the bundler. */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** True for the addresses that only our own pages have. Compared as text: such a scheme's `URL.origin` is "null". */
export const isOwnPage = (address: string): boolean => address.startsWith(FIRST_PAGE);

/** Answers with one of the pages' files; whatever else is asked for, no path reaches the disk. */
export function servePage(files: ReadonlyMap<string, StaticFile>, address: string): Response {
  const file = isOwnPage(address) ? files.get(new URL(address).pathname) : undefined;
  if (file === undefined) return new Response('Not found', { status: 404 });
  const headers = {
    'content-type': file.type,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
  };
  return new Response(new Uint8Array(file.body), { headers });
}
